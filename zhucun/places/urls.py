"""Addresses of places, below /c/<county>/."""

from django.urls import URLPattern

app_name = "places"

urlpatterns: list[URLPattern] = []
