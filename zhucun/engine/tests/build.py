"""A duty and facts with ordinary values, so that a test names only what it is about."""

from datetime import date
from typing import Any

from zhucun.engine.calendar import DayKind
from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.duty import (
    Basis,
    BeforeConfirmation,
    Bound,
    CountedBy,
    ExcusedLowers,
    Form,
    MidwayChange,
    Rounding,
    Subject,
    TallyDuty,
    Treatment,
    WhenMissing,
)
from zhucun.engine.facts import Facts
from zhucun.engine.period import Period, PeriodKind

OCTOBER = Period.month(2026, 10)
SOURCE = "paper#article"


def days_asked(value: int, since: date = date(2021, 8, 1), until: date | None = None) -> DatedValue[int]:
    return DatedValue(value, since, SOURCE, until)


def duty(*values: DatedValue[int], **changes: Any) -> TallyDuty:
    settings: dict[str, Any] = {
        "id": "onsite-days",
        "title": "每月驻村天数",
        "form": Form.TALLY,
        "mechanisms": ("B17",),
        "subject": Subject.POSTING,
        "period": PeriodKind.MONTH,
        "measure": "attendance.onsite_days",
        "unit": "day",
        "bound": Bound.AT_LEAST,
        "threshold": Dated(values or [days_asked(22)]),
        "counted_by": CountedBy.WORKDAYS,
        "cap": True,
        "pro_rata": True,
        "rounding": Rounding.DOWN,
        "excused_lowers": ExcusedLowers.DAY_FOR_DAY,
        "when_missing": WhenMissing.UNDETERMINED,
        "if_it_changes_midway": MidwayChange.UNDETERMINED,
        "before_confirmation": BeforeConfirmation.UNDETERMINED,
        "basis": Basis.FULL_TIME,
        "counts": {"in_village": Treatment.COUNTS, "sick_leave": Treatment.EXCUSED},
        "counts_on": {
            DayKind.WORKDAY: Treatment.COUNTS,
            DayKind.REST_DAY: Treatment.COUNTS,
            DayKind.PUBLIC_HOLIDAY: Treatment.NEITHER,
        },
    }
    return TallyDuty(**(settings | changes))


def over(done: int, **changes: Any) -> Facts:
    """A confirmed October: 18 workdays, nothing open."""
    settings: dict[str, Any] = {
        "done": done,
        "countable": 18,
        "countable_while_posted": 18,
        "period_over": True,
        "settled": True,
    }
    return Facts(**(settings | changes))


def running(done: int, still_possible: int, **changes: Any) -> Facts:
    return over(done, still_possible=still_possible, period_over=False, settled=False, **changes)
