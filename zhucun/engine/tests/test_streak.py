"""Rows: what makes one, what is passed over, and what could still make one."""

from dataclasses import replace

import pytest

from zhucun.engine.duty import BeforeConfirmation, WhenMissing
from zhucun.engine.streak import judge
from zhucun.engine.tests.build import LADDER, OCTOBER, asks, row, streak
from zhucun.engine.verdict import Answer, Reason, StepCode

THREE = streak()
SILENT = (Answer.UNDETERMINED, Reason.NOTHING_RECORDED)


@pytest.mark.parametrize(
    ("events", "answer", "reason", "longest"),
    [
        ("xx", Answer.MET, Reason.ROW_NOT_REACHED, 2),
        ("xxx", Answer.NOT_MET, Reason.ROW_REACHED, 3),
        ("xxxx", Answer.NOT_MET, Reason.ROW_REACHED, 4),
        ("xx-xx", Answer.MET, Reason.ROW_NOT_REACHED, 2),
        ("xexex", Answer.NOT_MET, Reason.ROW_REACHED, 3),
        ("xx?x", Answer.UNDETERMINED, Reason.ROW_UNKNOWN, 2),
        ("x?-x", Answer.MET, Reason.ROW_NOT_REACHED, 1),
        ("xxo", Answer.UNDETERMINED, Reason.UNDER_REVIEW, 2),
        ("xo", Answer.MET, Reason.ROW_NOT_REACHED, 1),
        ("xo?", Answer.UNDETERMINED, Reason.ROW_UNKNOWN, 1),
        ("xxx?o", Answer.NOT_MET, Reason.ROW_REACHED, 3),
        ("-", Answer.MET, Reason.ROW_NOT_REACHED, 0),
        ("ee", Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED, 0),
        ("", *SILENT, 0),
    ],
)
def test_so_many_in_a_row_are_the_breach(events: str, answer: Answer, reason: Reason, longest: int) -> None:
    verdict = judge(THREE, row(events), OCTOBER)

    assert (verdict.answer, verdict.reason) == (answer, reason)
    assert (verdict.done, verdict.target) == (longest, 3)


def test_a_row_awaits_confirmation_where_the_pack_says_so() -> None:
    as_recorded = replace(THREE, before_confirmation=BeforeConfirmation.AS_RECORDED)
    unconfirmed = row("xxx", settled=False)

    verdict = judge(THREE, unconfirmed, OCTOBER)

    assert (verdict.answer, verdict.reason) == (Answer.UNDETERMINED, Reason.ROW_UNCONFIRMED)
    assert not verdict.can_still_be_met
    assert judge(as_recorded, unconfirmed, OCTOBER).answer is Answer.NOT_MET


@pytest.mark.parametrize(
    ("when_missing", "over", "answer", "reason"),
    [
        (WhenMissing.UNDETERMINED, True, *SILENT),
        (WhenMissing.NOT_APPLICABLE, True, Answer.NOT_APPLICABLE, Reason.NOTHING_RECORDED),
        (WhenMissing.COUNT_AS_ZERO, True, Answer.MET, Reason.ROW_NOT_REACHED),
        (WhenMissing.COUNT_AS_ZERO, False, Answer.UNDETERMINED, Reason.PERIOD_RUNNING),
    ],
)
def test_no_event_is_answered_as_the_pack_says(
    when_missing: WhenMissing, over: bool, answer: Answer, reason: Reason
) -> None:
    verdict = judge(replace(THREE, when_missing=when_missing), row("", period_over=over), OCTOBER)

    assert (verdict.answer, verdict.reason) == (answer, reason)


def test_an_event_is_enough_for_an_answer_while_the_period_runs() -> None:
    assert judge(THREE, row("x", period_over=False), OCTOBER).answer is Answer.MET
    assert judge(THREE, row("xxx", period_over=False), OCTOBER).answer is Answer.NOT_MET


def test_the_row_its_records_and_what_follows_are_steps() -> None:
    verdict = judge(streak(asks(2), on_breach=LADDER), row("x-xexx?"), OCTOBER)

    told = {step.code: step for step in verdict.steps}
    assert (told[StepCode.IN_A_ROW].value, told[StepCode.IN_A_ROW].source) == (2, "paper#article")
    assert (told[StepCode.ROW].value, told[StepCode.ROW].records) == (3, ("e3", "e5", "e6"))
    assert told[StepCode.ROW].detail == {"first": "2026-10-03", "last": "2026-10-06"}
    assert (told[StepCode.EXCUSED].value, told[StepCode.EXCUSED].records) == (1, ("e4",))
    assert told[StepCode.UNKNOWN].records == ("e7",)
    assert told[StepCode.RESULT].detail == {"target": 2, "left": 0}
    assert (told[StepCode.BREACH].value, told[StepCode.BREACH].source) == (3, "paper#third")
