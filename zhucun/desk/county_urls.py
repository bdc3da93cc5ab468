"""Addresses of the home page, below /c/<county>/."""

from django.urls import URLPattern

app_name = "home"

urlpatterns: list[URLPattern] = []
