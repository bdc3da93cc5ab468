"""Cases: matters with terms, from first word to rating."""

from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "zhucun.cases"
    verbose_name = "办件"

    def ready(self) -> None:
        from zhucun.cases import archive_entries, held, ledger_source, paper_source, retention
        from zhucun.cases.queries import record_lines
        from zhucun.policy import registry

        registry.offer_records("cases.cases", record_lines)
        retention.offer_all()
        paper_source.offer_all()
        archive_entries.offer_all()
        held.offer_all()
        ledger_source.offer()
        # No screen runs these, yet the trail must know what their acts are called.
        for unseen in ("services_clock", "rebuilding"):
            import_module(f"{self.name}.{unseen}")
