"""The township's one act for a month, and taking it back."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from zhucun.attendance import queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import MonthConfirmation, PostingMonth
from zhucun.audit.models import AuditEvent
from zhucun.fieldwork.services import write_record
from zhucun.households.domain import Entry
from zhucun.households.services import add_household
from zhucun.kernel import clock
from zhucun.kernel.clock import SHANGHAI
from zhucun.kernel.place_codes import township_of

OCTOBER = date(2026, 10, 1)
LATER = datetime(2026, 11, 19, 9, tzinfo=SHANGHAI)


def confirm(stage, month=OCTOBER, village=0):
    return services.confirm_month(
        by=stage.township,
        county=stage.code,
        township_code=township_of(stage.county.villages[village].code),
        month=month,
        at=clock.now(),
    )


def october(stage, posting=None):
    return PostingMonth.objects.in_county(stage.code).get(posting=posting or stage.posting, month=OCTOBER)


def leave(stage, day=12, **more):
    return services.add_entry(
        by=stage.secretary,
        posting=stage.posting,
        kind=Kind.PERSONAL_LEAVE,
        first_day=date(2026, 10, day),
        last_day=date(2026, 10, day),
        at=clock.now(),
        **more,
    )


def test_silence_is_judged_only_after_the_township_has_spoken(part_time):
    assert october(part_time).answer == "undetermined"

    word = confirm(part_time)

    assert (word.people, word.revision) == (1, 1)
    assert october(part_time).answer == "not_met"
    assert october(part_time, part_time.neighbour).answer == "undetermined"


def test_confirming_leaves_an_audit_line_with_the_township(part_time):
    word = confirm(part_time)

    line = AuditEvent.objects.in_county(part_time.code).get(act="attendance.month_confirmed")
    assert (line.subject_id, line.place_code, line.details["people"]) == (word.id, word.township_code, 1)


def test_a_month_that_still_runs_is_refused(part_time):
    with pytest.raises(services.MonthNotOver) as refused:
        confirm(part_time, date(2026, 11, 1))

    assert "2026年11月" in refused.value.sentence
    assert "2026-11-30" in refused.value.advice


def test_a_second_confirmation_is_refused(part_time):
    confirm(part_time)

    with pytest.raises(services.AlreadyConfirmed):
        confirm(part_time)

    assert MonthConfirmation.objects.in_county(part_time.code).count() == 1


def test_open_questions_hold_the_confirmation_up(full_time):
    leave(full_time, questioned=True)

    with pytest.raises(services.MonthHasQuestions) as refused:
        confirm(full_time)

    assert "1 条" in refused.value.sentence


def test_a_township_without_people_has_nothing_to_confirm(full_time):
    with pytest.raises(services.NobodyPosted):
        services.confirm_month(
            by=full_time.township,
            county=full_time.code,
            township_code="350428199000",
            month=OCTOBER,
            at=clock.now(),
        )


def test_a_confirmed_month_takes_no_more_entries(full_time):
    confirm(full_time)

    with pytest.raises(services.MonthIsConfirmed) as refused:
        leave(full_time)

    assert "2026年10月" in refused.value.sentence
    assert "重新打开" in refused.value.advice


def test_reopening_needs_a_reason_and_keeps_the_first_word(full_time):
    confirm(full_time)
    where = {"county": full_time.code, "township_code": township_of(full_time.posting.village_code)}

    with pytest.raises(services.ReasonMissing):
        services.reopen_month(by=full_time.township, month=OCTOBER, at=clock.now(), because="", **where)
    services.reopen_month(by=full_time.township, month=OCTOBER, at=clock.now(), because="漏登病假", **where)

    assert queries.confirmed_townships(full_time.code, OCTOBER) == frozenset()
    assert MonthConfirmation.objects.in_county(full_time.code).count() == 2
    leave(full_time)
    assert confirm(full_time).revision == 3


def test_reopening_what_was_never_confirmed_is_refused(full_time):
    with pytest.raises(services.NotConfirmed):
        services.reopen_month(
            by=full_time.township,
            county=full_time.code,
            township_code=township_of(full_time.posting.village_code),
            month=OCTOBER,
            at=clock.now(),
            because="想改",
        )


def work_note(stage, day):
    return write_record(
        by=stage.secretary,
        county=stage.code,
        posting=stage.posting,
        form="household-visit",
        occurred_on=date(2026, 10, day),
        at=clock.now(),
        household=add_household(
            by=stage.secretary,
            county=stage.code,
            entry=Entry(stage.posting.village_code, f"户主{day}", 3),
            on=OCTOBER,
        ),
        body={"way": "at_home", "topic": "policy", "said": "想修水管"},
    )


def test_a_record_handed_in_after_the_word_waits_for_the_next_one(part_time):
    for day in (12, 13, 14):
        work_note(part_time, day)
    confirm(part_time)
    assert october(part_time).answer == "not_met"

    with time_machine.travel(LATER, tick=False):
        work_note(part_time, 15)
        waiting = october(part_time)
        where = {"county": part_time.code, "township_code": township_of(part_time.posting.village_code)}
        services.reopen_month(
            by=part_time.township, month=OCTOBER, at=clock.now(), because="补交记录", **where
        )
    with time_machine.travel(LATER + timedelta(hours=1), tick=False):
        confirm(part_time)

    assert (waiting.answer, waiting.done, waiting.open) == ("undetermined", 3, 1)
    assert (october(part_time).answer, october(part_time).done) == ("met", 4)
