"""Addresses of presence and months, below /c/<county>/attendance/."""

from django.urls import path, register_converter

from zhucun.attendance import views
from zhucun.attendance.months import MonthConverter

register_converter(MonthConverter, "month")

app_name = "attendance"

urlpatterns = [
    path("", views.current, name="current"),
    path("mine/", views.mine, name="mine"),
    path("<month:month>/", views.month, name="month"),
    path("<month:month>/sheet/", views.sheet, name="sheet"),
    path("<month:month>/notice.docx", views.notice, name="notice"),
    path("<month:month>/ledger.xlsx", views.ledger, name="ledger"),
    path("<month:month>/confirm/<str:township>/", views.confirm, name="confirm"),
    path("<month:month>/reopen/<str:township>/", views.reopen, name="reopen"),
    path("<month:month>/<uuid:posting>/", views.calendar, name="calendar"),
    path("<month:month>/<uuid:posting>/why/", views.why, name="why"),
    path("<month:month>/<uuid:posting>/question/", views.question, name="question"),
    path("entries/<uuid:entry>/", views.entry, name="entry"),
    path("entries/<uuid:entry>/correct/", views.correct, name="correct"),
    path("entries/<uuid:entry>/void/", views.void, name="void"),
    path("entries/<uuid:entry>/settle/", views.settle, name="settle"),
]
