"""Kernel: what every floor above may lean on. It decides nothing about villages."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "zhucun.kernel"
    verbose_name = "内核"
