"""Addresses of papers, below /c/<county>/documents/."""

from django.urls import include, path

from zhucun.documents import views

app_name = "documents"

urlpatterns = [
    path("", views.papers, name="papers"),
    path("ledgers/", include("zhucun.documents.ledgers.urls")),
    path("<uuid:paper>/", views.download, name="download"),
]
