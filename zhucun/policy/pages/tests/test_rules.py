"""The rules on a day: found by words, and what changes next."""

from dataclasses import replace
from datetime import date

import pytest

from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.duty import Amount
from zhucun.policy.pack import load_pack
from zhucun.policy.pages.rules import found_by, rule_on, rules_on

JIANGLE, RULE = "350428", "onsite-days"
NOW = date(2026, 11, 18)


@pytest.mark.parametrize("words", ["驻村", "B17", "任职动员会", "第一书记 22", "onsite"])
def test_a_rule_is_found_by_title_mechanism_paper_and_people(words):
    pack = load_pack(JIANGLE)

    assert RULE in [rule.duty.id for rule in found_by(pack, rules_on(pack, NOW), words)]


def test_what_changes_next_is_told_and_what_ends_is_told_too():
    pack = load_pack(JIANGLE)
    held = pack.duties[RULE]
    values: list[DatedValue[Amount]] = [
        DatedValue(22, date(2021, 8, 1), "B#onsite-days"),
        DatedValue(20, date(2027, 1, 1), "B#onsite-days", until=date(2027, 6, 30)),
    ]
    changed = replace(held, threshold=Dated(values))

    days = (NOW, date(2027, 3, 1), date(2027, 7, 1))
    found = [rule_on(pack, changed, day).change for day in days]
    assert [one and one.value for one in found] == ["不少于 20 天", "已停止执行", None]
