"""Addresses of fieldwork, below /c/<county>/."""

from django.urls import URLPattern

app_name = "fieldwork"

urlpatterns: list[URLPattern] = []
