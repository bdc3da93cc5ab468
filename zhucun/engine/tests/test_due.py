from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.engine.calendar import SpecialDay, SpecialKind, WorkCalendar
from zhucun.engine.due import DayRule, RuleKind, due_days, last_of_grace
from zhucun.engine.period import Period, PeriodKind
from zhucun.engine.tests.plain_due import plain_due_days

HOLIDAYS = [SpecialDay(date(2026, 10, day), SpecialKind.HOLIDAY, "国庆节") for day in range(1, 8)]
MAKE_UP = SpecialDay(date(2026, 10, 10), SpecialKind.MAKE_UP, "国庆节")
CALENDAR = WorkCalendar([*HOLIDAYS, MAKE_UP], {2026: "notice#2026"})
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
OCTOBER = Period.month(2026, 10)


def named(rule: DayRule, period: Period, *after: date) -> list[str]:
    return [f"{day:%m-%d}" for day in due_days([rule], period, CALENDAR, {"posting_start": after})]


def test_a_month_without_a_thirtieth_has_no_such_day() -> None:
    thirtieth = DayRule(kind=RuleKind.MONTH_DAY, n=30)

    assert named(thirtieth, Period(date(2026, 1, 1), date(2026, 3, 31))) == ["01-30", "03-30"]
    assert named(DayRule(kind=RuleKind.MONTH_DAY, n=-31), Period.month(2026, 2)) == []


def test_days_of_a_month_are_counted_from_either_end() -> None:
    assert named(DayRule(kind=RuleKind.MONTH_DAY, n=10), OCTOBER) == ["10-10"]
    assert named(DayRule(kind=RuleKind.MONTH_DAY, n=-1), Period.month(2026, 2)) == ["02-28"]
    assert named(DayRule(kind=RuleKind.MONTH_DAY, n=-3), Period.month(2028, 2)) == ["02-27"]


def test_workdays_are_counted_in_the_whole_month_and_kept_if_the_period_holds_them() -> None:
    first = DayRule(kind=RuleKind.WORKDAY, n=1)

    assert named(first, OCTOBER) == ["10-08"]
    assert named(DayRule(kind=RuleKind.WORKDAY, n=3), OCTOBER) == ["10-10"]
    assert named(DayRule(kind=RuleKind.WORKDAY, n=-1), OCTOBER) == ["10-30"]
    assert named(DayRule(kind=RuleKind.WORKDAY, n=23), OCTOBER) == []
    assert named(first, Period(date(2026, 10, 9), date(2026, 10, 31))) == []


def test_weekdays_come_every_week_make_up_days_included() -> None:
    friday = DayRule(kind=RuleKind.WEEKDAY, n=5)

    assert named(friday, OCTOBER) == ["10-02", "10-09", "10-16", "10-23", "10-30"]
    assert named(friday, Period(date(2026, 10, 3), date(2026, 10, 8))) == []


def test_the_twenty_ninth_of_february_comes_in_leap_years_only() -> None:
    rule = DayRule(kind=RuleKind.YEAR_DAY, on=date(2000, 2, 29))

    assert due_days([rule], Period(date(2026, 1, 1), date(2032, 12, 31)), CALENDAR, {}) == (
        date(2028, 2, 29),
        date(2032, 2, 29),
    )


def test_a_date_is_due_once() -> None:
    rule = DayRule(kind=RuleKind.DATE, on=date(2026, 2, 28))

    assert named(rule, YEAR) == ["02-28"]
    assert named(rule, OCTOBER) == []


@pytest.mark.parametrize(("workdays", "day"), [(True, "10-10"), (False, "10-03")])
def test_days_after_a_start_are_counted_as_the_rule_says(workdays: bool, day: str) -> None:
    rule = DayRule(kind=RuleKind.AFTER, n=3, after="posting_start", workdays=workdays)

    assert named(rule, YEAR, date(2026, 9, 30)) == [day]
    assert named(rule, YEAR) == []
    assert due_days([rule], YEAR, CALENDAR, {}) == ()


def test_a_rule_may_hold_for_some_months_only() -> None:
    rule = DayRule(kind=RuleKind.MONTH_DAY, n=10, months=frozenset({3, 6, 9, 12}))

    assert named(rule, YEAR) == ["03-10", "06-10", "09-10", "12-10"]


def test_a_day_that_two_rules_name_is_due_once_and_days_come_in_order() -> None:
    rules = [
        DayRule(kind=RuleKind.MONTH_DAY, n=15),
        DayRule(kind=RuleKind.MONTH_DAY, n=5),
        DayRule(kind=RuleKind.DATE, on=date(2026, 10, 15)),
    ]

    assert due_days(rules, OCTOBER, CALENDAR, {}) == (date(2026, 10, 5), date(2026, 10, 15))


def test_a_grace_is_counted_in_workdays() -> None:
    assert last_of_grace(date(2026, 9, 30), 2, CALENDAR) == date(2026, 10, 9)
    assert last_of_grace(date(2026, 10, 3), 0, CALENDAR) == date(2026, 10, 3)


months = st.frozensets(st.integers(1, 12), max_size=3)
starts = st.lists(st.dates(date(2025, 12, 1), date(2026, 12, 31)), max_size=3)
rules = st.one_of(
    st.builds(
        DayRule,
        kind=st.just(RuleKind.MONTH_DAY),
        n=st.integers(-31, 31).filter(bool),
        months=months,
    ),
    st.builds(DayRule, kind=st.just(RuleKind.WORKDAY), n=st.integers(-23, 23).filter(bool), months=months),
    st.builds(DayRule, kind=st.just(RuleKind.WEEKDAY), n=st.integers(1, 7), months=months),
    st.builds(DayRule, kind=st.just(RuleKind.YEAR_DAY), on=st.dates(date(2000, 1, 1), date(2000, 12, 31))),
    st.builds(DayRule, kind=st.just(RuleKind.DATE), on=st.dates(date(2026, 1, 1), date(2026, 12, 31))),
    st.builds(
        DayRule,
        kind=st.just(RuleKind.AFTER),
        n=st.integers(1, 40),
        after=st.sampled_from(["posting_start", "something_else"]),
        workdays=st.booleans(),
    ),
)


@given(
    some=st.lists(rules, max_size=3),
    first=st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    length=st.integers(0, 100),
    from_days=starts,
)
def test_the_quick_rules_and_asking_each_day_agree(
    some: Sequence[DayRule], first: date, length: int, from_days: list[date]
) -> None:
    period = Period(first, first + timedelta(days=length))
    after = {"posting_start": from_days}

    assert list(due_days(some, period, CALENDAR, after)) == plain_due_days(some, period, CALENDAR, after)


@given(day=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_last_day_of_a_month_is_always_due(day: date) -> None:
    month = Period.containing(PeriodKind.MONTH, day)

    assert due_days([DayRule(kind=RuleKind.MONTH_DAY, n=-1)], month, CALENDAR, {}) == (month.last,)
