"""Monitoring: households that may slip back into poverty are seen early, helped, and followed to the effect."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "zhucun.monitoring"
    verbose_name = "防返贫监测"
