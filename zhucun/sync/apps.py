"""The one door of the field app: devices, envelopes, receipts."""

from importlib import import_module

from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "zhucun.sync"
    verbose_name = "手机"

    def ready(self) -> None:
        from zhucun.sync import retention

        retention.offer_all()
        # No screen runs these, yet the trail must know what their acts are called.
        for unseen in (
            "services",
            "services_quarantine",
            "services_copies",
            "services_devices",
            "services_import",
            "services_pieces",
        ):
            import_module(f"{self.name}.{unseen}")
