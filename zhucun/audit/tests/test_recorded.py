"""One act, one line, one transaction."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from zhucun.audit import acts, queries
from zhucun.audit.models import NO_COUNTY, AuditEvent
from zhucun.audit.services import System, append, note, recorded
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.places.models import Unit

BY = System("测试")


@recorded("test.unit_added", "登记单位")
def add_unit(*, by, county, name, because="", on=None):
    note(kind="organ", ids=[1, 2])
    return Unit.objects.create(county_code=county, name=name, kind="organ")


@recorded("test.unit_renamed")
def rename_unit(*, by, unit, name):
    unit.name = name
    unit.save()
    return unit


@recorded("test.refused")
def refuse(*, by, county):
    add_unit(by=by, county=county, name="不会留下的单位")
    raise Refusal


@recorded("test.two_acts")
def two_acts(*, by, county):
    note(outer=True)
    add_unit(by=by, county=county, name="青山县教育局")
    try:
        refuse(by=by, county=county)
    except Refusal:
        note(refused=1)


@recorded("test.of_the_installation")
def install(*, by):
    return None


def trail(county="990001"):
    return list(reversed(queries.latest_events(county)))


def test_an_act_leaves_one_line(db):
    unit = add_unit(by=BY, county="990001", name="青山县教育局", because="机构改革", on=date(2026, 3, 1))

    (line,) = trail()
    assert (line.act, line.actor, line.actor_id) == ("test.unit_added", "测试", None)
    assert (line.subject_kind, line.subject_id) == ("places.unit", unit.pk)
    assert line.details == {"because": "机构改革", "on": "2026-03-01", "kind": "organ", "ids": [1, 2]}


def test_the_county_of_an_act_is_found_in_what_it_is_about(db):
    unit = Unit.objects.create(county_code="990001", name="青山县教育局", kind="organ")

    rename_unit(by=BY, unit=unit, name="青山县教育和体育局")

    assert [line.act for line in trail()] == ["test.unit_renamed"]


def test_an_act_without_a_county_is_the_installation_s(db):
    install(by=BY)

    assert [line.act for line in trail(NO_COUNTY)] == ["test.of_the_installation"]


def test_a_refused_act_leaves_neither_rows_nor_lines(db):
    with pytest.raises(Refusal):
        refuse(by=BY, county="990001")

    assert trail() == []
    assert not Unit.objects.in_county("990001").exists()


def test_acts_within_an_act_have_lines_of_their_own(db):
    two_acts(by=BY, county="990001")

    assert [(line.act, line.details) for line in trail()] == [
        ("test.unit_added", {"kind": "organ", "ids": [1, 2]}),
        ("test.two_acts", {"outer": True, "refused": 1}),
    ]
    assert Unit.objects.in_county("990001").count() == 1


def test_a_line_falls_with_the_transaction_around_it(db):
    with pytest.raises(Refusal), transaction.atomic():
        add_unit(by=BY, county="990001", name="青山县教育局")
        raise Refusal

    assert trail() == []
    assert queries.head_of("990001").seq == 0


def test_a_note_outside_an_act_goes_nowhere(db):
    note(lost=True)
    add_unit(by=BY, county="990001", name="青山县教育局")

    assert "lost" not in trail()[0].details


def test_details_are_read_back_as_they_were_hashed(db):
    details = {"share": 0.1, "at": clock.now(), "days": {date(2026, 3, 1)}, "more": (1, None, {7: 10**20})}

    append(county="990001", act="test.plain", by=BY, details=details)

    assert trail()[0].details["share"] == "0.1"
    assert queries.first_break_of(queries.head_of("990001"), {}) is None


def test_a_line_is_never_changed_or_deleted(db):
    line = append(county="990001", act="test.kept", by=BY)

    for forbidden in (
        line.save,
        line.delete,
        AuditEvent.objects.in_county("990001").delete,
        lambda: AuditEvent.objects.in_county("990001").update(act="x"),
        lambda: AuditEvent.objects.in_county("990001").bulk_update([line], ["act"]),
    ):
        with pytest.raises(TypeError):
            forbidden()


def test_chains_of_counties_are_apart(db):
    for county in ("990001", "990002", "990001"):
        append(county=county, act="test.kept", by=BY)

    assert [line.seq for line in trail("990001")] == [1, 2]
    assert [line.seq for line in trail("990002")] == [1]


def test_an_act_has_a_name_on_screen():
    assert acts.name_of("test.unit_added") == "登记单位"
    assert acts.name_of("test.unheard_of") == "test.unheard_of"
    assert acts.names()["test.unit_added"] == "登记单位"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite queues whole transactions")
def test_an_act_takes_its_place_before_it_reads(db):
    append(county="990001", act="test.first", by=BY)

    with CaptureQueriesContext(
        connection,
    ) as ran:
        add_unit(by=BY, county="990001", name="青山县教育局")

    first = next(query["sql"] for query in ran if query["sql"].startswith("SELECT"))
    assert "audit_audithead" in first and "FOR UPDATE" in first
