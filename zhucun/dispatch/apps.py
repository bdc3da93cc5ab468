"""Dispatch: who is stationed in which village, for whom, until when."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "zhucun.dispatch"
    verbose_name = "派驻"
