"""What a list of records is narrowed to, as it stands in the address. Pure: knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from zhucun.engine.period import Period
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
    month: Period | None = None
    person: UUID | None = None
    household: UUID | None = None

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
            "occurred_on__gte": self.month and self.month.first,
            "occurred_on__lte": self.month and self.month.last,
        }
        return {name: value for name, value in asked.items() if value}


def month_of(text: str) -> Period:
    """'2026-10' → the whole of that month."""
    if len(text) != len("2026-10"):
        raise ValueError(text)
    first = date.fromisoformat(f"{text}-01")
    return Period.month(first.year, first.month)


def beside(month: Period) -> tuple[str, str]:
    """The months before and after, as they stand in an address."""
    return f"{month.first - timedelta(days=1):%Y-%m}", f"{month.last + timedelta(days=1):%Y-%m}"
