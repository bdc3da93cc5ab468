"""Places: divisions by date and the units that send people."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "zhucun.places"
    verbose_name = "地方与单位"

    def ready(self) -> None:
        from zhucun.places import registry
        from zhucun.places.classing import following

        registry.on_merge(following.follow)
        registry.on_merge_preview(following.foresee)
