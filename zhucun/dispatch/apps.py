"""Dispatch: who is stationed in which village, for whom, until when."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "zhucun.dispatch"
    verbose_name = "派驻"

    def ready(self) -> None:
        from zhucun.dispatch import merging
        from zhucun.places import registry

        registry.on_merge(merging.follow)
        registry.on_merge_preview(merging.foresee)
