"""What is wrong with a file: errors all of them, notices of one kind up to a number, and how many more there are."""

import pytest

from zhucun.households.importing import rows
from zhucun.households.importing.rows import Findings, Place


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(rows, "MOST_NOTICES", 3)


def test_what_is_cut_short_says_how_many_more_there_are_of_its_kind():
    findings = Findings()
    findings.know("户", [("phone", 5, "电话")])

    for row in range(2, 9):
        findings.notice(Place("户", row), "phone", "phone", "电话不是 11 位。")
        findings.error(Place("户", row), "phone", "missing", "没有填。")
    findings.notice(Place("户", 2), "phone", "other", "请核对。")

    told = findings.all()
    assert [one.row for one in told if one.code == "phone"] == [2, 3, 4]
    assert len([one for one in told if one.code == "missing"]) == 7
    more = [one for one in told if one.code == "phone.more"]
    assert [(one.row, one.sentence) for one in more] == [
        (0, "同一种提示只列出前 3 处，还有 4 处没有列出，例如：电话不是 11 位。")
    ]
    assert findings.notices == 8


def test_nothing_is_said_of_more_where_all_are_listed():
    findings = Findings()

    for row in (2, 3, 4):
        findings.notice(Place("户", row), "phone", "phone", "电话不是 11 位。")

    assert [one.code for one in findings.all()] == ["phone"] * 3
    assert findings.notices == 3
