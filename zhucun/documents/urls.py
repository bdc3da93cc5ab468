"""Addresses of papers, below /c/<county>/documents/."""

from django.urls import path

from zhucun.documents import views, views_writing

app_name = "documents"

urlpatterns = [
    path("", views.papers, name="papers"),
    path("<uuid:paper>/", views.download, name="download"),
    path("write/<slug:kind>/<str:of>/", views_writing.choose, name="choose"),
    path("write/<slug:kind>/<str:of>/<slug:paper>/", views_writing.draft, name="draft"),
    path("write/<slug:kind>/<str:of>/<slug:paper>/word/", views_writing.word, name="word"),
]
