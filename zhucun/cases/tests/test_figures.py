"""Figures of cases: each number is what the list shows under the address it opens, and the lines add up."""

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.cases.figures import FIGURES, By, lines_of, total_of, year_of
from zhucun.cases.figures_page import read_asked
from zhucun.cases.filters import Filters
from zhucun.cases.queries import visible
from zhucun.cases.tests.counted import ENDS, TODAY, build_counted


@pytest.fixture
def stage(db, frozen_today):
    return build_counted()


def counted(scope, filters):
    """What the list shows at this address."""
    read = Filters.from_address(filters.in_address)
    return visible(scope, TODAY).filter(read.conditions(TODAY)).count()


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("address", [{}, {"month": "2026-11"}, {"month": "2025"}, {"kind": "matter"}])
@pytest.mark.parametrize("reader", ["officer", "township"])
def test_each_number_is_what_its_address_shows(stage, by, address, reader):
    scope = scope_of(getattr(stage, reader), stage.code, on=TODAY)
    _by, asked = read_asked(address, TODAY)

    lines = lines_of(visible(scope, TODAY), by, asked, TODAY)

    assert lines
    for line in [*lines, total_of(lines, asked)]:
        assert [line.counts[one.key] for one in FIGURES] == [
            counted(scope, line.opens(one)) for one in FIGURES
        ]
        for rating, number in line.ratings.items():
            assert number == counted(scope, line.opens_rating(rating)) > 0


def test_places_are_townships_and_inside_one_its_villages(stage):
    scope = scope_of(stage.officer, stage.code, on=TODAY)
    town = stage.county.townships[0].code

    county = lines_of(visible(scope, TODAY), By.PLACE, Filters(month=year_of(TODAY)), TODAY)
    inside = lines_of(visible(scope, TODAY), By.PLACE, Filters(month=year_of(TODAY), place=town), TODAY)

    assert [line.value for line in county] == ["350428000", "350428101", "350428102"]
    assert [line.filters.own for line in county] == [True, False, False]
    assert [line.value for line in inside] == [town, stage.county.villages[0].code]
    assert [line.filters.own for line in inside] == [True, False]


def test_what_was_received_is_over_in_some_way_or_open(stage):
    scope = scope_of(stage.officer, stage.code, on=TODAY)
    lines = lines_of(visible(scope, TODAY), By.KIND, Filters(month=year_of(TODAY)), TODAY)

    for line in lines:
        found = line.counts
        assert found["received"] == sum(found[key] for key in ("in_time", "late", "otherwise", "open"))
        assert found["overdue"] == found["received"] // len(ENDS)
