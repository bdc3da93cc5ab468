"""Coverage: each answer once, and who is named as left out."""

from dataclasses import replace
from typing import Any

import pytest

from zhucun.engine.coverage import judge
from zhucun.engine.duty import BeforeConfirmation, WhenMissing
from zhucun.engine.facts import CoverageFacts, Member
from zhucun.engine.tests.build import LADDER, OCTOBER, asks, coverage, members
from zhucun.engine.verdict import Answer, Reason, StepCode

TWICE = coverage(asks(2))
EXCUSED = Member("away", excused=True)
ASKED = Member("asked", 1, 1)


def decided(facts: CoverageFacts, **changes: Any) -> tuple[Answer, Reason]:
    verdict = judge(replace(TWICE, **changes), facts, OCTOBER)
    return verdict.answer, verdict.reason


@pytest.mark.parametrize(
    ("facts", "answer", "reason"),
    [
        (members(2, 3), Answer.MET, Reason.REACHED),
        (members(2, 1), Answer.NOT_MET, Reason.FELL_SHORT),
        (members(2, EXCUSED), Answer.MET, Reason.REACHED),
        (members(EXCUSED), Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED),
        (members(), Answer.NOT_APPLICABLE, Reason.NOBODY_TO_COVER),
        (members(2, ASKED), Answer.UNDETERMINED, Reason.UNDER_REVIEW),
        (members(1, ASKED), Answer.NOT_MET, Reason.FELL_SHORT),
        (members(2, 1, settled=False), Answer.UNDETERMINED, Reason.UNCONFIRMED),
        (members(2, 2, settled=False), Answer.MET, Reason.REACHED),
        (members(2, 0, period_over=False), Answer.UNDETERMINED, Reason.PERIOD_RUNNING),
        (members(2, 2, period_over=False), Answer.MET, Reason.REACHED),
        (members(0, missing=True), Answer.UNDETERMINED, Reason.NOTHING_RECORDED),
        (members(2, excused=18), Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED),
        (members(2, countable_while_posted=0), Answer.NOT_APPLICABLE, Reason.POSTED_TOO_BRIEFLY),
    ],
)
def test_every_member_is_owed_its_share(facts: CoverageFacts, answer: Answer, reason: Reason) -> None:
    assert decided(facts) == (answer, reason)


def test_a_set_that_is_not_known_leaves_the_answer_open() -> None:
    facts = replace(members(), members=None)

    assert decided(facts) == (Answer.UNDETERMINED, Reason.SET_UNKNOWN)


def test_silence_and_confirmation_are_taken_as_the_pack_says() -> None:
    silent = members(0, missing=True)

    assert decided(silent, when_missing=WhenMissing.COUNT_AS_ZERO) == (Answer.NOT_MET, Reason.FELL_SHORT)
    assert decided(silent, when_missing=WhenMissing.NOT_APPLICABLE)[0] is Answer.NOT_APPLICABLE
    assert decided(members(1, settled=False), before_confirmation=BeforeConfirmation.AS_RECORDED) == (
        Answer.NOT_MET,
        Reason.FELL_SHORT,
    )


def test_those_left_out_are_named_and_those_under_question_apart() -> None:
    facts = members(2, 0, EXCUSED, ASKED, 1)

    verdict = judge(replace(TWICE, on_breach=LADDER), facts, OCTOBER)

    told = {step.code: step for step in verdict.steps}
    assert (verdict.target, verdict.done, verdict.open, verdict.excused) == (4, 1, 1, 1)
    assert (told[StepCode.EXCUSED].value, told[StepCode.EXCUSED].records) == (1, ("away",))
    assert told[StepCode.DONE].records == ("r1",)
    assert told[StepCode.OPEN].records == ("asked",)
    assert (told[StepCode.MISSED_MEMBERS].value, told[StepCode.MISSED_MEMBERS].records) == (2, ("m2", "m5"))
    assert told[StepCode.RESULT].detail == {"target": 4, "short": 3}
    assert (told[StepCode.BREACH].value, told[StepCode.BREACH].detail) == (2, {"index": 2, "at": 2})


def test_while_the_period_runs_those_left_can_still_be_reached() -> None:
    verdict = judge(TWICE, members(2, 0, 1, period_over=False), OCTOBER)

    assert (verdict.done, verdict.target, verdict.possible) == (1, 3, 2)
    assert verdict.can_still_be_met
    assert verdict.step(StepCode.BREACH) is None
