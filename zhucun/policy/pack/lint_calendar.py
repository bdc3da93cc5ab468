"""A duty against the calendar: could anybody fulfil it, and do its days ever come?"""

from collections.abc import Iterator
from datetime import date

from zhucun.engine.calendar import WorkCalendar, days_between
from zhucun.engine.due import RuleKind, due_days
from zhucun.engine.duty import ActWindow, Amount, Bound, DatedDuty, Duty, StreakDuty, TallyDuty, Treatment
from zhucun.engine.expression import Expression
from zhucun.engine.facts import countable
from zhucun.engine.period import Period, PeriodKind
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.numbers import Declared
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.quantities import of_calendar

MOST_NAMED = 4
SHORTEST_MONTH = 28
IN_DAYS = {
    PeriodKind.DAY: 1,
    PeriodKind.WEEK: 7,
    PeriodKind.HALF_MONTH: 15,
    PeriodKind.MONTH: 30,
    PeriodKind.QUARTER: 91,
    PeriodKind.HALF_YEAR: 182,
    PeriodKind.YEAR: 365,
}


def lint_calendar(declared: Declared, known: Known) -> Iterator[Problem]:
    duty, calendar = declared.duty, known.calendar
    match duty:
        case TallyDuty():
            yield from _too_many(declared, duty, calendar)
        case DatedDuty():
            yield from _never_due(declared, duty, calendar)
        case StreakDuty():
            yield from _row_too_long(declared, duty, known)


def missing_days(declared: Declared) -> Iterator[Problem]:
    """A warning: a day of the month that some months do not have, where only that very day will do."""
    duty = declared.duty
    if not isinstance(duty, DatedDuty) or duty.window is not ActWindow.ON:
        return
    for index, rule in enumerate(duty.days):
        if rule.kind is RuleKind.MONTH_DAY and abs(rule.n) > SHORTEST_MONTH:
            what = f"不是每个月都有第 {abs(rule.n)} 天，没有的月份不算到期。"
            yield declared.read.problem(("days", index), what, "要指每月最后一天的，请写 month_day: -1。")


# --- a tally of days


def _too_many(declared: Declared, duty: TallyDuty, calendar: WorkCalendar) -> Iterator[Problem]:
    """A minimum above what a period can hold would find everybody wanting."""
    if duty.cap or duty.bound is Bound.AT_MOST or duty.unit != "day":
        return
    over = [
        (period, asked, holds)
        for period in _announced_periods(duty, calendar)
        for asked in _asked(duty, period, calendar)
        if asked > (holds := _holds(duty, calendar, period))
    ]
    if over:
        named = "、".join(
            f"{_named(duty, p)}（最多 {holds}，要求 {asked}）" for p, asked, holds in over[:MOST_NAMED]
        )
        more = f"等 {len(over)} 期" if len(over) > MOST_NAMED else ""
        what = f"按日历办不到：{named}{more}。"
        do = "请把 cap 写成 true（以本期最多能有的天数封顶），或者降低要求。"
        yield declared.read.problem(("minimum", "values"), what, do)


def _named(duty: Duty, period: Period) -> str:
    return f"{period.first:%Y-%m}" if duty.period is PeriodKind.MONTH else f"{period.first} 至 {period.last}"


def _announced_periods(duty: Duty, calendar: WorkCalendar) -> list[Period]:
    """The periods of the years that are announced; those of a term are not known."""
    if duty.period is PeriodKind.TERM:
        return []
    if duty.period is PeriodKind.FREE:
        return list(duty.periods)
    periods: list[Period] = []
    for year in calendar.announced_years:
        day: date | None = date(year, 1, 1)
        while day is not None and day.year == year:
            period = Period.containing(duty.period, day)
            periods.append(period)
            day = date.fromordinal(period.last.toordinal() + 1)
    return sorted(set(periods))


def _asked(duty: Duty, period: Period, calendar: WorkCalendar) -> Iterator[int]:
    for stretch in duty.threshold.stretches(period):
        if stretch.told.found is not None:
            yield from _whole(stretch.told.found.value, period, calendar)


def _whole(amount: Amount, period: Period, calendar: WorkCalendar) -> Iterator[int]:
    """What is asked, as far as the calendar alone can tell; an expression of other numbers is left alone."""
    if isinstance(amount, int):
        yield amount
        return
    quantities = of_calendar(calendar, period, period)
    if amount.names <= set(quantities):
        try:
            yield int(amount.value(quantities))
        except ZeroDivisionError:
            return


def _holds(duty: TallyDuty, calendar: WorkCalendar, period: Period) -> int:
    """The most a person could do: each day that counts, or each day of the duty's own way of counting."""
    if not duty.counts_on:
        return countable(duty.counted_by, calendar, period)
    counting = {kind for kind, treatment in duty.counts_on.items() if treatment is Treatment.COUNTS}
    return sum(calendar.kind_of(day) in counting for day in days_between(period.first, period.last))


# --- due days


def _never_due(declared: Declared, duty: DatedDuty, calendar: WorkCalendar) -> Iterator[Problem]:
    """A rule none of whose days ever falls into a period of the duty asks for nothing."""
    periods = _announced_periods(duty, calendar)
    for index, rule in enumerate(duty.days):
        if rule.kind is RuleKind.AFTER or not periods:
            continue
        within = [Period.containing(duty.period, rule.on)] if rule.on and _once(duty, rule.kind) else periods
        if not any(due_days([rule], period, calendar, {}) for period in within):
            what = "这一天从来不落在要求的各期里。"
            yield declared.read.problem(("days", index), what, "请核对日期、月份和 period。")
        elif rule.kind is RuleKind.DATE and rule.on and duty.threshold.on(rule.on).found is None:
            what = f"{rule.on} 这一天，要求的数还没有执行或者已经停止。"
            yield declared.read.problem(("days", index), what, "请核对日期和 values 的 from、until。")


def _once(duty: Duty, kind: RuleKind) -> bool:
    """Whether a rule names a single day; that may lie in a year whose holidays are not announced."""
    return kind is RuleKind.DATE and duty.period is not PeriodKind.FREE


# --- a row


def _row_too_long(declared: Declared, duty: StreakDuty, known: Known) -> Iterator[Problem]:
    """A row of another duty's periods has to fit into a period of this one."""
    other = known.duties.get(duty.of_duty or "")
    if duty.of_duty is None or other is None:
        return
    mine, its = IN_DAYS.get(duty.period), IN_DAYS.get(other.duty.period)
    if mine is None or its is None:
        return
    for index, one in enumerate(duty.threshold.values):
        if not isinstance(one.value, Expression) and one.value > mine // its:
            what = f"本期里最多有 {mine // its} 期“{other.duty.title}”，连续 {one.value} 次永远到不了。"
            do = "请把 period 写长一些，例如 year，或者把数改小。"
            inside = ("in_a_row", "values", index, "value")
            yield declared.read.problem(inside, what, do)
