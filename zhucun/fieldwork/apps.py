"""Fieldwork: what happened in the villages, recorded once."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "zhucun.fieldwork"
    verbose_name = "工作记录"
