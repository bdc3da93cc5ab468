"""Demo: whole counties in miniature, made through the services."""

from importlib import import_module

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "zhucun.demo"
    verbose_name = "演示"

    def ready(self) -> None:
        # No screen runs these, yet the trail must know what their acts are called.
        for unseen in ("services", "bench_county"):
            import_module(f"{self.name}.{unseen}")
