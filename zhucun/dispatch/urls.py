"""Addresses of dispatch, below /c/<county>/."""

from django.urls import URLPattern

app_name = "dispatch"

urlpatterns: list[URLPattern] = []
