"""Policy: installed packs, decisions with their reasons, and the registry of measures."""

from importlib import import_module

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "zhucun.policy"
    verbose_name = "制度"

    def ready(self) -> None:
        """Roles are data: what each may do is read from the nation's pack once, at start."""
        from zhucun.accounts import roles
        from zhucun.places import registry as places
        from zhucun.policy import registry
        from zhucun.policy.deciding import fresh
        from zhucun.policy.queries import NATIONAL, pack_of, village_type_words
        from zhucun.policy.retention import own

        for role in pack_of(NATIONAL).roles.values():
            roles.install(role.code, role.title, role.permissions, role.scope)
        own.offer_all()
        registry.decide_afterwards("policy.decisions", fresh.decide_between)
        registry.follow_register("policy.decisions", fresh.decide_register)
        places.offer_type_words("policy.pack", village_type_words)
        places.on_types_changed("policy.decisions", fresh.decide_village_types)
        # No screen runs these, yet the trail must know what their acts are called.
        import_module(f"{self.name}.services_nightly")
        import_module(f"{self.name}.retention.services")
