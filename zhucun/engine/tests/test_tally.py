"""Each answer and each reason once, and the values just below, at and above every edge."""

from datetime import date
from time import perf_counter
from typing import Any

import pytest

from scripts.pace import slowness
from zhucun.engine.duty import (
    BeforeConfirmation,
    ExcusedLowers,
    MidwayChange,
    Rounding,
    TallyDuty,
    WhenMissing,
)
from zhucun.engine.facts import Facts
from zhucun.engine.tally import judge
from zhucun.engine.tests.build import OCTOBER, asks, duty, over, running
from zhucun.engine.verdict import Answer, Reason, StepCode

MET, NOT_MET = Answer.MET, Answer.NOT_MET
OPEN, NONE = Answer.UNDETERMINED, Answer.NOT_APPLICABLE
ASKS_FOUR = duty(asks(4))
SECRETARY = {"role": ("first_secretary",)}


def decided(one: TallyDuty, facts: Facts) -> tuple[Answer, Reason]:
    verdict = judge(one, facts, OCTOBER)
    return verdict.answer, verdict.reason


@pytest.mark.parametrize(
    ("done", "answer", "reason"),
    [
        (3, NOT_MET, Reason.FELL_SHORT),
        (4, MET, Reason.REACHED),
        (5, MET, Reason.REACHED),
        (0, NOT_MET, Reason.FELL_SHORT),
    ],
)
def test_a_confirmed_month_is_decided_at_the_threshold(done: int, answer: Answer, reason: Reason) -> None:
    assert decided(ASKS_FOUR, over(done)) == (answer, reason)


@pytest.mark.parametrize(("done", "answer"), [(17, NOT_MET), (18, MET), (19, MET)])
def test_twenty_two_days_are_capped_by_the_eighteen_workdays_of_october(done: int, answer: Answer) -> None:
    verdict = judge(duty(), over(done), OCTOBER)

    assert verdict.answer is answer
    assert verdict.target == 18
    cap = verdict.step(StepCode.CAP)
    assert cap is not None
    assert (cap.value, cap.detail) == (18, {"before": 22, "after": 18})


@pytest.mark.parametrize(
    ("done", "still_possible", "under_question", "answer"),
    [
        (4, 0, 0, MET),
        (3, 1, 0, OPEN),
        (3, 0, 1, OPEN),
        (2, 1, 1, OPEN),
        (2, 1, 0, NOT_MET),
        (3, 0, 0, NOT_MET),
    ],
)
def test_a_running_month_is_lost_only_when_nothing_could_still_win_it(
    done: int, still_possible: int, under_question: int, answer: Answer
) -> None:
    as_recorded = duty(asks(4), before_confirmation=BeforeConfirmation.AS_RECORDED)

    verdict = judge(as_recorded, running(done, still_possible, open=under_question), OCTOBER)

    assert verdict.answer is answer
    assert verdict.can_still_be_met is (answer is not NOT_MET)


@pytest.mark.parametrize(
    ("under_question", "answer", "reason"),
    [
        (0, NOT_MET, Reason.FELL_SHORT),
        (1, NOT_MET, Reason.FELL_SHORT),
        (2, OPEN, Reason.UNDER_REVIEW),
        (3, OPEN, Reason.UNDER_REVIEW),
    ],
)
def test_days_under_question_leave_the_answer_open_only_if_they_could_turn_it(
    under_question: int, answer: Answer, reason: Reason
) -> None:
    assert decided(ASKS_FOUR, over(2, open=under_question)) == (answer, reason)


def test_a_month_that_the_township_has_not_confirmed_is_not_held_against_anyone() -> None:
    assert decided(ASKS_FOUR, over(2, settled=False)) == (OPEN, Reason.UNCONFIRMED)
    assert decided(ASKS_FOUR, over(4, settled=False)) == (MET, Reason.REACHED)
    assert decided(ASKS_FOUR, running(2, 1)) == (OPEN, Reason.OUT_OF_REACH_UNCONFIRMED)


def test_a_pack_may_judge_the_records_before_confirmation() -> None:
    as_recorded = duty(asks(4), before_confirmation=BeforeConfirmation.AS_RECORDED)

    assert decided(as_recorded, over(2, settled=False)) == (NOT_MET, Reason.FELL_SHORT)
    assert decided(as_recorded, running(2, 1)) == (NOT_MET, Reason.OUT_OF_REACH)


