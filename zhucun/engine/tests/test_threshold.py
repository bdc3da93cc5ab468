"""The most that is allowed, and thresholds that are arithmetic."""

from datetime import date
from typing import Any

import pytest

from zhucun.engine.duty import BeforeConfirmation, Bound, Breach, MidwayChange, Rounding, WhenMissing
from zhucun.engine.expression import Expression
from zhucun.engine.facts import Facts
from zhucun.engine.judge import judge
from zhucun.engine.tests.build import (
    LADDER,
    OCTOBER,
    acts,
    asks,
    at_most,
    coverage,
    dated,
    duty,
    members,
    over,
    row,
    running,
    standing,
    states,
    streak,
)
from zhucun.engine.verdict import Answer, Reason, StepCode

TWO = at_most(asks(2))


@pytest.mark.parametrize(
    ("facts", "answer", "reason"),
    [
        (over(1), Answer.MET, Reason.WITHIN_LIMIT),
        (over(2), Answer.MET, Reason.WITHIN_LIMIT),
        (over(3), Answer.NOT_MET, Reason.OVER_LIMIT),
        (over(3, settled=False), Answer.UNDETERMINED, Reason.OVER_LIMIT_UNCONFIRMED),
        (over(2, settled=False), Answer.UNDETERMINED, Reason.WITHIN_UNCONFIRMED),
        (over(2, open=1), Answer.UNDETERMINED, Reason.UNDER_REVIEW),
        (over(1, open=1), Answer.MET, Reason.WITHIN_LIMIT),
        (running(0, 5), Answer.UNDETERMINED, Reason.PERIOD_RUNNING),
        (running(2, None), Answer.UNDETERMINED, Reason.PERIOD_RUNNING),
        (running(3, 5), Answer.UNDETERMINED, Reason.OVER_LIMIT_UNCONFIRMED),
        (running(3, 5, settled=True), Answer.NOT_MET, Reason.OVER_LIMIT),
        (over(0, missing=True), Answer.UNDETERMINED, Reason.NOTHING_RECORDED),
    ],
)
def test_a_most_is_kept_or_not(facts: Facts, answer: Answer, reason: Reason) -> None:
    verdict = judge(TWO, facts, OCTOBER)

    assert (verdict.answer, verdict.reason) == (answer, reason)


def test_a_most_may_be_judged_as_recorded_and_silence_counted_as_zero() -> None:
    as_recorded = at_most(asks(2), before_confirmation=BeforeConfirmation.AS_RECORDED)
    zero = at_most(asks(2), when_missing=WhenMissing.COUNT_AS_ZERO)

    assert judge(as_recorded, over(2, settled=False), OCTOBER).answer is Answer.MET
    assert judge(as_recorded, running(3, 5), OCTOBER).answer is Answer.NOT_MET
    assert judge(zero, over(0, missing=True), OCTOBER).answer is Answer.MET


def test_none_at_all_may_be_the_most() -> None:
    assert judge(at_most(asks(0)), over(0), OCTOBER).answer is Answer.MET
    assert judge(at_most(asks(0)), over(1), OCTOBER).answer is Answer.NOT_MET


def test_excuses_and_the_cap_do_not_lower_a_most_but_a_part_of_the_period_may() -> None:
    everything = {"cap": True, "pro_rata": True}

    assert judge(at_most(asks(30), **everything), over(20, excused=9), OCTOBER).target == 30
    assert judge(at_most(asks(10), **everything), over(0, countable_while_posted=9), OCTOBER).target == 5
    assert judge(at_most(asks(10)), over(0, countable_while_posted=9), OCTOBER).target == 10
    not_there = judge(at_most(asks(10), pro_rata=True), over(0, countable_while_posted=0), OCTOBER)
    assert not_there.reason is Reason.POSTED_TOO_BRIEFLY


def test_how_much_is_left_and_how_much_too_much_is_said() -> None:
    below = judge(TWO, running(1, None), OCTOBER)
    above = judge(at_most(asks(2), on_breach=LADDER), over(4), OCTOBER)

    result, breach = below.step(StepCode.RESULT), above.step(StepCode.BREACH)
    assert result is not None
    assert breach is not None
    assert result.detail == {"target": 2, "over": 0, "left": 1}
    assert (below.short, below.over, below.possible, below.can_still_be_met) == (0, 0, None, True)
    assert (above.short, above.over, above.can_still_be_met) == (0, 2, False)
    assert (breach.value, breach.source) == (2, "paper#second")
    assert below.threshold is not None
    assert below.threshold.code is StepCode.MAXIMUM


