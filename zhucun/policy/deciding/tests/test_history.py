"""An answer's history names what changed it."""

from datetime import date

from zhucun.attendance import services as attendance
from zhucun.attendance.choices import Kind
from zhucun.audit.services import System
from zhucun.dispatch.services import end_posting
from zhucun.fieldwork.services import write_record
from zhucun.kernel import clock
from zhucun.policy.deciding.history import Cause, Turn, turns_of
from zhucun.policy.deciding.run import decide
from zhucun.policy.deciding.tests.conftest import COUNTY
from zhucun.policy.models import Decision

OCTOBER, DAY = date(2026, 10, 1), date(2026, 10, 20)


def decided(stage) -> None:
    decide(COUNTY, on=clock.today(), at=clock.now(), between=(OCTOBER, clock.today()))


def turns(stage) -> list[Turn]:
    rows = Decision.objects.in_county(COUNTY).filter(
        duty="visits", subject_id=stage.posting.id, period_from=OCTOBER
    )
    return turns_of(list(rows))


def visit(stage, household) -> None:
    write_record(
        by=stage.secretary, county=COUNTY, posting=stage.posting, form="household-visit", occurred_on=DAY,
        at=clock.now(), household=household,
        body={"visited_on": "2026-10-20", "way": "at_home", "topic": "care", "said": "都好。"},
    )  # fmt: skip


def test_a_record_that_came_is_named_with_its_writer(stage, households) -> None:
    decided(stage)

    visit(stage, households[0])

    latest, first = turns(stage)
    assert first.causes == (Cause.FIRST,)
    assert latest.causes == (Cause.RECORDS,)
    assert [(line.day, line.by) for line in latest.came] == [(DAY, "李书记")]


def test_leave_that_excuses_is_its_own_cause(stage) -> None:
    decided(stage)

    attendance.add_entry(
        by=stage.officer,
        posting=stage.posting,
        kind=Kind.SICK_LEAVE,
        first_day=DAY,
        last_day=DAY,
        at=clock.now(),
    )

    assert turns(stage)[0].causes == (Cause.EXCUSES,)


def test_the_townships_word_is_its_own_cause(stage) -> None:
    decided(stage)

    attendance.confirm_month(
        by=stage.township, county=COUNTY, township_code=stage.county.townships[0].code, month=OCTOBER,
        at=clock.now(),
    )  # fmt: skip

    assert turns(stage)[0].causes == (Cause.CONFIRMED,)


def test_who_is_no_longer_there_has_left(stage) -> None:
    decided(stage)

    end_posting(by=System(), posting=stage.posting, on=date(2026, 9, 20), because="轮换")

    assert turns(stage)[0].causes == (Cause.LEFT,)
