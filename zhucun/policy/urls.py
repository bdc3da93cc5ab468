"""Addresses of rules, below /c/<county>/policy/."""

from django.urls import path

from zhucun.policy.views import answers, calendar, changes, reminders, rules, year

app_name = "policy"

urlpatterns = [
    path("", rules.duties, name="duties"),
    path("duties/<slug:duty>/", rules.duty, name="duty"),
    path("duties/<slug:duty>/answers/", answers.answers, name="answers"),
    path("why/<uuid:decision>/", answers.why, name="why"),
    path("year/", year.year, name="year"),
    path("year.ics", year.year_ics, name="year_ics"),
    path("changes/", changes.changes, name="changes"),
    path("changes/new/", changes.propose, name="propose"),
    path("changes/<uuid:change>/", changes.change, name="change"),
    path("changes/<uuid:change>/approve/", changes.approve, name="approve"),
    path("changes/<uuid:change>/reject/", changes.reject, name="reject"),
    path("changes/<uuid:change>/withdraw/", changes.withdraw, name="withdraw"),
    path("changes/<uuid:change>/end/", changes.end, name="end"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("calendar/", calendar.calendar, name="calendar"),
]
