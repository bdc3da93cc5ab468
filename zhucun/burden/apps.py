"""Burden: what is asked of villages, what it costs, and what they need not answer."""

from django.apps import AppConfig


class BurdenConfig(AppConfig):
    name = "zhucun.burden"
    verbose_name = "填报与减负"

    def ready(self) -> None:
        from zhucun.burden import retention

        retention.offer_all()
