"""Periods: a first and a last day, both included, and the kinds that duties repeat by."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """How a duty repeats; a term is the subject's own time in office, free periods are written in the pack."""

    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    TERM = "term"
    FREE = "free"


MONTHS_IN = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end before it begins: {self.first} to {self.last}")

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls.containing(PeriodKind.MONTH, date(year, month, 1))

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> "Period":
        """The period of this kind in which a day lies; weeks begin on Monday.

        A term and a free period are not told by the day alone: `KeyError` for these two.
        """
        if kind is PeriodKind.DAY:
            return cls(day, day)
        if kind is PeriodKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(monday, monday + timedelta(days=6))
        if kind is PeriodKind.HALF_MONTH:
            return _half_month(day)
        months = MONTHS_IN[kind]
        opening = day.month - (day.month - 1) % months
        closing = opening + months - 1
        return cls(date(day.year, opening, 1), date(day.year, closing, monthrange(day.year, closing)[1]))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlap(self, first: date | None, last: date | None) -> "Period | None":
        """The part that lies between two days; an open side is `None`."""
        begins = max(self.first, first) if first else self.first
        ends = min(self.last, last) if last else self.last
        return Period(begins, ends) if begins <= ends else None


def _half_month(day: date) -> Period:
    if day.day <= 15:
        return Period(day.replace(day=1), day.replace(day=15))
    return Period(day.replace(day=16), day.replace(day=monthrange(day.year, day.month)[1]))
