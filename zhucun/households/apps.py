"""Households: who lives in a village."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "zhucun.households"
    verbose_name = "农户"

    def ready(self) -> None:
        from importlib import import_module

        from zhucun.engine.duty import Subject
        from zhucun.households import (
            held,
            ledger_source,
            measures,
            merging,
            paper_source,
            retention,
            sections,
        )
        from zhucun.households.pairings import measures as pairings
        from zhucun.households.pairings import merging as pairings_merging
        from zhucun.households.pairings import parts
        from zhucun.places import registry
        from zhucun.policy import registry as duties

        for part in (
            "people",
            "families",
            "marks",
            "bulk",
            "minors",
            "opening",
        ):  # the trail knows what their acts are called
            import_module(f"zhucun.households.services_{part}")
        registry.on_merge(merging.follow)
        registry.on_merge_preview(merging.foresee)
        registry.on_merge(pairings_merging.follow)
        registry.on_merge_preview(pairings_merging.foresee)
        duties.offer_members("households.of_village", measures.of_village)
        duties.offer_members("households.paired", pairings.paired)
        duties.offer_subjects(Subject.HOUSEHOLD, measures.of_village)
        duties.offer_quantities("households", measures.households)
        duties.offer_quantities("people", measures.people)
        duties.offer_labels(Subject.HOUSEHOLD, measures.labels)
        retention.offer_all()
        paper_source.offer_all()
        held.offer_all()
        ledger_source.offer()
        sections.offer("households.pairings", parts.TEMPLATE, parts.about)
