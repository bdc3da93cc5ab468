"""Addresses of monitoring, below /c/<county>/."""

from django.urls import path

from zhucun.monitoring.views import checking, comparing, income, leads, lists, measures, notices, rules

app_name = "monitoring"

urlpatterns = [
    path("", lists.monitored, name="list"),
    path("notice/", notices.notice, name="notice"),
    path("rules/", rules.rules, name="rules"),
    path("compare/", comparing.comparison, name="compare"),
    path("compare/keep/", comparing.keep_compared, name="keep_compared"),
    path("households/<uuid:household_id>/lead/", leads.new_lead, name="new_lead"),
    path("households/<uuid:household_id>/sheet/", income.new_sheet, name="new_sheet"),
    path("households/<uuid:household_id>/measure/", measures.new_measure, name="new_measure"),
    path("households/<uuid:household_id>/removal/", checking.remove, name="remove"),
    path("leads/<uuid:lead>/check/", checking.check, name="check"),
    path("leads/<uuid:lead>/dismiss/", leads.dismiss, name="dismiss"),
    path("sheets/<uuid:sheet>/", income.sheet, name="sheet"),
    path("measures/<uuid:measure>/", measures.measure, name="measure"),
    path("measures/<uuid:measure>/plan/", measures.replan, name="replan"),
]
