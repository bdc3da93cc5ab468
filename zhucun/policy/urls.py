"""Addresses of rules, below /c/<county>/policy/."""

from django.urls import path

from zhucun.policy.views import calendar, rules

app_name = "policy"

urlpatterns = [
    path("", rules.duties, name="duties"),
    path("duties/<slug:duty>/", rules.duty, name="duty"),
    path("calendar/", calendar.calendar, name="calendar"),
]
