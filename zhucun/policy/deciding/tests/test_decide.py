"""What a run decides and keeps."""

from datetime import date

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
