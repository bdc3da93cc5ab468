"""Attendance: presence without sign-in, and the month."""

from importlib import import_module

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "zhucun.attendance"
    verbose_name = "在岗"

    def ready(self) -> None:
        from zhucun.attendance import effects, held, ledger_source, measures, paper_source, retention
        from zhucun.attendance.queries import record_lines
        from zhucun.attendance.refresh import refresh_between
        from zhucun.policy import registry

        registry.keep_fresh("attendance.months", refresh_between)
        registry.offer_presence("attendance.onsite_days", measures.onsite_days)
        registry.offer_events("attendance.leave_days", measures.leave_days)
        registry.offer_states("attendance.on_duty", measures.on_duty)
        registry.offer_excuses("attendance.entries", measures.excuses)
        registry.offer_settled("attendance.confirmations", measures.settled)
        registry.offer_records("attendance.entries", record_lines)
        effects.offer()
        paper_source.offer_all()
        retention.offer_all()
        held.offer_all()
        ledger_source.offer()
        # No screen runs these, yet the trail must know what their acts are called.
        for unseen in ("services_bulk", "services_nightly"):
            import_module(f"{self.name}.{unseen}")
