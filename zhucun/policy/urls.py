"""Addresses of rules, below /c/<county>/policy/."""

from django.urls import path

from zhucun.policy import views

app_name = "policy"

urlpatterns = [
    path("", views.duties, name="duties"),
    path("calendar/", views.calendar, name="calendar"),
]
