"""Households: who lives in a village."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "zhucun.households"
    verbose_name = "农户"

    def ready(self) -> None:
        from zhucun.households import merging
        from zhucun.places import registry

        registry.on_merge(merging.follow)
        registry.on_merge_preview(merging.foresee)