@pytest.mark.parametrize(
    ("when_missing", "answer", "reason"),
    [
        (WhenMissing.UNDETERMINED, OPEN, Reason.NOTHING_RECORDED),
        (WhenMissing.NOT_APPLICABLE, NONE, Reason.NOTHING_RECORDED),
        (WhenMissing.COUNT_AS_ZERO, NOT_MET, Reason.FELL_SHORT),
    ],
)
def test_knowing_nothing_is_answered_as_the_pack_says(
    when_missing: WhenMissing, answer: Answer, reason: Reason
) -> None:
    silent = duty(asks(4), when_missing=when_missing)

    assert decided(silent, over(0, missing=True)) == (answer, reason)


def test_the_duty_addresses_only_whom_it_names() -> None:
    for_secretaries = duty(who={"role": frozenset({"first_secretary"})})

    assert decided(for_secretaries, over(18, attributes=SECRETARY)) == (MET, Reason.REACHED)
    assert decided(for_secretaries, over(0, attributes={"role": ("team_member",)})) == (
        NONE,
        Reason.NOT_ADDRESSED,
    )
    assert decided(for_secretaries, over(0, attributes={"role": ()})) == (NONE, Reason.NOT_ADDRESSED)
    assert decided(for_secretaries, over(18)) == (OPEN, Reason.ATTRIBUTE_UNKNOWN)


def test_one_of_several_village_types_is_enough() -> None:
    for_weak_villages = duty(who={"village_type": frozenset({"weak"})})

    facts = over(18, attributes={"village_type": ("key", "weak")})

    assert decided(for_weak_villages, facts) == (MET, Reason.REACHED)


@pytest.mark.parametrize(("posted", "target"), [(18, 18), (17, 17), (9, 9), (1, 1)])
def test_a_capped_target_follows_the_days_of_the_posting(posted: int, target: int) -> None:
    assert judge(duty(), over(0, countable_while_posted=posted), OCTOBER).target == target


@pytest.mark.parametrize(
    ("rounding", "posted", "target"),
    [
        (Rounding.DOWN, 9, 1),
        (Rounding.HALF_UP, 9, 2),
        (Rounding.UP, 9, 2),
        (Rounding.DOWN, 12, 2),
        (Rounding.HALF_UP, 8, 1),
        (Rounding.UP, 1, 1),
    ],
)
def test_a_part_of_a_month_owes_a_part_rounded_as_written(
    rounding: Rounding, posted: int, target: int
) -> None:
    asks_three = duty(asks(3), rounding=rounding)

    assert judge(asks_three, over(0, countable_while_posted=posted), OCTOBER).target == target


def test_a_posting_too_short_to_owe_a_day_is_not_judged() -> None:
    assert decided(ASKS_FOUR, over(0, countable_while_posted=4)) == (NONE, Reason.POSTED_TOO_BRIEFLY)
    assert decided(ASKS_FOUR, over(0, countable_while_posted=0)) == (NONE, Reason.POSTED_TOO_BRIEFLY)
    assert judge(ASKS_FOUR, over(0, countable_while_posted=5), OCTOBER).target == 1


def test_a_month_without_a_single_countable_day_asks_nothing() -> None:
    empty = over(0, countable=0, countable_while_posted=0)

    assert decided(duty(), empty) == (NONE, Reason.NOTHING_COUNTABLE)


@pytest.mark.parametrize(("excused", "target"), [(0, 18), (1, 17), (17, 1)])
def test_leave_lowers_a_full_time_target_day_for_day(excused: int, target: int) -> None:
    verdict = judge(duty(), over(0, excused=excused, excused_records=("leave-1",)), OCTOBER)

    assert verdict.target == target
    assert verdict.excused == excused
    assert (verdict.step(StepCode.EXCUSED) is not None) is (excused > 0)


@pytest.mark.parametrize(("excused", "target"), [(0, 4), (1, 3), (4, 3), (9, 2), (13, 1)])
def test_leave_lowers_a_part_time_target_in_proportion(excused: int, target: int) -> None:
    part_time = duty(asks(4), excused_lowers=ExcusedLowers.IN_PROPORTION)

    assert judge(part_time, over(0, excused=excused), OCTOBER).target == target


@pytest.mark.parametrize("lowers", list(ExcusedLowers))
def test_a_month_wholly_on_leave_is_not_judged(lowers: ExcusedLowers) -> None:
    assert decided(duty(excused_lowers=lowers), over(0, excused=18)) == (NONE, Reason.WHOLLY_EXCUSED)


