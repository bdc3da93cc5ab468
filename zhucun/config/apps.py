"""Settings, root addresses and start-up."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "zhucun.config"
    verbose_name = "配置"
