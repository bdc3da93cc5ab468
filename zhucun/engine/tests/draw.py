"""What hypothesis draws: duties of any settings, and what is known of a subject."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from zhucun.engine.dated import DatedValue
from zhucun.engine.duty import (
    Amount,
    BeforeConfirmation,
    Breach,
    MidwayChange,
    Rounding,
    WhenMissing,
)
from zhucun.engine.period import Period
from zhucun.engine.tests.build import asks
from zhucun.engine.tests.plain import ARITHMETIC

month = st.builds(Period.month, st.just(2026), st.integers(1, 12))
roles = st.sampled_from(["first_secretary", "team_member"])
ladders = st.lists(st.integers(1, 6), max_size=3).map(
    lambda rungs: tuple(Breach(at=at, says="提醒", source=f"paper#{n}") for n, at in enumerate(rungs))
)


@st.composite
def dated_values(draw: st.DrawFn, most: int = 25) -> list[DatedValue[Amount]]:
    """Values one after another, now and then with a gap, now and then as arithmetic."""
    if draw(st.integers(0, 3)):
        return [asks(draw(amounts(most)), date(2020, 1, 1))]
    day = draw(st.dates(date(2025, 11, 1), date(2026, 12, 1)))
    values = []
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(1, 60))
        until = day + timedelta(days=draw(st.integers(0, length - 1))) if draw(st.booleans()) else None
        values.append(asks(draw(amounts(most)), day, until))
        day += timedelta(days=length)
    return values


def amounts(most: int) -> st.SearchStrategy[int | str]:
    numbers = st.integers(1, most)
    return st.one_of(numbers, numbers, numbers, st.just(0), st.sampled_from(sorted(ARITHMETIC)))


@st.composite
def settings_of_a_duty(draw: st.DrawFn) -> dict[str, Any]:
    who: dict[str, Any] = {}
    if draw(st.integers(0, 7)) == 0:
        who["role"] = frozenset(draw(st.lists(roles, min_size=1)))
    return {
        "who": who,
        "rounding": draw(st.sampled_from(Rounding)),
        "when_missing": draw(st.sampled_from(WhenMissing)),
        "if_it_changes_midway": draw(st.sampled_from(MidwayChange)),
        "before_confirmation": draw(st.sampled_from(BeforeConfirmation)),
        "on_breach": draw(ladders),
    }


@st.composite
def known(draw: st.DrawFn) -> dict[str, Any]:
    """What every form knows; hardly ever nothing countable, so that the form itself is asked."""
    countable = draw(st.integers(0, 23) | st.just(18))
    attributes: list[dict[str, tuple[str, ...]]] = [{}, {"role": ()}, {"role": ("first_secretary",)}]
    quantities: list[dict[str, int]] = [{"workdays": 18, "team_size": n} for n in (0, 3, 5, 7)]
    return {
        "excused": draw(st.just(0) | st.integers(0, 12)),
        "countable": countable,
        "countable_while_posted": draw(st.just(countable) | st.integers(0, countable)),
        "period_over": draw(st.booleans()),
        "settled": draw(st.booleans()),
        "missing": draw(st.integers(0, 4)) == 0,
        "attributes": draw(st.sampled_from(attributes)),
        "quantities": draw(st.sampled_from([{}, {"workdays": 18}, *quantities])),
    }
