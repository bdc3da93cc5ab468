"""The numbers that an expression may name: what the calendar says, and the pack's own values.

What depends on the subject (how many households, how large the team) is added by whoever knows it; a name
without a number stays unknown and is never taken for zero.
"""

from collections.abc import Mapping
from typing import Protocol

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.dated import Dated
from zhucun.engine.duty import CountedBy
from zhucun.engine.facts import countable
from zhucun.engine.period import Period


class HasDates(Protocol):
    @property
    def dated(self) -> Dated[int]: ...


def of_calendar(calendar: WorkCalendar, period: Period, posted: Period | None) -> dict[str, int]:
    """`posted` is the part of the period inside the posting."""
    return {
        "workdays": countable(CountedBy.WORKDAYS, calendar, period),
        "days": period.days,
        "days_outside_holidays": countable(CountedBy.DAYS_OUTSIDE_HOLIDAYS, calendar, period),
        "posted_workdays": countable(CountedBy.WORKDAYS, calendar, posted),
    }


def of_values(values: Mapping[str, HasDates], period: Period) -> dict[str, int]:
    """The pack's own values on the first day of a period; one that begins later, from its last day."""
    told = {
        key: one.dated.on(period.first).found or one.dated.on(period.last).found
        for key, one in values.items()
    }
    return {key: found.value for key, found in told.items() if found is not None}
