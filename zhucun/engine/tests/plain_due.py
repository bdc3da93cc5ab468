"""Due days once more, slowly: each day of a period is asked whether a rule names it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.due import DayRule
from zhucun.engine.period import Period

ONE_DAY = timedelta(days=1)


def plain_due_days(
    rules: Sequence[DayRule], period: Period, calendar: WorkCalendar, after: Mapping[str, Sequence[date]]
) -> list[date]:
    days = [period.first + n * ONE_DAY for n in range(period.days)]
    return [day for day in days if any(_is_due(day, rule, calendar, after) for rule in rules)]


def _is_due(day: date, rule: DayRule, calendar: WorkCalendar, after: Mapping[str, Sequence[date]]) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.kind == "month_day":
        month = _month_of(day)
        return rule.n in (month.index(day) + 1, month.index(day) - len(month))
    if rule.kind == "workday":
        worked = [one for one in _month_of(day) if calendar.is_workday(one)]
        return day in worked and rule.n in (worked.index(day) + 1, worked.index(day) - len(worked))
    if rule.kind == "weekday":
        return day.isoweekday() == rule.n
    if rule.kind == "year_day":
        return rule.on is not None and (day.month, day.day) == (rule.on.month, rule.on.day)
    if rule.kind == "date":
        return day == rule.on
    return any(_counted_from(start, day, rule, calendar) for start in after.get(str(rule.after), []))


def _counted_from(start: date, day: date, rule: DayRule, calendar: WorkCalendar) -> bool:
    """Whether `n` days that count lie after the start, the last of them being the day itself."""
    passed = [start + n * ONE_DAY for n in range(1, (day - start).days + 1)]
    if rule.workdays:
        passed = [one for one in passed if calendar.is_workday(one)]
    return len(passed) == rule.n and passed[-1] == day


def _month_of(day: date) -> list[date]:
    first = day.replace(day=1)
    return [first + n * ONE_DAY for n in range(31) if (first + n * ONE_DAY).month == day.month]
