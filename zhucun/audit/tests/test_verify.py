"""`zhucun audit verify`: honest chains pass, and every tampering in the database is found and named."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from zhucun.audit import queries
from zhucun.audit.domain import row_hash
from zhucun.audit.models import AuditEvent, AuditHead
from zhucun.audit.services import System, append

COUNTY = "990001"


@pytest.fixture
def ten_acts(db):
    for number in range(10):
        append(county=COUNTY, act="test.act", by=System(), details={"n": number})


def verify(**options):
    out = StringIO()
    call_command("audit_verify", stdout=out, **options)
    return out.getvalue()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def forge_whole_chain():
    """Everything a forger with the whole database can do: a changed act, new hashes, a new head."""
    previous = ""
    for row in queries.chain_rows(COUNTY, 10):
        row["previous"] = previous
        if row["seq"] == 4:
            row["act"] = "test.forged"
        previous = row_hash(row)
        sql(
            "UPDATE audit_auditevent SET act = %s, previous = %s, hash = %s WHERE county_code = %s AND seq = %s",
            *(row["act"], row["previous"], previous, COUNTY, row["seq"]),
        )
    sql("UPDATE audit_audithead SET hash = %s WHERE county_code = %s", previous, COUNTY)


def cut_end_and_head():
    sql("DELETE FROM audit_auditevent WHERE county_code = %s AND seq > 7", COUNTY)
    last = AuditEvent.objects.in_county(COUNTY).get(seq=7)
    AuditHead.objects.in_county(COUNTY).update(seq=7, hash=last.hash)


def add_line_beyond_the_head():
    last = AuditEvent.objects.in_county(COUNTY).get(seq=10)
    row = next(row for row in queries.chain_rows(COUNTY, 10) if row["seq"] == 10)
    row |= {"seq": 11, "previous": last.hash}
    AuditEvent.objects.create(**{**row, "at": last.at, "hash": row_hash(row)})


IN_PLACE = {
    "an edited act": ("UPDATE audit_auditevent SET act = 'x' WHERE seq = 3", "第 3 条：内容与校验值不符"),
    "an edited time": (
        "UPDATE audit_auditevent SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 3",
        "第 3 条：内容与校验值不符",
    ),
    "edited details": (
        "UPDATE audit_auditevent SET details = '{\"n\": 99}' WHERE seq = 3",
        "第 3 条：内容与校验值不符",
    ),
    "another person": ("UPDATE audit_auditevent SET actor = 'x' WHERE seq = 3", "第 3 条：内容与校验值不符"),
    "a deleted line": ("DELETE FROM audit_auditevent WHERE seq = 3", "第 3 条：序号不连续"),
    "a cut end": ("DELETE FROM audit_auditevent WHERE seq > 7", "第 8 条：链尾与记录不符"),
    "a deleted head": ("DELETE FROM audit_audithead", "第 1 条：链尾与记录不符"),
    "a head moved back": ("UPDATE audit_audithead SET seq = 9", "第 9 条：链尾与记录不符"),
    "a foreign hash": (
        "UPDATE audit_auditevent SET hash = previous WHERE seq = 3",
        "第 3 条：内容与校验值不符",
    ),
    "a replaced link": ("UPDATE audit_auditevent SET previous = '' WHERE seq = 3", "第 3 条：与上一条不衔接"),
}


def test_an_honest_chain_passes(ten_acts):
    assert "10 条，完整" in verify()


def test_an_installation_without_acts_passes(db):
    assert verify() == ""


@pytest.mark.parametrize(("statement", "says"), IN_PLACE.values(), ids=IN_PLACE)
def test_tampering_is_found_and_named(ten_acts, statement, says):
    sql(statement)

    with pytest.raises(CommandError, match=says):
        verify()


def test_a_line_beyond_the_head_is_found(ten_acts):
    add_line_beyond_the_head()

    with pytest.raises(CommandError, match="第 11 条：链尾与记录不符"):
        verify()


def test_swapped_lines_are_found(ten_acts):
    sql("UPDATE audit_auditevent SET seq = 99 WHERE seq = 3")
    sql("UPDATE audit_auditevent SET seq = 3 WHERE seq = 4")
    sql("UPDATE audit_auditevent SET seq = 4 WHERE seq = 99")

    with pytest.raises(CommandError, match="第 3 条：与上一条不衔接"):
        verify()


@pytest.mark.parametrize("forge", [forge_whole_chain, cut_end_and_head])
def test_a_forgery_that_fits_together_is_found_by_its_witness(ten_acts, tmp_path, forge):
    kept = tmp_path / "kept.json"
    verify(keep=kept)

    forge()

    assert "完整" in verify()
    with pytest.raises(CommandError, match="第 10 条：与库外留存的校验值不符"):
        verify(witness=kept)


def test_a_vanished_chain_is_found_by_its_witness(ten_acts, tmp_path):
    kept = tmp_path / "kept.json"
    verify(keep=kept)
    sql("DELETE FROM audit_auditevent")
    sql("DELETE FROM audit_audithead")

    assert verify() == ""
    with pytest.raises(CommandError, match="留存文件中有此链，库中没有"):
        verify(witness=kept)


def test_a_witness_grows_with_the_chain(ten_acts, tmp_path):
    kept = tmp_path / "kept.json"
    verify(keep=kept)
    append(county=COUNTY, act="test.act", by=System())

    verify(witness=kept, keep=kept)

    assert sorted(json.loads(kept.read_text())[COUNTY], key=int) == ["10", "11"]


def test_a_broken_chain_is_not_kept_as_a_witness(ten_acts, tmp_path):
    kept = tmp_path / "kept.json"
    verify(keep=kept)
    before = kept.read_text()
    forge_whole_chain()

    with pytest.raises(CommandError):
        verify(witness=kept, keep=kept)

    assert kept.read_text() == before


def test_lines_written_while_the_chain_is_read_are_no_fault(ten_acts):
    head = queries.head_of(COUNTY)
    append(county=COUNTY, act="test.act", by=System())

    assert queries.first_break_of(head, {}) is None
