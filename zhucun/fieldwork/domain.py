"""What a list of records is narrowed to, as it stands in the address. Pure: knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from zhucun.engine.period import Period, PeriodKind
from zhucun.kernel.place_codes import VILLAGE, bounds, prefix_of

EVER = "all"  # in the address: no month


class Balance(StrEnum):
    """By what the balance of the four duties is shown."""

    PERSON = "person"
    VILLAGE = "village"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Filters:
    place: str = ""  # 12-digit code of a village or a township
    form: str = ""
    duty: str = ""
    month: Period | None = None  # or a year
    person: UUID | None = None
    household: UUID | None = None
    posting: UUID | None = None

    @classmethod
    def from_address(cls, given: Mapping[str, str], today: date) -> "Filters":
        """Read from the address; without a month this month. A value no screen of ours writes is a ValueError."""
        place = given.get("place", "")
        if place and not (place.isascii() and place.isdigit() and len(place) == VILLAGE):
            raise ValueError(place)
        month = given.get("month") or f"{today:%Y-%m}"
        return cls(
            place=place,
            form=given.get("form", ""),
            duty=given.get("duty", ""),
            month=None if month == EVER else month_of(month),
            person=UUID(given["person"]) if given.get("person") else None,
            household=UUID(given["household"]) if given.get("household") else None,
            posting=UUID(given["posting"]) if given.get("posting") else None,
        )

    @property
    def narrow(self) -> bool:
        return replace(self, month=None) != Filters()

    def without_duty(self) -> "Filters":
        return replace(self, duty="")

    def conditions(self) -> dict[str, Any]:
        """The filters that are set, as look-ups on a record; a person is looked up by postings."""
        low, high = bounds(prefix_of(self.place)) if self.place else ("", "")
        asked = {
            "village_code__gte": low,
            "village_code__lt": high,
            "form": self.form,
            "duty": self.duty,
            "household_id": self.household,
            "posting_id": self.posting,
            "occurred_on__gte": self.month and self.month.first,
            "occurred_on__lte": self.month and self.month.last,
        }
        return {name: value for name, value in asked.items() if value}


def month_of(text: str) -> Period:
    """'2026-10' → the whole of that month, '2026' of that year."""
    if len(text) == len("2026") and text.isdecimal():
        return Period.containing(PeriodKind.YEAR, date.fromisoformat(f"{text}-01-01"))
    if len(text) != len("2026-10"):
        raise ValueError(text)
    first = date.fromisoformat(f"{text}-01")
    return Period.month(first.year, first.month)


def is_year(period: Period) -> bool:
    return period.first.month != period.last.month


def in_address(period: Period) -> str:
    """A month or a year as it stands in an address."""
    return f"{period.first:%Y}" if is_year(period) else f"{period.first:%Y-%m}"


def beside(period: Period) -> tuple[str, str]:
    """The months, or the years, before and after, as they stand in an address."""
    kind = PeriodKind.YEAR if is_year(period) else PeriodKind.MONTH
    around = period.first - timedelta(days=1), period.last + timedelta(days=1)
    before, after = (in_address(Period.containing(kind, day)) for day in around)
    return before, after
