"""Accounts: people who sign in, what they may do, and where."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zhucun.accounts"
    verbose_name = "账号"
