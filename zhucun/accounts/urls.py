"""Addresses of accounts and of the audit trail, below /c/<county>/system/."""

from django.urls import path

from zhucun.accounts import trail, views

app_name = "system"

urlpatterns = [
    path("", views.people, name="people"),
    path("issue/", views.issue, name="issue"),
    path("people/<uuid:account>/", views.person, name="person"),
    path("people/<uuid:account>/grant/", views.grant, name="grant"),
    path("people/<uuid:account>/reset/", views.reset, name="reset"),
    path("people/<uuid:account>/close/", views.close, name="close"),
    path("people/<uuid:account>/reopen/", views.reopen, name="reopen"),
    path("grants/<uuid:grant>/end/", views.end, name="end"),
    path("audit/", trail.audit, name="audit"),
]
