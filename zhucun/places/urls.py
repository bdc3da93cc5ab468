"""Addresses of places, below /c/<county>/."""

from django.urls import path

from zhucun.places import views

app_name = "places"

urlpatterns = [
    path("", views.villages, name="villages"),
    path("merge/", views.merge, name="merge"),
    path("<str:code>/", views.village, name="village"),
    path("<str:code>/rename/", views.rename, name="rename"),
]
