"""Cases: matters with terms, from first word to rating."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "zhucun.cases"
    verbose_name = "办件"
