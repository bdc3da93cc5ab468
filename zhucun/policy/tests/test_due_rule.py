"""Up to which day something must be minded: the rule that home and the digest share."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, DueState, Reason, Step, StepCode, Verdict
from zhucun.policy.due import day_to_mind

WEEKS = WorkCalendar()
NOVEMBER = Period.month(2026, 11)
FRIDAY = date(2026, 11, 27)


def duty(warn_before: int | None = 5) -> Any:
    return SimpleNamespace(warn_before=warn_before)


def running(**changes: Any) -> Verdict:
    given: dict[str, Any] = {
        "answer": Answer.UNDETERMINED,
        "reason": Reason.PERIOD_RUNNING,
        "target": 1,
        "done": 0,
    } | changes
    short = max(0, given["target"] - given["done"])
    result = Step(StepCode.RESULT, given["done"], detail={"target": given["target"], "short": short})
    return Verdict(**(given | {"steps": (*given.get("steps", ()), result)}))


def test_what_ends_within_the_days_of_warning_is_told_with_its_last_day() -> None:
    assert day_to_mind(duty(), running(), NOVEMBER, FRIDAY, WEEKS) == NOVEMBER.last


def test_what_ends_later_is_not_told_yet() -> None:
    early = NOVEMBER.last - timedelta(days=20)

    assert day_to_mind(duty(), running(), NOVEMBER, early, WEEKS) is None


@pytest.mark.parametrize("answer", [Answer.MET, Answer.NOT_MET, Answer.NOT_APPLICABLE])
def test_what_is_decided_is_not_told(answer: Answer) -> None:
    assert day_to_mind(duty(), running(answer=answer), NOVEMBER, FRIDAY, WEEKS) is None


def test_what_has_been_done_and_only_waits_for_the_end_is_not_told() -> None:
    assert day_to_mind(duty(), running(target=3, done=3), NOVEMBER, FRIDAY, WEEKS) is None


def test_a_duty_that_asks_for_no_warning_is_told_only_when_it_can_hardly_be_reached() -> None:
    lost = running(reason=Reason.OUT_OF_REACH_UNCONFIRMED, target=22, done=3)
    early = NOVEMBER.first + timedelta(days=10)

    assert day_to_mind(duty(None), running(), NOVEMBER, FRIDAY, WEEKS) is None
    assert day_to_mind(duty(None), lost, NOVEMBER, early, WEEKS) == NOVEMBER.last


def test_of_due_days_the_next_one_that_waits_is_told() -> None:
    days = [
        ("2026-11-06", DueState.ANSWERED),
        ("2026-11-13", DueState.WAITING),
        ("2026-11-20", DueState.WAITING),
    ]
    steps = tuple(Step(StepCode.DUE_DAY, 0, detail={"day": day, "state": state}) for day, state in days)

    found = day_to_mind(duty(2), running(target=3, done=1, steps=steps), NOVEMBER, date(2026, 11, 12), WEEKS)

    assert found == date(2026, 11, 13)
