"""Addresses of retention, below /c/<county>/system/retention/."""

from django.urls import path

from zhucun.policy.retention import views

app_name = "retention"

urlpatterns = [
    path("", views.table, name="table"),
    path("due/<slug:kind>/", views.due, name="due"),
    path("hold/", views.hold, name="hold"),
    path("holds/<uuid:hold_id>/lift/", views.lift, name="lift"),
]
