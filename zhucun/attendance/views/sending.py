"""What screens with a form share: what was sent, and how a refusal comes back."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date

from zhucun.accounts.screens import ScreenRequest
from zhucun.kernel.refusals import Refusal

Done = TypeVar("Done")

NOT_ACCEPTED = 422

# Where a refusal is about one thing that was typed, its sentence stands under that field.
ABOUT = {
    "attendance.outside_posting": "first_day",
    "attendance.days_reversed": "last_day",
    "attendance.day_ahead": "first_day",
    "attendance.overlaps": "first_day",
    "attendance.reason_missing": "because",
}


def tried(form: forms.Form, act: Callable[[], Done]) -> Done | None:
    """Do what a valid form asks; what is refused is said beside it, and nothing typed is lost."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refusal as refusal:
        field = ABOUT.get(refusal.code)
        form.add_error(field if field in form.fields else None, refusal.said)
        return None


def sent(request: ScreenRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def status(form: forms.Form) -> int:
    return NOT_ACCEPTED if form.errors else 200


def day_in(month: date, text: str) -> date | None:
    """The day that was pointed at, when it is one of this month."""
    try:
        day = parse_date(text)
    except ValueError:  # looks like a date and is none
        return None
    return day if day and day.replace(day=1) == month else None
