"""Addresses of places, below /c/<county>/."""

from django.urls import path

from zhucun.places.views import types, villages

app_name = "places"

urlpatterns = [
    path("", villages.villages, name="villages"),
    path("merge/", villages.merge, name="merge"),
    path("types/", types.many, name="types"),
    path("<str:code>/", villages.village, name="village"),
    path("<str:code>/rename/", villages.rename, name="rename"),
    path("<str:code>/types/", types.add, name="type"),
    path("<str:code>/types/<uuid:village_type>/", types.end, name="type_end"),
]
