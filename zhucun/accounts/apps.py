"""Accounts: people who sign in, what they may do, and where."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zhucun.accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from zhucun.accounts import handlers
        from zhucun.places.registry import on_merge

        on_merge(handlers.villages_merged)
