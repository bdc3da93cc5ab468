"""Demo: whole counties in miniature, made through the services."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "zhucun.demo"
    verbose_name = "演示"
