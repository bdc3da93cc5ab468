"""The engine and the slow model agree on everything, and the promises hold for any facts."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from zhucun.engine.duty import Bound, ExcusedLowers, TallyDuty, WhenMissing
from zhucun.engine.facts import Facts
from zhucun.engine.period import Period
from zhucun.engine.tally import judge
from zhucun.engine.tests.build import duty
from zhucun.engine.tests.draw import dated_values, known, month, settings_of_a_duty
from zhucun.engine.tests.plain import plain_tally
from zhucun.engine.verdict import Answer, Reason, StepCode


@st.composite
def duties(draw: st.DrawFn) -> TallyDuty:
    return duty(
        *draw(dated_values()),
        **draw(settings_of_a_duty()),
        bound=draw(st.sampled_from(Bound)),
        cap=draw(st.booleans()),
        pro_rata=draw(st.booleans()),
        excused_lowers=draw(st.sampled_from(ExcusedLowers)),
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    common = draw(known())
    ahead = st.just(0) if common["period_over"] else st.integers(0, 25) | st.none()
    return Facts(
        done=0 if common["missing"] else draw(st.integers(0, 25)),
        open=0 if common["missing"] else draw(st.integers(0, 6)),
        still_possible=draw(ahead),
        **common,
    )


@settings(max_examples=600)
@given(one=duties(), told=facts(), period=month)
def test_the_engine_and_the_slow_model_agree(one: TallyDuty, told: Facts, period: Period) -> None:
    verdict = judge(one, told, period)

    assert (verdict.answer, verdict.reason, verdict.target) == plain_tally(one, told, period)


@given(one=duties(), told=facts(), period=month)
def test_nobody_is_found_wanting_while_something_could_still_turn_it(
    one: TallyDuty, told: Facts, period: Period
) -> None:
    verdict = judge(one, told, period)

    if verdict.answer is Answer.NOT_MET:
        assert verdict.target is not None
        assert told.settled or one.before_confirmation == "as_recorded"
        if one.bound is Bound.AT_MOST:
            assert told.done > verdict.target
        else:
            assert told.still_possible is not None
            assert told.done + told.open + told.still_possible < verdict.target
            assert not told.missing or one.when_missing is WhenMissing.COUNT_AS_ZERO


@given(one=duties(), told=facts(), period=month)
def test_no_reduction_ever_asks_for_more(one: TallyDuty, told: Facts, period: Period) -> None:
    verdict = judge(one, told, period)
    worth = [
        Fraction(step.value or 0)
        for step in verdict.steps
        if step.code in (StepCode.MINIMUM, StepCode.MAXIMUM, StepCode.SPLIT)
    ]

    if verdict.target is not None and verdict.step(StepCode.TARGET):
        assert verdict.target <= max(worth)
        assert not one.cap or verdict.target <= told.countable


@given(one=duties(), told=facts(), period=month, more=st.integers(1, 5))
def test_a_day_more_never_makes_a_least_worse_nor_a_most_better(
    one: TallyDuty, told: Facts, period: Period, more: int
) -> None:
    kept = {name: getattr(told, name) for name in Facts.__dataclass_fields__}
    added = Facts(**(kept | {"done": told.done + more, "missing": False}))

    before, after = judge(one, told, period), judge(one, added, period)

    milder, harsher = (after, before) if one.bound is Bound.AT_LEAST else (before, after)
    assert harsher.answer is not Answer.MET or milder.answer is Answer.MET or told.missing
    assert before.target == after.target


@given(one=duties(), told=facts(), period=month)
def test_a_consequence_is_named_only_for_what_nothing_can_make_good(
    one: TallyDuty, told: Facts, period: Period
) -> None:
    verdict = judge(one, told, period)
    breach = verdict.step(StepCode.BREACH)

    if verdict.answer is not Answer.NOT_MET:
        assert breach is None
        return
    target = verdict.target or 0
    ahead = told.open + (told.still_possible or 0)
    missed = target - told.done - ahead if one.bound is Bound.AT_LEAST else told.done - target
    reached = [rung.at for rung in one.on_breach if rung.at <= missed]
    assert (breach is not None) is bool(reached)
    if breach is not None:
        assert (breach.value, breach.detail["at"]) == (missed, max(reached))
        assert one.on_breach[int(breach.detail["index"])].source == breach.source


def test_every_answer_to_arithmetic_is_reached_by_what_is_drawn() -> None:
    seen: set[Reason] = set()

    @settings(max_examples=500, derandomize=True, database=None)
    @given(one=duties(), told=facts(), period=month)
    def collect(one: TallyDuty, told: Facts, period: Period) -> None:
        seen.add(judge(one, told, period).reason)

    collect()

    assert {Reason.QUANTITY_UNKNOWN, Reason.DIVIDED_BY_NONE, Reason.WITHIN_LIMIT, Reason.OVER_LIMIT} <= seen
