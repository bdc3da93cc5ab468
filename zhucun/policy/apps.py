"""Policy: installed packs, decisions with their reasons, and the registry of measures."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "zhucun.policy"
    verbose_name = "制度"

    def ready(self) -> None:
        """Roles are data: what each may do is read from the nation's pack once, at start."""
        from zhucun.accounts import roles
        from zhucun.policy.queries import NATIONAL, pack_of

        for role in pack_of(NATIONAL).roles.values():
            roles.install(role.code, role.title, role.permissions, role.scope)
