"""When a request is due, whom it covers and what it costs."""

from datetime import date, timedelta

import pytest

from zhucun.burden.domain import Cost, Run, a_year_after, covers, occasions, overlap, widest

JAN, JUL = date(2026, 1, 10), date(2026, 7, 5)


def test_what_is_asked_once_is_due_on_its_last_day():
    (only,) = occasions(Run(JAN, JUL, "once", 5))

    assert (only.period.first, only.period.last, only.due_on) == (JAN, JUL, JUL)


def test_months_are_asked_for_as_far_as_they_lie_within():
    found = occasions(Run(JAN, date(2026, 3, 20), "monthly", 5))

    assert [(one.period.first, one.period.last) for one in found] == [
        (JAN, date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 20)),
    ]
    assert [one.due_on for one in found] == [date(2026, 2, 5), date(2026, 3, 5), date(2026, 3, 25)]
    assert [one.nth for one in found] == [1, 2, 3]


def test_quarters_are_those_of_the_year():
    found = occasions(Run(date(2026, 2, 1), date(2026, 7, 31), "quarterly", 0))

    assert [one.due_on for one in found] == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 7, 31)]


@pytest.mark.parametrize("frequency", ["once", "monthly", "quarterly"])
@pytest.mark.parametrize("length", [0, 1, 27, 45, 200, 364])
def test_occasions_cover_every_day_of_the_run_once(frequency, length):
    for start in range(0, 400, 13):
        first = date(2026, 1, 1) + timedelta(days=start)
        last = first + timedelta(days=length)
        found = occasions(Run(first, last, frequency, 3))

        days = [one.period.first + timedelta(days=at) for one in found for at in range(one.period.days)]
        assert days == [first + timedelta(days=at) for at in range(length + 1)]


def test_a_year_ends_the_day_before_its_anniversary():
    assert a_year_after(date(2026, 3, 1)) == date(2027, 2, 28)
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_township_swallows_its_villages_and_the_county_its_townships():
    town, village, other = "990001101000", "990001101200", "990001102201"

    assert widest([village, town, other]) == (town, other)
    assert widest([village, "990001000000", town]) == ("990001000000",)


def test_a_village_that_ends_in_noughts_is_a_village():
    assert widest(["990001101210", "990001101211"]) == ("990001101210", "990001101211")
    assert not covers(["990001101210"], "990001101211")


def test_places_overlap_where_one_lies_in_the_other():
    assert overlap(["990001101200"], ["990001000000"])
    assert overlap(["990001000000"], ["990001101200"])
    assert not overlap(["990001101000"], ["990001102201"])


def test_the_cost_is_villages_times_people_minutes():
    cost = Cost(villages=8, times=12, people=2, minutes=15)

    assert (cost.each, cost.total, cost.hours) == (30, 2880, 48.0)
