"""Monitoring: households that may slip back into poverty are seen early, helped, and followed to the effect."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "zhucun.monitoring"
    verbose_name = "防返贫监测"

    def ready(self) -> None:
        from zhucun.households import sections
        from zhucun.monitoring import (
            effects,
            endings,
            held,
            known,
            ledger_source,
            merging,
            paper_source,
            quality,
            retention,
        )
        from zhucun.monitoring.checks import SEE
        from zhucun.monitoring.pages import household_part
        from zhucun.places import registry

        registry.on_merge(merging.follow)
        effects.offer()
        endings.offer()
        known.offer()
        quality.offer()
        retention.offer_all()
        paper_source.offer_all()
        held.offer_all()
        ledger_source.offer()
        sections.offer_link("monitoring", _("防返贫监测"), "monitoring:list", SEE)
        sections.offer("monitoring", "monitoring/_part.html", household_part)
        # No screen runs these, yet the trail must know what their acts are called.
        for unseen in ("services_warnings",):
            import_module(f"{self.name}.{unseen}")
