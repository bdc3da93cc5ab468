"""Addresses of documents, below /c/<county>/."""

from django.urls import URLPattern

app_name = "documents"

urlpatterns: list[URLPattern] = []
