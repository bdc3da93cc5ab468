"""Addresses of fieldwork, below /c/<county>/."""

from django.urls import path

from zhucun.fieldwork import views, views_visits

app_name = "fieldwork"

urlpatterns = [
    path("", views.records, name="records"),
    path("balance/", views.balance, name="balance"),
    path("diary/", views.diary, name="diary"),
    path("new/", views.new, name="new"),
    path("household/", views.find_household, name="find_household"),
    path("new/<slug:form>/", views.new, name="new"),
    path("next/", views_visits.agreed, name="agreed"),
    path("<uuid:record_id>/", views.record, name="record"),
    path("<uuid:record_id>/correct/", views.correct, name="correct"),
    path("<uuid:record_id>/void/", views.void, name="void"),
    path("<uuid:record_id>/matter/", views_visits.matter, name="matter"),
]
