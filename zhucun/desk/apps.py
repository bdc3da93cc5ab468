"""Desk: each role's home page and the frame around every screen. It owns no tables."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "zhucun.desk"
    verbose_name = "首页"
