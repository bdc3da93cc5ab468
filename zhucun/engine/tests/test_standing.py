"""States: gaps and their grace, excused days, and what is not known."""

from dataclasses import replace
from datetime import date

import pytest

from zhucun.engine.calendar import days_between
from zhucun.engine.duty import BeforeConfirmation, Bound, WhenMissing
from zhucun.engine.facts import StandingFacts, State
from zhucun.engine.period import Period
from zhucun.engine.standing import judge
from zhucun.engine.tests.build import LADDER, OCTOBER, asks, october, standing, states
from zhucun.engine.verdict import Answer, Reason, StepCode, Verdict

THREE = standing()
GRACE = standing(grace=3)
ALWAYS = states((31, 3))


def told(verdict: Verdict) -> tuple[Answer, Reason]:
    return verdict.answer, verdict.reason


def under_question(facts: StandingFacts, place: int) -> StandingFacts:
    rows = list(facts.states)
    rows[place] = replace(rows[place], open=True)
    return replace(facts, states=tuple(rows))


def away(first: int, last: int) -> frozenset[date]:
    return frozenset(days_between(october(first), october(last)))


@pytest.mark.parametrize(
    ("facts", "answer", "reason"),
    [
        (ALWAYS, Answer.MET, Reason.REACHED),
        (states((31, 2)), Answer.NOT_MET, Reason.FELL_SHORT),
        (states((3, 3), (1, 2), (27, 3)), Answer.NOT_MET, Reason.FELL_SHORT),
        (states((31, None)), Answer.UNDETERMINED, Reason.STATE_UNKNOWN),
        (states((5, None), (26, 2)), Answer.NOT_MET, Reason.FELL_SHORT),
        (states(missing=True), Answer.UNDETERMINED, Reason.NOTHING_RECORDED),
        (states(), Answer.UNDETERMINED, Reason.STATE_UNKNOWN),
        (states((31, 2), settled=False), Answer.UNDETERMINED, Reason.UNCONFIRMED),
        (states((31, 3), settled=False), Answer.MET, Reason.REACHED),
        (under_question(states((9, 3), (22, 3)), 1), Answer.UNDETERMINED, Reason.UNDER_REVIEW),
        (states((10, 3), as_of=october(10), period_over=False), Answer.UNDETERMINED, Reason.PERIOD_RUNNING),
        (states((10, 2), as_of=october(10), period_over=False), Answer.NOT_MET, Reason.OUT_OF_REACH),
        (states((31, 2), excused_days=away(1, 31)), Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED),
        (states((31, 2), excused=18), Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED),
    ],
)
def test_a_state_holds_on_every_day_or_not(facts: StandingFacts, answer: Answer, reason: Reason) -> None:
    assert told(judge(THREE, facts, OCTOBER)) == (answer, reason)


@pytest.mark.parametrize(("lacking", "answer"), [(4, Answer.MET), (5, Answer.MET), (6, Answer.NOT_MET)])
def test_a_grace_is_counted_in_workdays_over_the_weekend(lacking: int, answer: Answer) -> None:
    # From Friday the 16th on: the 17th and 18th are a weekend.
    facts = states((15, 3), (lacking, 2), (16 - lacking, 3))

    assert judge(GRACE, facts, OCTOBER).answer is answer


def test_excused_days_lie_inside_a_gap_without_adding_to_it() -> None:
    lacking = states((11, 3), (5, 2), (15, 3))

    assert judge(GRACE, lacking, OCTOBER).answer is Answer.NOT_MET
    two_off = judge(GRACE, replace(lacking, excused_days=away(13, 14)), OCTOBER)
    one_off = judge(GRACE, replace(lacking, excused_days=away(13, 13)), OCTOBER)
    assert two_off.answer is Answer.MET
    assert (two_off.target, two_off.done, two_off.excused) == (29, 26, 2)
    assert one_off.answer is Answer.NOT_MET


def test_what_is_not_known_matters_only_if_it_could_make_a_gap_too_long() -> None:
    short, long = states((11, 3), (3, None), (17, 3)), states((11, 3), (3, None), (1, 2), (16, 3))

    assert told(judge(GRACE, short, OCTOBER)) == (Answer.MET, Reason.REACHED)
    assert told(judge(GRACE, long, OCTOBER)) == (Answer.UNDETERMINED, Reason.STATE_UNKNOWN)
    assert told(judge(GRACE, under_question(long, 2), OCTOBER)) == (
        Answer.UNDETERMINED,
        Reason.STATE_UNKNOWN,
    )


def test_a_state_may_have_a_most_instead_of_a_least() -> None:
    at_most = standing(asks(5), bound=Bound.AT_MOST)

    assert judge(at_most, states((31, 5)), OCTOBER).answer is Answer.MET
    assert judge(at_most, states((30, 5), (1, 6)), OCTOBER).answer is Answer.NOT_MET
    assert judge(standing(asks(0), bound=Bound.AT_MOST), states((31, 1)), OCTOBER).answer is Answer.NOT_MET


def test_silence_and_confirmation_are_taken_as_the_pack_says() -> None:
    zero = replace(THREE, when_missing=WhenMissing.COUNT_AS_ZERO)
    as_recorded = replace(THREE, before_confirmation=BeforeConfirmation.AS_RECORDED)

    verdict = judge(zero, states(missing=True), OCTOBER)

    assert told(verdict) == (Answer.NOT_MET, Reason.FELL_SHORT)
    assert (verdict.done, verdict.target) == (0, 31)
    assert judge(as_recorded, states((31, 2), settled=False), OCTOBER).answer is Answer.NOT_MET


def test_states_outside_the_period_and_after_the_day_looked_at_are_left_out() -> None:
    whole_autumn = State(Period(date(2026, 9, 1), date(2026, 11, 30)), 3)
    facts = replace(ALWAYS, states=(whole_autumn,), as_of=october(20), period_over=False)

    assert judge(THREE, facts, OCTOBER).target == 20


def test_gaps_unknown_days_and_days_under_question_are_steps() -> None:
    facts = under_question(states((7, 3), (2, 2), (5, 3), (8, 1), (3, None), (2, 4), (4, 3)), 5)

    verdict = judge(replace(GRACE, on_breach=LADDER), facts, OCTOBER)

    rows = [step for step in verdict.steps if "first" in step.detail and step.code is not StepCode.MINIMUM]
    assert [(step.code, step.value, step.detail, step.records) for step in rows] == [
        (
            StepCode.GAP,
            2,
            {"first": "2026-10-08", "last": "2026-10-09", "workdays": 2, "state": "within_grace"},
            ("from-8",),
        ),
        (
            StepCode.GAP,
            8,
            {"first": "2026-10-15", "last": "2026-10-22", "workdays": 6, "state": "breach"},
            ("from-15",),
        ),
        (StepCode.OPEN, 2, {"first": "2026-10-26", "last": "2026-10-27"}, ("from-26",)),
        (StepCode.UNKNOWN, 3, {"first": "2026-10-23", "last": "2026-10-25"}, ("from-23",)),
    ]
    assert (verdict.answer, verdict.done, verdict.target, verdict.open) == (Answer.NOT_MET, 16, 31, 2)
    breach = verdict.step(StepCode.BREACH)
    assert breach is not None
    assert (breach.value, breach.source) == (8, "paper#third")
