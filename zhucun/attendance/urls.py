"""Addresses of attendance, below /c/<county>/."""

from django.urls import URLPattern

app_name = "attendance"

urlpatterns: list[URLPattern] = []
