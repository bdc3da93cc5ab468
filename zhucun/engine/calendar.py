"""The working calendar: which days are worked, which are public holidays.

A year whose arrangement has not been announced is answered by weekends alone and always carries
a warning: it is never guessed from other years, and asking about it never fails.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is to a person with a post: exactly one of three."""

    WORKDAY = "workday"
    REST_DAY = "rest_day"
    PUBLIC_HOLIDAY = "public_holiday"


class SpecialKind(StrEnum):
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day on which an announcement departs from the week."""

    on: date
    kind: SpecialKind
    name: str


@dataclass(frozen=True, slots=True)
class CalendarWarning:
    code: str
    year: int


class WorkCalendar:
    """Weekends, corrected by the announced years; `announced` maps a year to the paper that settles it."""

    def __init__(self, days: Iterable[SpecialDay] = (), announced: Mapping[int, str] | None = None) -> None:
        self._announced = dict(announced or {})
        self._special: dict[date, SpecialDay] = {}
        for day in days:
            self._add(day)
        self._lost = _sorted_days(self._special.values(), SpecialKind.HOLIDAY, weekend=False)
        self._gained = _sorted_days(self._special.values(), SpecialKind.MAKE_UP, weekend=True)

    def _add(self, day: SpecialDay) -> None:
        if day.on.year not in self._announced:
            raise ValueError(f"{day.on} belongs to a year that is not announced")
        if day.on in self._special:
            raise ValueError(f"{day.on} is given twice")
        self._special[day.on] = day

    @property
    def announced_years(self) -> tuple[int, ...]:
        return tuple(sorted(self._announced))

    def special_days(self) -> tuple[SpecialDay, ...]:
        """Every day on which some announcement departs from the week, in order."""
        return tuple(self._special[day] for day in sorted(self._special))

    def source_of(self, year: int) -> str | None:
        """The paper that announced a year; `None` while there is none."""
        return self._announced.get(year)

    def kind_of(self, day: date) -> DayKind:
        special = self._special.get(day)
        if special is not None:
            return DayKind.PUBLIC_HOLIDAY if special.kind is SpecialKind.HOLIDAY else DayKind.WORKDAY
        return DayKind.REST_DAY if day.weekday() >= SATURDAY else DayKind.WORKDAY

    def is_workday(self, day: date) -> bool:
        return self.kind_of(day) is DayKind.WORKDAY

    def is_public_holiday(self, day: date) -> bool:
        """Whether the day is off by announcement, weekend days inside a holiday included."""
        return self.kind_of(day) is DayKind.PUBLIC_HOLIDAY

    def is_rest_day(self, day: date) -> bool:
        """Whether the day is an ordinary weekend day, neither a holiday nor worked to make up for one."""
        return self.kind_of(day) is DayKind.REST_DAY

    def is_make_up(self, day: date) -> bool:
        special = self._special.get(day)
        return special is not None and special.kind is SpecialKind.MAKE_UP

    def name_of(self, day: date) -> str | None:
        """The holiday a day belongs to or makes up for."""
        special = self._special.get(day)
        return special.name if special else None

    def workdays(self, first: date, last: date) -> int:
        """How many days are worked from the first day to the last, both included; none if reversed."""
        if last < first:
            return 0
        usual = _weekdays_before(last + ONE_DAY) - _weekdays_before(first)
        return usual - _between(self._lost, first, last) + _between(self._gained, first, last)

    def public_holidays(self, first: date, last: date) -> int:
        return sum(self.is_public_holiday(day) for day in days_between(first, last))

    def nth_workday(self, first: date, last: date, n: int) -> date | None:
        """The nth workday of a stretch, counted from its end when `n` is negative; `None` if it has fewer."""
        if n == 0:
            raise ValueError("workdays are counted from 1, or from -1 backwards")
        worked = [day for day in days_between(first, last) if self.is_workday(day)]
        if abs(n) > len(worked):
            return None
        return worked[n - 1] if n > 0 else worked[n]

    def add_workdays(self, day: date, n: int) -> date:
        """The nth workday after a day (before it when `n` is negative); the day itself for none.

        The day itself is never counted: a term of one workday set on Friday ends on Monday.
        """
        step = ONE_DAY if n > 0 else -ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def warnings(self, first: date, last: date) -> tuple[CalendarWarning, ...]:
        """One warning for each year of the stretch that is answered by weekends alone."""
        years = range(first.year, last.year + 1)
        return tuple(CalendarWarning("year_not_announced", y) for y in years if y not in self._announced)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _sorted_days(days: Iterable[SpecialDay], kind: SpecialKind, *, weekend: bool) -> list[date]:
    # Only days that depart from the week change the count: a holiday on a Sunday takes no workday away.
    return sorted(d.on for d in days if d.kind is kind and (d.on.weekday() >= SATURDAY) == weekend)


def _between(days: list[date], first: date, last: date) -> int:
    return bisect_right(days, last) - bisect_left(days, first)


def _weekdays_before(day: date) -> int:
    # Ordinal 1 was a Monday, so whole weeks and the rest of the last one give the count at once.
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * 5 + min(rest, 5)
