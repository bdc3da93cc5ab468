"""Attendance: presence without sign-in, and the month."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "zhucun.attendance"
    verbose_name = "在岗"

    def ready(self) -> None:
        from zhucun.attendance.queries import record_lines
        from zhucun.attendance.refresh import refresh_between
        from zhucun.policy import registry

        registry.keep_fresh("attendance.months", refresh_between)
        registry.offer_records("attendance.entries", record_lines)
