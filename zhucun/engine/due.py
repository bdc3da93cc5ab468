"""Due days: "the 10th", "the first workday", "Fridays", "by 28 February", "within 10 workdays after taking office".

A day that a month or a year does not have is no due day: it is never moved to another one.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.period import Period, PeriodKind

ONE_WEEK = timedelta(days=7)


class RuleKind(StrEnum):
    MONTH_DAY = "month_day"  # n: 1 is the first day of a month, -1 the last
    WORKDAY = "workday"  # n: 1 is the first workday of a month, -1 the last
    WEEKDAY = "weekday"  # n: 1 is Monday
    YEAR_DAY = "year_day"  # on: that month and day of every year
    DATE = "date"  # on: that day, once
    AFTER = "after"  # n days or workdays after each day of `after`


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule:
    """One rule for due days; `months` limits it to some months of the year.

    `after` names what the days are counted from (`posting_start`); `workdays` says whether `n` counts workdays.
    """

    kind: RuleKind
    n: int = 0
    on: date | None = None
    months: frozenset[int] = frozenset()
    after: str | None = None
    workdays: bool = False


def due_days(
    rules: Iterable[DayRule],
    period: Period,
    calendar: WorkCalendar,
    after: Mapping[str, Sequence[date]],
) -> tuple[date, ...]:
    """The days of a period that the rules name, in order and each once.

    `after` gives, for each name a rule may count from, the days it counts from; a name without days gives none.
    """
    named = {
        day
        for rule in rules
        for day in _named(rule, period, calendar, after)
        if day in period and (not rule.months or day.month in rule.months)
    }
    return tuple(sorted(named))


def last_of_grace(due: date, grace: int, calendar: WorkCalendar) -> date:
    """The last day on which an act still answers a due day, `grace` workdays later."""
    return calendar.add_workdays(due, grace)


def _named(
    rule: DayRule, period: Period, calendar: WorkCalendar, after: Mapping[str, Sequence[date]]
) -> Iterator[date]:
    found: Iterable[date | None]
    match rule.kind:
        case RuleKind.MONTH_DAY:
            found = (_nth_day(month, rule.n) for month in _months(period))
        case RuleKind.WORKDAY:
            found = (calendar.nth_workday(month.first, month.last, rule.n) for month in _months(period))
        case RuleKind.WEEKDAY:
            found = _weekdays(period, rule.n)
        case RuleKind.YEAR_DAY:
            found = (_in_year(rule.on, year) for year in range(period.first.year, period.last.year + 1))
        case RuleKind.DATE:
            found = (rule.on,)
        case RuleKind.AFTER:
            found = (_later(day, rule, calendar) for day in after.get(rule.after or "", ()))
    return (day for day in found if day is not None)


def _months(period: Period) -> Iterator[Period]:
    """The whole of each month that a period touches."""
    month = Period.containing(PeriodKind.MONTH, period.first)
    while month.first <= period.last:
        yield month
        month = Period.containing(PeriodKind.MONTH, month.last + timedelta(days=1))


def _nth_day(month: Period, n: int) -> date | None:
    day = n if n > 0 else month.days + 1 + n
    return month.first.replace(day=day) if 1 <= day <= month.days else None


def _weekdays(period: Period, n: int) -> Iterator[date]:
    day = period.first + timedelta(days=(n - 1 - period.first.weekday()) % 7)
    while day <= period.last:
        yield day
        day += ONE_WEEK


def _in_year(on: date | None, year: int) -> date | None:
    if on is None or on.day > monthrange(year, on.month)[1]:
        return None
    return on.replace(year=year)


def _later(day: date, rule: DayRule, calendar: WorkCalendar) -> date:
    return calendar.add_workdays(day, rule.n) if rule.workdays else day + timedelta(days=rule.n)
