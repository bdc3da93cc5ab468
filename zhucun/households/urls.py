"""Addresses of households, below /c/<county>/."""

from django.urls import include, path

from zhucun.households import views

app_name = "households"

urlpatterns = [
    path("", views.households, name="households"),
    path("new/", views.new, name="new"),
    path("pairings/", include("zhucun.households.pairings.urls")),
    path("<uuid:household_id>/", views.household, name="household"),
    path("<uuid:household_id>/correct/", views.correct, name="correct"),
]
