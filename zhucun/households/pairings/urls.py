"""Addresses of pairings, below those of households."""

from django.urls import path

from zhucun.households.pairings import views, views_writing

urlpatterns = [
    path("", views.pairings, name="pairings"),
    path("gaps/", views.gaps, name="pairing_gaps"),
    path("loads/", views.loads, name="pairing_loads"),
    path("new/", views_writing.new, name="pairing_new"),
    path("list/", views_writing.many, name="pairing_list"),
    path("<uuid:pairing>/", views.pairing, name="pairing"),
    path("<uuid:pairing>/change/", views_writing.change, name="pairing_change"),
]
