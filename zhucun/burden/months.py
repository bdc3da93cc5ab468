"""Months in the addresses of burden: 2026-11, and the ones before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from zhucun.engine.period import Period
from zhucun.kernel.place_codes import VILLAGE


@dataclass(frozen=True, slots=True)
class Month:
    period: Period

    @property
    def first(self) -> date:
        return self.period.first

    @property
    def before(self) -> str:
        return f"{self.period.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.period.last + timedelta(days=1):%Y-%m}"

    @property
    def key(self) -> str:
        return f"{self.period.first:%Y-%m}"


def month_in(given: Mapping[str, str], today: date) -> Month:
    """The month that an address asks for, this one without; what no page of ours writes is 404."""
    text = given.get("month") or f"{today:%Y-%m}"
    if len(text) != len("2026-11") or not text.isascii():
        raise Http404("no such month")
    first = day_in(f"{text}-01")
    return Month(Period.month(first.year, first.month))


def day_in(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as strange:
        raise Http404("no such day") from strange


def place_in(given: Mapping[str, str], county: str) -> str:
    """A township or village of the county, by its twelve digits; empty for all."""
    place = given.get("place", "")
    if place and not (place.isascii() and place.isdigit() and len(place) == VILLAGE):
        raise Http404("no such place")
    if place and not place.startswith(county):
        raise Http404("of another county")
    return place
