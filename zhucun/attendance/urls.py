"""Addresses of presence and months, below /c/<county>/attendance/."""

from django.urls import path, register_converter

from zhucun.attendance.months import MonthConverter
from zhucun.attendance.views import entries, months

register_converter(MonthConverter, "month")

app_name = "attendance"

urlpatterns = [
    path("", months.current, name="current"),
    path("mine/", months.mine, name="mine"),
    path("<month:month>/", months.month, name="month"),
    path("<month:month>/sheet/", months.sheet, name="sheet"),
    path("<month:month>/notice.docx", months.notice, name="notice"),
    path("<month:month>/ledger.xlsx", months.ledger, name="ledger"),
    path("<month:month>/confirm/<str:township>/", months.confirm, name="confirm"),
    path("<month:month>/reopen/<str:township>/", months.reopen, name="reopen"),
    path("<month:month>/<uuid:posting>/", months.calendar, name="calendar"),
    path("<month:month>/<uuid:posting>/why/", months.why, name="why"),
    path("<month:month>/<uuid:posting>/question/", entries.question, name="question"),
    path("entries/<uuid:entry>/", entries.entry, name="entry"),
    path("entries/<uuid:entry>/explain/", entries.explain, name="explain"),
    path("entries/<uuid:entry>/correct/", entries.correct, name="correct"),
    path("entries/<uuid:entry>/void/", entries.void, name="void"),
    path("entries/<uuid:entry>/settle/", entries.settle, name="settle"),
]
