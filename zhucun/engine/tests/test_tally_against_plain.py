"""The engine and the slow model agree on everything, and the promises hold for any facts."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from zhucun.engine.dated import DatedValue
from zhucun.engine.duty import (
    BeforeConfirmation,
    Duty,
    ExcusedLowers,
    MidwayChange,
    Rounding,
    WhenMissing,
)
from zhucun.engine.facts import Facts
from zhucun.engine.period import Period
from zhucun.engine.tally import judge
from zhucun.engine.tests.build import days_asked, duty
from zhucun.engine.tests.plain import plain_answer
from zhucun.engine.verdict import Answer

roles = st.sampled_from(["first_secretary", "team_member"])
month = st.builds(Period.month, st.just(2026), st.integers(1, 12))


@st.composite
def dated_values(draw: st.DrawFn) -> list[DatedValue[int]]:
    day = draw(st.dates(date(2025, 11, 1), date(2026, 12, 1)))
    values = []
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(1, 60))
        until = day + timedelta(days=draw(st.integers(0, length - 1))) if draw(st.booleans()) else None
        values.append(days_asked(draw(st.integers(1, 25)), day, until))
        day += timedelta(days=length)
    return values


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    who: dict[str, Any] = {}
    if draw(st.booleans()):
        who["role"] = frozenset(draw(st.lists(roles, min_size=1)))
    return duty(
        *draw(dated_values()),
        who=who,
        cap=draw(st.booleans()),
        pro_rata=draw(st.booleans()),
        rounding=draw(st.sampled_from(Rounding)),
        excused_lowers=draw(st.sampled_from(ExcusedLowers)),
        when_missing=draw(st.sampled_from(WhenMissing)),
        if_it_changes_midway=draw(st.sampled_from(MidwayChange)),
        before_confirmation=draw(st.sampled_from(BeforeConfirmation)),
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    countable = draw(st.integers(0, 23))
    missing = draw(st.booleans())
    over = draw(st.booleans())
    known: list[dict[str, tuple[str, ...]]] = [{}, {"role": ()}, {"role": ("first_secretary",)}]
    return Facts(
        done=0 if missing else draw(st.integers(0, 25)),
        open=0 if missing else draw(st.integers(0, 6)),
        excused=draw(st.integers(0, 12)),
        still_possible=0 if over else draw(st.integers(0, 25)),
        countable=countable,
        countable_while_posted=draw(st.integers(0, countable)),
        period_over=over,
        settled=draw(st.booleans()),
        missing=missing,
        attributes=draw(st.sampled_from(known)),
    )


@settings(max_examples=400)
@given(one=duties(), known=facts(), period=month)
def test_the_engine_and_the_slow_model_agree(one: Duty, known: Facts, period: Period) -> None:
    verdict = judge(one, known, period)

    assert (verdict.answer, verdict.reason, verdict.target) == plain_answer(one, known, period)


@given(one=duties(), known=facts(), period=month)
def test_nobody_is_found_wanting_while_something_could_still_turn_it(
    one: Duty, known: Facts, period: Period
) -> None:
    verdict = judge(one, known, period)

    if verdict.answer is Answer.NOT_MET:
        assert verdict.target is not None
        assert known.done + known.open + known.still_possible < verdict.target
        assert not known.missing or one.when_missing is WhenMissing.COUNT_AS_ZERO
        assert known.settled or one.before_confirmation is BeforeConfirmation.AS_RECORDED


@given(one=duties(), known=facts(), period=month)
def test_no_reduction_ever_asks_for_more(one: Duty, known: Facts, period: Period) -> None:
    verdict = judge(one, known, period)

    if verdict.target is not None:
        assert verdict.target <= max(value.value for value in one.minimum.values)
        assert not one.cap or verdict.target <= known.countable


@given(one=duties(), known=facts(), period=month, more=st.integers(1, 5))
def test_a_day_more_never_makes_an_answer_worse(one: Duty, known: Facts, period: Period, more: int) -> None:
    kept = {name: getattr(known, name) for name in Facts.__dataclass_fields__}
    better = Facts(**(kept | {"done": known.done + more, "missing": False}))

    before, after = judge(one, known, period), judge(one, better, period)

    assert before.answer is not Answer.MET or after.answer is Answer.MET
    assert before.target == after.target