CHANGING = (asks(4, date(2020, 1, 1)), asks(20, date(2026, 10, 17)))


@pytest.mark.parametrize(
    ("midway", "target", "reason"),
    [
        (MidwayChange.FIRST_DAY, 4, Reason.REACHED),
        (MidwayChange.LAST_DAY, 18, Reason.FELL_SHORT),
        (MidwayChange.SPLIT, 11, Reason.FELL_SHORT),
        (MidwayChange.UNDETERMINED, None, Reason.CHANGED_MIDWAY),
    ],
)
def test_a_value_that_changes_in_the_middle_is_read_as_written(
    midway: MidwayChange, target: int | None, reason: Reason
) -> None:
    verdict = judge(duty(*CHANGING, if_it_changes_midway=midway), over(10), OCTOBER)

    assert verdict.target == target
    assert verdict.reason is reason


def test_a_new_paper_with_the_same_number_changes_nothing() -> None:
    renewed = duty(asks(4, date(2020, 1, 1)), asks(4, date(2026, 10, 17)))

    assert decided(renewed, over(4)) == (MET, Reason.REACHED)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([asks(4, date(2026, 11, 1))], Reason.NOT_YET_IN_FORCE),
        ([asks(4, date(2020, 1, 1), date(2026, 9, 30))], Reason.REPEALED),
    ],
)
def test_a_value_not_in_force_asks_nothing_and_says_why(values: list[Any], reason: Reason) -> None:
    assert decided(duty(*values), over(0)) == (NONE, reason)


def test_a_split_that_comes_to_less_than_a_day_asks_nothing() -> None:
    begins_late = duty(asks(4, date(2026, 10, 25)), if_it_changes_midway=MidwayChange.SPLIT)
    ends_early = duty(asks(4, date(2020, 1, 1), date(2026, 10, 7)), if_it_changes_midway=MidwayChange.SPLIT)

    assert decided(begins_late, over(0)) == (NONE, Reason.NOT_YET_IN_FORCE)
    assert decided(ends_early, over(0)) == (NONE, Reason.REPEALED)


def test_every_number_is_a_step_with_its_source_and_records() -> None:
    facts = over(
        9,
        records=("day-1", "day-2"),
        open=2,
        open_records=("day-3",),
        excused=3,
        excused_records=("leave-1",),
        countable_while_posted=16,
        calendar_source="notice#2026",
        attributes=SECRETARY,
        provisional_years=(2027,),
    )

    verdict = judge(duty(who={"role": frozenset(SECRETARY["role"])}), facts, OCTOBER)

    assert [step.code for step in verdict.steps] == [
        StepCode.APPLIES,
        StepCode.MINIMUM,
        StepCode.CALENDAR,
        StepCode.CAP,
        StepCode.PRO_RATA,
        StepCode.EXCUSED,
        StepCode.TARGET,
        StepCode.DONE,
        StepCode.OPEN,
        StepCode.CONFIRMED,
        StepCode.RESULT,
    ]
    told = {step.code: step for step in verdict.steps}
    assert (told[StepCode.MINIMUM].value, told[StepCode.MINIMUM].since) == (22, date(2021, 8, 1))
    assert told[StepCode.MINIMUM].source == "paper#article"
    assert told[StepCode.CAP].source == "notice#2026"
    assert told[StepCode.DONE].records == ("day-1", "day-2")
    assert told[StepCode.OPEN].records == ("day-3",)
    assert told[StepCode.EXCUSED].records == ("leave-1",)
    assert told[StepCode.RESULT].detail == {"target": 13, "short": 4}
    assert verdict.short == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"done": -1}, "below zero"),
        ({"countable_while_posted": 19}, "more than the whole"),
        ({"missing": True}, "not missing"),
        ({"still_possible": 1}, "period that is over"),
    ],
)
def test_facts_that_contradict_themselves_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        over(**({"done": 1} | changes))


def test_a_county_of_six_hundred_is_decided_in_fifty_milliseconds() -> None:
    rule = duty(who={"role": frozenset(SECRETARY["role"])})
    facts = [over(n % 20, excused=n % 3, open=n % 2, attributes=SECRETARY) for n in range(600)]

    def once() -> float:
        began = perf_counter()
        for fact in facts:
            judge(rule, fact, OCTOBER)
        return perf_counter() - began

    # The best of five: the machine may be busy, the work is the same each time.
    assert min(once() for _ in range(5)) < 0.050 * slowness()
