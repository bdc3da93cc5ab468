"""Facts: what is known about one subject in one period, counted before it comes here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhucun.engine.calendar import WorkCalendar, days_between
from zhucun.engine.duty import COUNTED_DAYS, CountedBy
from zhucun.engine.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The sums of a tally for one subject.

    `countable` is what the whole period holds by the calendar, `countable_while_posted` the part of it
    that lies inside the posting; `excused` counts days of the same kind only. `still_possible` is every
    unit ahead that could count, weekends included where they do. `missing` says that nothing at all is
    known, which is not the same as having done nothing.
    """

    done: int = 0
    open: int = 0
    excused: int = 0
    still_possible: int = 0
    countable: int
    countable_while_posted: int
    period_over: bool
    settled: bool = False
    missing: bool = False
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    records: tuple[str, ...] = ()
    open_records: tuple[str, ...] = ()
    excused_records: tuple[str, ...] = ()
    calendar_source: str | None = None
    provisional_years: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if min(self.done, self.open, self.excused, self.still_possible, self.countable_while_posted) < 0:
            raise ValueError("no count of a tally can be below zero")
        if self.countable_while_posted > self.countable:
            raise ValueError("a posting cannot hold more than the whole period")
        if self.missing and (self.done or self.open):
            raise ValueError("what has been counted is not missing")
        if self.period_over and self.still_possible:
            raise ValueError("nothing lies ahead in a period that is over")


def countable(counted_by: CountedBy, calendar: WorkCalendar, period: Period | None) -> int:
    """How many days a stretch holds by a duty's way of counting; none for no stretch."""
    if period is None:
        return 0
    if counted_by is CountedBy.WORKDAYS:
        return calendar.workdays(period.first, period.last)
    kinds = COUNTED_DAYS[counted_by]
    return sum(calendar.kind_of(day) in kinds for day in days_between(period.first, period.last))
