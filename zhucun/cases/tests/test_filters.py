"""Filters stand in the address and are read back from it."""

from dataclasses import replace
from datetime import date

import pytest

from zhucun.cases.filters import Filters, Settled, Standing
from zhucun.engine.period import Period

FULL = Filters(
    kind="leave",
    state="asked",
    level="county",
    place="990001101000",
    own=True,
    standing=Standing.ALL,
    overdue=True,
    month=Period.month(2026, 10),
    ended=Period.month(2026, 11),
    settled=Settled.OTHERWISE,
    sent_up=True,
    reopened=True,
    rating="good",
    words="水管",
)


@pytest.mark.parametrize(
    "filters", [Filters(), FULL, replace(FULL, month=Period(date(2026, 1, 1), date(2026, 12, 31)))]
)
def test_an_address_gives_back_the_filters_it_was_made_of(filters):
    assert Filters.from_address(filters.in_address) == filters


@pytest.mark.parametrize(
    "given",
    [{"place": "99"}, {"standing": "gone"}, {"settled": "x"}, {"month": "2026-13"}, {"month": "20x6"}],
)
def test_what_no_page_writes_is_refused(given):
    with pytest.raises(ValueError):
        Filters.from_address(given)


def test_without_filters_the_address_is_bare():
    assert Filters().in_address == {}
    assert FULL.without("own").own is False
