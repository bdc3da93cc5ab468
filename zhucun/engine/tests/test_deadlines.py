"""Due days: the windows, the grace, sharing out acts, and what is not yet past."""

from dataclasses import replace

import pytest

from zhucun.engine.deadlines import judge
from zhucun.engine.duty import ActWindow, BeforeConfirmation, WhenMissing
from zhucun.engine.facts import Act, DatedFacts
from zhucun.engine.tests.build import LADDER, OCTOBER, acts, asks, dated, october
from zhucun.engine.verdict import Answer, Reason, StepCode, Verdict

BY, ON = dated(), dated(window=ActWindow.ON)
OPEN_ACT = Act(october(9), "open", open=True)


def told(verdict: Verdict) -> tuple[Answer, Reason]:
    return verdict.answer, verdict.reason


def stood(verdict: Verdict) -> list[object]:
    return [step.detail["state"] for step in verdict.steps if step.code is StepCode.DUE_DAY]


def late(*days: tuple[int, int]) -> dict[str, object]:
    return {"late_until": {october(due): october(last) for due, last in days}}


@pytest.mark.parametrize(
    ("facts", "by", "on"),
    [
        (acts([10], 10), "answered", "answered"),
        (acts([10], 9), "answered", "missed"),
        (acts([10], 1), "answered", "missed"),
        (acts([10], 11), "missed", "missed"),
        (acts([10], 11, **late((10, 12))), "answered", "answered"),
        (acts([10], 13, **late((10, 12))), "missed", "missed"),
        (acts([10]), "missed", "missed"),
    ],
)
def test_an_act_answers_in_its_window(facts: DatedFacts, by: str, on: str) -> None:
    assert stood(judge(BY, facts, OCTOBER)) == [by]
    assert stood(judge(ON, facts, OCTOBER)) == [on]


def test_an_act_before_the_period_answers_nothing_and_one_after_a_due_day_the_next() -> None:
    assert stood(judge(BY, acts([10, 20], 11), OCTOBER)) == ["missed", "answered"]
    assert stood(judge(BY, acts([10, 20], 3), OCTOBER)) == ["answered", "missed"]
    assert stood(judge(BY, acts([10, 20], 3, 20), OCTOBER)) == ["answered", "answered"]


def test_one_act_answers_one_due_day() -> None:
    within_both = acts([10, 12], 11, **late((10, 12), (12, 14)))

    assert stood(judge(BY, within_both, OCTOBER)) == ["answered", "missed"]


def test_a_second_act_on_a_due_day_does_not_answer_the_next_one() -> None:
    facts = acts([10, 20], 10, Act(october(10), "second"))

    assert stood(judge(BY, facts, OCTOBER)) == ["answered", "missed"]


def test_acts_that_are_too_few_for_one_day_are_left_for_the_next() -> None:
    facts = acts([10, 12], 11, 12, **late((10, 11), (12, 14)))

    assert stood(judge(dated(asks(2)), facts, OCTOBER)) == ["missed", "answered"]


@pytest.mark.parametrize(
    ("as_of", "answer", "reason"),
    [
        (9, Answer.UNDETERMINED, Reason.PERIOD_RUNNING),
        (10, Answer.UNDETERMINED, Reason.PERIOD_RUNNING),
        (11, Answer.UNDETERMINED, Reason.PERIOD_RUNNING),
        (12, Answer.NOT_MET, Reason.OUT_OF_REACH),
        (13, Answer.NOT_MET, Reason.OUT_OF_REACH),
    ],
)
def test_a_due_day_is_missed_once_its_grace_is_past(as_of: int, answer: Answer, reason: Reason) -> None:
    facts = acts([10], as_of=october(as_of), period_over=False, **late((10, 12)))

    assert told(judge(BY, facts, OCTOBER)) == (answer, reason)


def test_a_grace_beyond_the_period_is_waited_for() -> None:
    facts = acts([31], as_of=OCTOBER.last, late_until={october(31): october(31).replace(month=11, day=3)})

    verdict = judge(dated(grace=2), facts, OCTOBER)

    assert told(verdict) == (Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
    grace = verdict.step(StepCode.GRACE)
    assert grace is not None
    assert grace.value == 2


def test_days_past_and_days_ahead_are_told_apart() -> None:
    facts = acts([5, 10, 15], 5, OPEN_ACT, as_of=october(12), period_over=False)

    verdict = judge(BY, facts, OCTOBER)

    assert told(verdict) == (Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
    assert stood(verdict) == ["answered", "under_review", "waiting"]
    assert (verdict.target, verdict.done, verdict.open, verdict.possible) == (3, 1, 1, 1)


@pytest.mark.parametrize(
    ("facts", "answer", "reason"),
    [
        (acts([]), Answer.NOT_APPLICABLE, Reason.NOTHING_DUE),
        (acts([10], excused_days=frozenset({october(10)})), Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED),
        (acts([10], OPEN_ACT), Answer.UNDETERMINED, Reason.UNDER_REVIEW),
        (acts([10], settled=False), Answer.UNDETERMINED, Reason.UNCONFIRMED),
        (
            acts([10], as_of=october(20), settled=False, period_over=False),
            Answer.UNDETERMINED,
            Reason.OUT_OF_REACH_UNCONFIRMED,
        ),
        (acts([10], missing=True), Answer.UNDETERMINED, Reason.NOTHING_RECORDED),
        (acts([10], 9, settled=False), Answer.MET, Reason.REACHED),
    ],
)
def test_what_is_not_missed_is_not_held_against_anyone(
    facts: DatedFacts, answer: Answer, reason: Reason
) -> None:
    assert told(judge(BY, facts, OCTOBER)) == (answer, reason)


def test_silence_and_confirmation_are_taken_as_the_pack_says() -> None:
    zero = replace(BY, when_missing=WhenMissing.COUNT_AS_ZERO)
    as_recorded = replace(BY, before_confirmation=BeforeConfirmation.AS_RECORDED)

    assert told(judge(zero, acts([10], missing=True), OCTOBER)) == (Answer.NOT_MET, Reason.FELL_SHORT)
    assert judge(as_recorded, acts([10], settled=False), OCTOBER).answer is Answer.NOT_MET


def test_every_due_day_is_a_step_with_its_acts() -> None:
    excused = frozenset({october(12)})
    facts = acts([5, 10, 12, 20], 4, 6, 11, 25, excused_days=excused, **late((5, 6), (10, 12)))

    verdict = judge(replace(BY, on_breach=LADDER), facts, OCTOBER)

    days = [step for step in verdict.steps if step.code is StepCode.DUE_DAY]
    assert stood(verdict) == ["answered", "answered", "excused", "missed"]
    assert [(step.value, step.records) for step in days] == [
        (2, ("act-4", "act-6")),
        (2, ("act-6", "act-11")),
        (1, ("act-11",)),
        (0, ()),
    ]
    assert days[1].detail == {
        "day": "2026-10-10",
        "state": "answered",
        "asked": 1,
        "late_until": "2026-10-12",
    }
    assert (verdict.target, verdict.done, verdict.excused) == (3, 2, 1)
    breach = verdict.step(StepCode.BREACH)
    assert breach is not None
    assert (breach.value, breach.source) == (1, "paper#first")