def test_what_follows_is_measured_by_what_nothing_can_make_good() -> None:
    rung = Breach(at=3, says="约谈", source="paper#third")
    asks_ten = duty(asks(10), on_breach=(rung,), before_confirmation=BeforeConfirmation.AS_RECORDED)

    named = [judge(asks_ten, running(0, ahead, open=1), OCTOBER).step(StepCode.BREACH) for ahead in (6, 7)]

    assert named[0] is not None
    assert named[0].value == 3
    assert named[1] is None


def test_a_least_without_limit_ahead_cannot_be_lost_while_the_period_runs() -> None:
    verdict = judge(duty(asks(9)), running(0, None), OCTOBER)

    assert (verdict.answer, verdict.reason) == (Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
    assert verdict.possible is None


# --- arithmetic

KNOWN = {"workdays": 17, "days": 31, "households": 0}


@pytest.mark.parametrize(
    ("rounding", "amount"), [(Rounding.DOWN, 11), (Rounding.HALF_UP, 11), (Rounding.UP, 12)]
)
def test_arithmetic_is_worked_out_and_rounded_as_the_duty_says(rounding: Rounding, amount: int) -> None:
    two_thirds = duty(asks("workdays * 2 / 3"), rounding=rounding)

    verdict = judge(two_thirds, over(18, quantities=KNOWN), OCTOBER)

    assert verdict.target == amount
    assert [(step.code, step.value, step.detail) for step in verdict.steps[:3]] == [
        (StepCode.QUANTITY, 17, {"name": "workdays"}),
        (StepCode.ARITHMETIC, amount, {"expression": "workdays * 2 / 3", "exact": "34/3"}),
        (StepCode.MINIMUM, amount, {}),
    ]


def test_a_missing_quantity_and_a_division_by_none_leave_the_answer_open() -> None:
    missing = judge(duty(asks("min(workdays, team_size)")), over(0, quantities=KNOWN), OCTOBER)
    by_none = judge(duty(asks("days / households")), over(0, quantities=KNOWN), OCTOBER)

    assert (missing.answer, missing.reason) == (Answer.UNDETERMINED, Reason.QUANTITY_UNKNOWN)
    assert [(step.value, step.detail["name"]) for step in missing.steps[:2]] == [
        (None, "team_size"),
        (17, "workdays"),
    ]
    assert missing.target is None
    assert missing.threshold is not None
    assert missing.threshold.source == "paper#article"
    assert (by_none.answer, by_none.reason) == (Answer.UNDETERMINED, Reason.DIVIDED_BY_NONE)


def test_arithmetic_below_none_asks_nothing_and_allows_nothing() -> None:
    below = asks("workdays - 20")

    assert judge(duty(below), over(0, quantities=KNOWN), OCTOBER).reason is Reason.NOTHING_ASKED
    assert judge(at_most(below), over(1, quantities=KNOWN), OCTOBER).reason is Reason.OVER_LIMIT


def test_a_change_midway_is_split_exactly_and_rounded_once() -> None:
    until_the_tenth = asks("workdays / 3", until=date(2026, 10, 10))
    split = duty(until_the_tenth, asks(9, date(2026, 10, 11)), if_it_changes_midway=MidwayChange.SPLIT)

    verdict = judge(split, over(0, quantities=KNOWN), OCTOBER)

    # (17/3 * 10 + 9 * 21) / 31 = 7.92…
    assert verdict.target == 7
    assert [step.value for step in verdict.steps if step.code is StepCode.MINIMUM] == [5, 9]


def test_the_same_arithmetic_in_a_new_paper_changes_nothing() -> None:
    renewed = duty(asks("workdays / 3"), asks("workdays / 3", date(2026, 10, 17)))

    assert judge(renewed, over(9, quantities=KNOWN), OCTOBER).answer is Answer.MET
    assert Expression.parse("workdays / 3") == Expression.parse("workdays / 3")


def test_a_least_of_none_asks_nothing_whatever_the_form() -> None:
    none, facts = asks(0), [over(0), members(0), acts([10]), states((31, 0)), row("x")]
    duties = [duty(none), coverage(none), dated(none), standing(none), streak(none)]

    reasons = {judge(one, known, OCTOBER).reason for one, known in zip(duties, facts, strict=True)}

    assert reasons == {Reason.NOTHING_ASKED}


@pytest.mark.parametrize("facts", [members(1), acts([10]), states((31, 3)), row("x")])
def test_facts_of_another_form_are_refused(facts: Any) -> None:
    with pytest.raises(TypeError, match="TallyDuty is not judged by"):
        judge(duty(bound=Bound.AT_LEAST), facts, OCTOBER)
