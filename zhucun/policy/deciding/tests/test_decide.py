"""What a run decides and keeps."""

from datetime import date, timedelta

import pytest

from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.policy.deciding.run import Decided, decide, duties_here
from zhucun.policy.deciding.tests.conftest import COUNTY
from zhucun.policy.models import Decision
from zhucun.policy.queries import pack_of


def current(duty: str) -> dict[tuple[object, date], str]:
    rows = Decision.objects.in_county(COUNTY).filter(duty=duty, is_current=True)
    return {(row.subject_id, row.period_from): row.answer for row in rows}


def whole(**changes) -> Decided:
    return decide(COUNTY, on=clock.today(), at=clock.now(), **changes)


def test_every_duty_of_the_pack_is_decided(stage, households) -> None:
    whole()

    decided = set(Decision.objects.in_county(COUNTY).values_list("duty", flat=True))
    assert decided >= {duty.id for duty in duties_here(pack_of(COUNTY))}


def test_a_second_run_says_nothing_new(stage, households) -> None:
    first = whole()

    second = whole()

    assert first.changed > 0
    assert second == Decided(first.rows, 0)


@pytest.mark.parametrize(
    ("duty", "last"),
    [("monthly-note", date(2026, 11, 13)), ("record-days", None)],  # the 10th and three workdays' grace
)
def test_what_can_be_done_until_tonight_is_not_missed_this_morning(
    stage, duty: str, last: date | None
) -> None:
    last = last or next(iter(current_periods(duty))).last

    decide(COUNTY, on=last, at=clock.now(), duties=[duty])
    today = {period: answer for (_who, period), answer in current(duty).items()}
    decide(COUNTY, on=last + timedelta(days=1), at=clock.now(), duties=[duty])
    tomorrow = {period: answer for (_who, period), answer in current(duty).items()}

    running = max(today)
    assert (today[running], tomorrow[running]) == ("undetermined", "not_met")


def current_periods(duty: str) -> list[Period]:
    """The period that runs today."""
    return [Period.containing(pack_of(COUNTY).duties[duty].period, clock.today())]
