"""Addresses of papers, below /c/<county>/documents/."""

from django.urls import include, path

from zhucun.documents import views, views_edits, views_runs, views_writing

app_name = "documents"

urlpatterns = [
    path("", views.papers, name="papers"),
    path("ledgers/", include("zhucun.documents.ledgers.urls")),
    path("<uuid:paper>/", views.download, name="download"),
    path("<uuid:paper>/about/", views_edits.about, name="about"),
    path("<uuid:paper>/back/", views_edits.back, name="back"),
    path("archives/", include("zhucun.documents.archives.urls")),
    path("runs/", views_runs.runs, name="runs"),
    path("runs/<uuid:run_id>/", views_runs.run, name="run"),
    path("runs/<uuid:run_id>/stop/", views_runs.stop, name="stop_run"),
    path("write/<slug:subject>/<str:of>/all/<slug:document>/", views_runs.ask, name="ask_run"),
    path("write/<slug:subject>/<str:of>/", views_writing.choose, name="choose"),
    path("write/<slug:subject>/<str:of>/<slug:document>/", views_writing.draft, name="draft"),
    path("write/<slug:subject>/<str:of>/<slug:document>/word/", views_writing.word, name="word"),
]
