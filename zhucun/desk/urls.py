"""The first address of all."""

from django.urls import path

from zhucun.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.start, name="start"),
]
