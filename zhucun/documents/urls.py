"""Addresses of papers, below /c/<county>/documents/."""

from django.urls import path

from zhucun.documents import views

app_name = "documents"

urlpatterns = [
    path("", views.papers, name="papers"),
    path("<uuid:paper>/", views.download, name="download"),
]
