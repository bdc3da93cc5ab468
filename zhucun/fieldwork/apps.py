"""Fieldwork: what happened in the villages, recorded once."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "zhucun.fieldwork"
    verbose_name = "工作记录"

    def ready(self) -> None:
        from zhucun.fieldwork import (  # noqa: F401 - the trail knows its acts
            archive_entries,
            held,
            ledger_source,
            measures,
            paper_source,
            retention,
            services_pictures,
            visits,
        )
        from zhucun.fieldwork.queries import record_lines, village_days
        from zhucun.households import sections
        from zhucun.policy import registry

        registry.offer_days("fieldwork.village_days", village_days)
        registry.offer_events("fieldwork.records", measures.records)
        registry.offer_records("fieldwork.records", record_lines)
        retention.offer_all()
        paper_source.offer_all()
        archive_entries.offer_all()
        held.offer_all()
        ledger_source.offer()
        sections.offer("fieldwork.visits", visits.TEMPLATE, visits.about)
        sections.offer_last_seen("fieldwork.visits", visits.last_seen)
