"""Facts: what is known about one subject in one period, counted before it comes here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zhucun.engine.calendar import WorkCalendar, days_between
from zhucun.engine.duty import COUNTED_DAYS, CountedBy
from zhucun.engine.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about one subject in one period, whatever the form of the duty.

    `countable` is what the whole period holds by the calendar, `countable_while_posted` the part of it
    that lies inside the posting; `excused` counts days of the same kind only. `missing` says that nothing
    at all is known, which is not the same as having done nothing. `quantities` are the numbers that an
    expression may name.
    """

    countable: int
    countable_while_posted: int
    excused: int = 0
    period_over: bool
    settled: bool = False
    missing: bool = False
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quantities: Mapping[str, int] = field(default_factory=dict)
    excused_records: tuple[str, ...] = ()
    calendar_source: str | None = None
    provisional_years: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if min(self.excused, self.countable_while_posted) < 0:
            raise ValueError("no count of days can be below zero")
        if self.countable_while_posted > self.countable:
            raise ValueError("a posting cannot hold more than the whole period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Known):
    """The sums of a tally.

    `still_possible` is every unit ahead that could count, weekends included where they do; `None` when
    nothing limits it, as with visits.
    """

    done: int = 0
    open: int = 0
    still_possible: int | None = 0
    records: tuple[str, ...] = ()
    open_records: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Known.__post_init__(self)
        if min(self.done, self.open, self.still_possible or 0) < 0:
            raise ValueError("no count of a tally can be below zero")
        if self.missing and (self.done or self.open):
            raise ValueError("what has been counted is not missing")
        if self.period_over and (self.still_possible or self.still_possible is None):
            raise ValueError("nothing lies ahead in a period that is over")


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a covered set; `id` is what a list can show, e.g. a household's."""

    id: str
    done: int = 0
    open: int = 0
    excused: bool = False
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFacts(Known):
    """The members of the set; `None` when it is not known who belongs to it."""

    members: tuple[Member, ...] | None


@dataclass(frozen=True, slots=True)
class Act:
    """Something done on a day; `open` when it is under question."""

    day: date
    record: str
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFacts(Known):
    """Acts, and the days that are due in the period by the duty's rules.

    `as_of` is the last day that has been looked at whole: a due day, or its grace, that ends on it is past.
    """

    as_of: date
    due: tuple[date, ...]
    acts: tuple[Act, ...] = ()
    excused_days: frozenset[date] = frozenset()
    late_until: Mapping[date, date] = field(default_factory=dict)  # due day → last day of its grace


@dataclass(frozen=True, slots=True)
class State:
    """Days in a row with the same state; a value of `None` is not known."""

    period: Period
    value: int | None
    records: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFacts(Known):
    """The states of a period in order, without a gap up to `as_of`; what lies ahead is left out."""

    as_of: date
    states: tuple[State, ...]
    excused_days: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()  # of the period; a grace is counted in them


@dataclass(frozen=True, slots=True)
class Outcome:
    """One event of a row: a hit, no hit, or (`None`) not known; an excused one is passed over."""

    day: date
    hit: bool | None
    record: str
    excused: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakFacts(Known):
    """The events in order of their days."""

    outcomes: tuple[Outcome, ...]


def countable(counted_by: CountedBy, calendar: WorkCalendar, period: Period | None) -> int:
    """How many days a stretch holds by a duty's way of counting; none for no stretch."""
    if period is None:
        return 0
    if counted_by is CountedBy.WORKDAYS:
        return calendar.workdays(period.first, period.last)
    kinds = COUNTED_DAYS[counted_by]
    return sum(calendar.kind_of(day) in kinds for day in days_between(period.first, period.last))
