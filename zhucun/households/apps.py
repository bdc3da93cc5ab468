"""Households: who lives in a village."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "zhucun.households"
    verbose_name = "农户"
