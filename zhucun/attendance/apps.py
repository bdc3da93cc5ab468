"""Attendance: presence without sign-in, and the month."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "zhucun.attendance"
    verbose_name = "在岗"
