from datetime import timedelta

import pytest

from zhucun.audit.models import AuditEvent
from zhucun.fieldwork import refusals
from zhucun.fieldwork.drafts import Draft
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import write_records_in_bulk
from zhucun.fieldwork.tests.builders import AT, NOTE, TODAY
from zhucun.kernel.guard import watching
from zhucun.policy import registry

A_HANDFUL = 6  # the rows, and a line in the chain


def drafts(cast, count):
    return [
        Draft(posting=cast.posting, form="work-note", occurred_on=TODAY - timedelta(days=day), body=NOTE)
        for day in range(count)
    ]


def test_an_import_is_one_line_in_the_trail_with_its_counts(cast):
    kept = write_records_in_bulk(by=cast.county_officer, county=cast.home.code, drafts=drafts(cast, 5), at=AT)

    line = AuditEvent.objects.in_county(cast.home.code).get(act="fieldwork.records_imported")
    assert kept == WorkRecord.objects.in_county(cast.home.code).count() == 5
    assert line.details == {
        "records": 5,
        "postings": 1,
        "first_day": "2026-11-14",
        "last_day": "2026-11-18",
    }


def test_an_import_tells_once_whose_days_changed(cast, monkeypatch):
    told = []
    monkeypatch.setitem(registry._refreshers, "test", lambda *about, at: told.append(about))

    write_records_in_bulk(by=cast.county_officer, county=cast.home.code, drafts=drafts(cast, 5), at=AT)

    assert told == [(cast.home.code, TODAY - timedelta(days=4), TODAY, [cast.posting.id])]


def test_an_import_costs_the_same_statements_for_five_and_for_forty(cast, monkeypatch):
    monkeypatch.setattr(registry, "_refreshers", {})
    monkeypatch.setattr(registry, "_deciders", {})
    costs = []
    for count in (1, 5, 40):
        with watching() as watch:
            write_records_in_bulk(
                by=cast.county_officer, county=cast.home.code, drafts=drafts(cast, count), at=AT
            )
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[1] == costs[2] <= A_HANDFUL


def test_one_wrong_record_keeps_the_whole_import_out(cast):
    wrong = Draft(posting=cast.posting, form="work-note", occurred_on=TODAY, body={})

    with pytest.raises(refusals.RecordIncomplete):
        write_records_in_bulk(
            by=cast.county_officer, county=cast.home.code, drafts=[*drafts(cast, 2), wrong], at=AT
        )

    assert not WorkRecord.objects.in_county(cast.home.code).exists()


def test_records_of_somebody_else_keep_their_writer(cast):
    own = [
        Draft(
            posting=cast.posting,
            form="work-note",
            occurred_on=TODAY,
            body=NOTE,
            recorded_by_id=cast.first_secretary.id,
        )
    ]

    write_records_in_bulk(by=cast.county_officer, county=cast.home.code, drafts=own, at=AT)

    assert WorkRecord.objects.in_county(cast.home.code).get().recorded_by_id == cast.first_secretary.id


def test_an_empty_import_is_nothing(cast):
    assert write_records_in_bulk(by=cast.county_officer, county=cast.home.code, drafts=[], at=AT) == 0
