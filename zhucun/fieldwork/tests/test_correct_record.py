from datetime import date, timedelta

import pytest

from zhucun.audit.models import AuditEvent
from zhucun.fieldwork import refusals
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.queries import versions_of
from zhucun.fieldwork.services import correct_record, void_record
from zhucun.fieldwork.tests.builders import AT, TODAY, VISIT, visit
from zhucun.policy import registry

LATER = AT + timedelta(hours=1)
BETTER = {**VISIT, "said": "水管已修好。"}


def correct(cast, record, **other):
    given = {
        "by": cast.first_secretary,
        "record": record,
        "occurred_on": record.occurred_on,
        "household": record.household,
        "body": BETTER,
        "because": "写错了",
        "at": LATER,
    }
    return correct_record(**{**given, **other})


def test_a_correction_is_a_new_version_and_the_old_one_stays(cast):
    record = visit(cast)

    fresh = correct(cast, record)

    old = WorkRecord.objects.in_county(cast.home.code).get(id=record.id)
    assert (old.is_current, old.body) == (False, VISIT)
    assert (fresh.is_current, fresh.body, fresh.supersedes_id) == (True, BETTER, record.id)
    assert (fresh.because, fresh.recorded_by_id, fresh.received_at) == (
        "写错了",
        cast.first_secretary.id,
        LATER,
    )


def test_every_version_is_found_from_any_of_them(cast):
    first = visit(cast)
    second = correct(cast, first)
    third = correct(cast, second, body=VISIT, at=LATER + timedelta(hours=1))

    for version in (first, second, third):
        assert [one.id for one in versions_of(version)] == [third.id, second.id, first.id]


def test_both_days_are_counted_anew_when_the_day_was_wrong(cast, monkeypatch):
    record, told = visit(cast), []
    monkeypatch.setitem(registry._refreshers, "test", lambda *about, at: told.append(about))

    correct(cast, record, occurred_on=date(2026, 11, 10))

    assert [about[1] for about in told] == [date(2026, 11, 10), TODAY]


def test_the_trail_holds_the_reason_of_a_correction(cast):
    record = correct(cast, visit(cast))

    line = AuditEvent.objects.in_county(cast.home.code).get(act="fieldwork.record_corrected")
    assert (line.subject_id, line.details["because"]) == (record.id, "写错了")
    assert line.details["was_on"] == "2026-11-18"


def test_a_version_that_has_been_superseded_cannot_be_corrected_again(cast):
    record = visit(cast)
    stale = WorkRecord.objects.in_county(cast.home.code).get(id=record.id)
    correct(cast, record)

    with pytest.raises(refusals.RecordIsHistory) as refused:
        correct(cast, stale, body={**VISIT, "said": "两个人同时改"})

    assert refused.value.advice == "请打开现行的一版再改。"
    assert WorkRecord.objects.in_county(cast.home.code).count() == 2


def test_a_correction_without_reason_or_without_change_is_refused(cast):
    record = visit(cast)

    with pytest.raises(refusals.ReasonMissing):
        correct(cast, record, because=" ")
    with pytest.raises(refusals.NothingCorrected):
        correct(cast, record, body=VISIT)

    assert WorkRecord.objects.in_county(cast.home.code).get().is_current


def test_a_correction_is_held_against_the_same_rules_as_a_record(cast):
    record = visit(cast)

    with pytest.raises(refusals.DayAhead):
        correct(cast, record, occurred_on=TODAY + timedelta(days=1))
    with pytest.raises(refusals.RecordIncomplete):
        correct(cast, record, body={})
    with pytest.raises(refusals.HouseholdMissing):
        correct(cast, record, household=None)


@pytest.mark.parametrize("who", ["team_member", "county_officer", "outsider"])
def test_only_those_who_may_write_under_the_posting_correct_or_void(cast, who):
    record, other = visit(cast), getattr(cast, who)

    with pytest.raises(refusals.NotYourPosting):
        correct(cast, record, by=other)
    with pytest.raises(refusals.NotYourPosting):
        void_record(by=other, record=record, because="不是我的", at=LATER)


def test_a_void_is_a_last_version_with_its_reason_and_counts_no_more(cast):
    record = visit(cast)

    gone = void_record(by=cast.first_secretary, record=record, because="记错了人家", at=LATER)

    assert (gone.voided, gone.is_current, gone.because) == (True, True, "记错了人家")
    assert gone.body == VISIT
    assert [one.id for one in versions_of(record)] == [gone.id, record.id]
    assert not registry.village_days(cast.home.code, TODAY, TODAY, [cast.posting.id])
    assert AuditEvent.objects.in_county(cast.home.code).filter(act="fieldwork.record_voided").count() == 1


def test_what_was_taken_back_stays_taken_back(cast):
    gone = void_record(by=cast.first_secretary, record=visit(cast), because="记错了", at=LATER)

    with pytest.raises(refusals.RecordIsHistory):
        void_record(by=cast.first_secretary, record=gone, because="再撤一次", at=LATER)
    with pytest.raises(refusals.RecordIsHistory):
        correct(cast, gone)


def test_a_void_needs_a_reason(cast):
    record = visit(cast)

    with pytest.raises(refusals.ReasonMissing):
        void_record(by=cast.first_secretary, record=record, because="", at=LATER)
