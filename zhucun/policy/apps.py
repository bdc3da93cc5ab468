"""Policy: installed packs, decisions with their reasons, and the registry of measures."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "zhucun.policy"
    verbose_name = "制度"
