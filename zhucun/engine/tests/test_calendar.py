"""The calendar itself; the announced years are checked where their files are read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.engine.calendar import (
    CalendarWarning,
    DayKind,
    SpecialDay,
    SpecialKind,
    WorkCalendar,
    days_between,
)

NATIONAL_DAY = [SpecialDay(date(2026, 10, day), SpecialKind.HOLIDAY, "国庆节") for day in range(1, 8)]
MAKE_UP = SpecialDay(date(2026, 10, 10), SpecialKind.MAKE_UP, "国庆节")
AUTUMN = WorkCalendar([*NATIONAL_DAY, MAKE_UP], {2026: "notice#2026"})


def test_a_month_with_a_holiday_and_a_make_up_day_is_counted_right() -> None:
    assert AUTUMN.workdays(date(2026, 10, 1), date(2026, 10, 31)) == 18
    assert AUTUMN.public_holidays(date(2026, 10, 1), date(2026, 10, 31)) == 7


def test_each_day_is_exactly_one_of_three_kinds() -> None:
    assert AUTUMN.kind_of(date(2026, 10, 3)) is DayKind.PUBLIC_HOLIDAY
    assert AUTUMN.kind_of(date(2026, 10, 10)) is DayKind.WORKDAY
    assert AUTUMN.kind_of(date(2026, 10, 11)) is DayKind.REST_DAY
    assert AUTUMN.is_public_holiday(date(2026, 10, 3))
    assert AUTUMN.is_make_up(date(2026, 10, 10))
    assert AUTUMN.is_rest_day(date(2026, 10, 11))
    assert AUTUMN.name_of(date(2026, 10, 10)) == "国庆节"
    assert AUTUMN.name_of(date(2026, 10, 11)) is None


def test_a_year_not_announced_is_answered_by_weekends_with_a_warning() -> None:
    new_year = date(2027, 1, 1)

    assert AUTUMN.is_workday(new_year)
    assert AUTUMN.workdays(new_year, date(2027, 1, 31)) == 21
    assert AUTUMN.warnings(date(2026, 12, 28), new_year) == (CalendarWarning("year_not_announced", 2027),)
    assert AUTUMN.warnings(date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert AUTUMN.source_of(2026) == "notice#2026"
    assert AUTUMN.source_of(2027) is None


def test_workdays_are_found_from_either_end_of_a_stretch() -> None:
    first, last = date(2026, 10, 1), date(2026, 10, 31)

    assert AUTUMN.nth_workday(first, last, 1) == date(2026, 10, 8)
    assert AUTUMN.nth_workday(first, last, 3) == date(2026, 10, 10)
    assert AUTUMN.nth_workday(first, last, -1) == date(2026, 10, 30)
    assert AUTUMN.nth_workday(first, last, 18) == date(2026, 10, 30)
    assert AUTUMN.nth_workday(first, last, 19) is None
    with pytest.raises(ValueError, match="counted from 1"):
        AUTUMN.nth_workday(first, last, 0)


def test_a_term_in_workdays_skips_the_holiday_and_uses_the_make_up_day() -> None:
    assert AUTUMN.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert AUTUMN.add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert AUTUMN.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert AUTUMN.add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_the_days_that_depart_from_the_week_are_listed_in_order() -> None:
    assert [day.on.day for day in AUTUMN.special_days()] == [1, 2, 3, 4, 5, 6, 7, 10]


def test_a_day_cannot_be_given_twice_or_in_a_year_without_announcement() -> None:
    with pytest.raises(ValueError, match="given twice"):
        WorkCalendar([MAKE_UP, MAKE_UP], {2026: "notice#2026"})
    with pytest.raises(ValueError, match="not announced"):
        WorkCalendar([MAKE_UP], {2025: "notice#2025"})


days = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@given(first=days, length=st.integers(-3, 400))
def test_the_quick_count_equals_counting_day_by_day(first: date, length: int) -> None:
    last = first + timedelta(days=length)

    counted = sum(AUTUMN.is_workday(day) for day in days_between(first, last))

    assert AUTUMN.workdays(first, last) == counted


@given(day=days, n=st.integers(1, 60))
def test_adding_workdays_and_counting_them_agree(day: date, n: int) -> None:
    later = AUTUMN.add_workdays(day, n)

    assert AUTUMN.is_workday(later)
    assert AUTUMN.workdays(day + timedelta(days=1), later) == n
    assert AUTUMN.workdays(AUTUMN.add_workdays(day, -n), day - timedelta(days=1)) == n
