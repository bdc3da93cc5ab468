"""Addresses of dispatch, below /c/<county>/."""

from django.urls import path

from zhucun.dispatch import views, views_own

app_name = "dispatch"

urlpatterns = [
    path("", views.postings, name="postings"),
    path("accounts/", views.accounts, name="accounts"),
    path("shown/", views_own.shown, name="shown"),
    path("<uuid:posting_id>/", views.posting, name="posting"),
    path("<uuid:posting_id>/end/", views.end, name="end"),
    path("<uuid:posting_id>/numbers/", views.show_numbers, name="show_numbers"),
    path("roster/", views.roster, name="roster"),
    path("roster/template/", views.template, name="template"),
    path("roster/<uuid:upload>/", views.preview, name="preview"),
    path("roster/<uuid:upload>/annotated/", views.annotated, name="annotated"),
    path("roster/<uuid:upload>/import/", views.import_roster, name="import_roster"),
    path("roster/<uuid:upload>/drop/", views.drop_roster, name="drop_roster"),
]
