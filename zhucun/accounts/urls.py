"""Addresses of accounts, below /c/<county>/."""

from django.urls import URLPattern

app_name = "system"

urlpatterns: list[URLPattern] = []
