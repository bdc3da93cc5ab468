"""Twelve months, net income, whole months, and what is unusual about a sheet."""

from datetime import date

import pytest

from zhucun.monitoring.domain import Odd, Part, age_on, failing_of, odd_in, whole_months, window, worked_out
from zhucun.monitoring.income_lines import ODD, PART_OF


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 11, 18), date(2025, 11, 1), date(2026, 10, 1)),
        (date(2026, 1, 1), date(2025, 1, 1), date(2025, 12, 1)),
        (date(2024, 2, 29), date(2023, 2, 1), date(2024, 1, 1)),
    ],
)
def test_the_window_runs_from_the_same_month_last_year_to_last_month(on, first, last):
    assert window(on) == (first, last)


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        (date(2026, 10, 18), date(2026, 11, 18), 1),
        (date(2026, 10, 19), date(2026, 11, 18), 0),
        (date(2025, 12, 31), date(2026, 11, 30), 10),
        (date(2026, 11, 18), date(2026, 11, 1), 0),
    ],
)
def test_only_whole_months_count(since, on, months):
    assert whole_months(since, on) == months


def test_costs_are_taken_off_and_what_is_left_is_shared_by_all():
    lines = {"work_away": 3_000_000, "crops": 1_000_000, "crops_cost": 400_000, "pension": 100_000}

    worked = worked_out(lines, PART_OF, 4)

    assert (worked.net, worked.per_head) == (3_700_000, 925_000)
    assert worked.parts[Part.BUSINESS] == 1_000_000


@pytest.mark.parametrize(
    ("lines", "people", "illness", "odd"),
    [
        ({"work_away": 100}, 3, 0, []),
        ({}, 3, None, [Odd.NOTHING_IN]),
        ({"crops": 100, "crops_cost": 300}, 3, None, [Odd.COSTS_ABOVE]),
        ({"work_away": 100, "crops_cost": 50}, 2, None, [Odd.COSTS_ALONE, Odd.OTHER_PEOPLE]),
        ({"work_away": 100}, 3, 101, [Odd.ILLNESS_ABOVE]),
    ],
)
def test_what_is_unusual_is_named(lines, people, illness, odd):
    assert list(odd_in(worked_out(lines, PART_OF, people), 3, illness)) == odd


def test_every_unusual_thing_has_a_kind_sentence():
    assert set(ODD) == set(Odd)


def test_one_guarantee_that_is_not_known_leaves_the_number_unknown():
    assert failing_of([0, 1, 2]) == 3
    assert failing_of([0, None]) is None


def test_age_turns_on_the_birthday():
    assert age_on(date(2010, 11, 19), date(2026, 11, 18)) == 15
    assert age_on(date(2010, 11, 18), date(2026, 11, 18)) == 16
