"""Dated values: what a paper says, from which day, until which day.

Asking about a day before the first value and about a day after the last give different answers,
because "not yet" and "no longer" are different things to tell a person.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from zhucun.engine.period import Period

T = TypeVar("T")
ONE_DAY = timedelta(days=1)


class Force(StrEnum):
    IN_FORCE = "in_force"
    NOT_YET = "not_yet_in_force"
    REPEALED = "repealed"


class OverlappingDates(ValueError):
    """Two values claim the same day."""

    def __init__(self, index: int) -> None:
        self.index = index
        super().__init__(f"value {index} begins before the value ahead of it has ended")


@dataclass(frozen=True, slots=True)
class DatedValue(Generic[T]):
    """One value with its first day, its last day if it has one, and the article it comes from.

    `adopted` is the day the paper was passed, `checked` the day a person last compared it with the paper.
    """

    value: T
    since: date
    source: str
    until: date | None = None
    adopted: date | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Lookup(Generic[T]):
    """What a day is told: whether a value is in force and, if so, which."""

    force: Force
    found: DatedValue[T] | None = None


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """Consecutive days of a period that are told the same."""

    period: Period
    told: Lookup[T]


class Dated(Generic[T]):
    """The values of one rule in order; each holds until its own last day or the day before the next."""

    __slots__ = ("_starts", "change_days", "values")

    def __init__(self, values: Iterable[DatedValue[T]]) -> None:
        self.values: tuple[DatedValue[T], ...] = tuple(values)
        self._starts = [value.since for value in self.values]
        _refuse_disorder(self.values)
        # Every day on which a value begins or has just ended.
        ended = (value.until + ONE_DAY for value in self.values if value.until is not None)
        self.change_days: tuple[date, ...] = tuple(sorted({*self._starts, *ended}))

    def on(self, day: date) -> Lookup[T]:
        """What is in force on a day. A rule without any value has not come into force."""
        place = bisect_right(self._starts, day)
        if place == 0:
            return Lookup(Force.NOT_YET)
        found = self.values[place - 1]
        if found.until is not None and found.until < day:
            return Lookup(Force.REPEALED)
        return Lookup(Force.IN_FORCE, found)

    def stretches(self, period: Period) -> tuple[Stretch[T], ...]:
        """The period cut wherever what its days are told changes; one piece when nothing changes."""
        if not any(period.first < day <= period.last for day in self.change_days):
            return (Stretch(period, self.on(period.first)),)
        cuts = [period.first, *(d for d in self.change_days if period.first < d <= period.last)]
        ends = [*(cut - ONE_DAY for cut in cuts[1:]), period.last]
        return tuple(
            Stretch(Period(first, last), self.on(first)) for first, last in zip(cuts, ends, strict=True)
        )

    def changes_within(self, period: Period) -> bool:
        """Whether the days of a period are told different things."""
        return len(self.stretches(period)) > 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dated) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)

    def __repr__(self) -> str:
        return f"Dated({self.values!r})"


def _refuse_disorder(values: tuple[DatedValue[T], ...]) -> None:
    for index, value in enumerate(values):
        if value.until is not None and value.until < value.since:
            raise OverlappingDates(index)
        if index == 0:
            continue
        before = values[index - 1]
        if value.since <= before.since or (before.until is not None and value.since <= before.until):
            raise OverlappingDates(index)
