"""A duty of any form in plain words, and an example's facts."""

from datetime import date

import pytest

from zhucun.engine.due import DayRule, RuleKind
from zhucun.policy.pack import Pack, load_pack, packed_counties
from zhucun.policy.pages import sentence
from zhucun.policy.pages.rule import told
from zhucun.policy.pages.sentence import day_words
from zhucun.policy.pages.told_facts import given_in_words

NOW = date(2026, 11, 18)
CODE = "_"  # a code that nobody has put into words still has its underline


def packs() -> list[Pack]:
    return [load_pack(county) for county in packed_counties()]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (DayRule(kind=RuleKind.MONTH_DAY, n=10), "每月 10 日"),
        (DayRule(kind=RuleKind.MONTH_DAY, n=-1), "每月最后一天"),
        (DayRule(kind=RuleKind.WORKDAY, n=1), "每月第 1 个工作日"),
        (DayRule(kind=RuleKind.WORKDAY, n=-2), "每月倒数第 2 个工作日"),
        (DayRule(kind=RuleKind.WEEKDAY, n=5), "每逢星期五"),
        (DayRule(kind=RuleKind.YEAR_DAY, on=date(2026, 2, 28)), "每年 2月28日"),
        (DayRule(kind=RuleKind.AFTER, n=10, after="posting_start", workdays=True), "到任后 10 个工作日内"),
        (DayRule(kind=RuleKind.MONTH_DAY, n=5, months=frozenset({3, 9})), "3、9 月的每月 5 日"),
    ],
)
def test_a_due_day_is_told_as_people_say_it(rule, said):
    assert day_words(rule) == said


def test_every_rule_of_every_pack_is_one_sentence_without_a_code():
    for pack in packs():
        for duty in pack.duties.values():
            for value in duty.threshold.values:
                said = sentence.demand(pack, duty, value.value, value.since)
                assert said.endswith("。")
                assert CODE not in said, said


def test_every_rule_says_whom_it_is_for_and_what_silence_means():
    for pack in packs():
        for duty in pack.duties.values():
            labels = [part.label for part in sentence.parts(pack, duty)]
            assert labels[:2] == ["谁", "多久一次"]
            assert "没有记录时" in labels


def test_the_facts_of_every_example_are_told():
    silent = [
        f"{case.file}:{case.line}"
        for pack in packs()
        for case in pack.cases
        if {"done", "members", "acts", "states", "row"} & case.given.keys()
        and not list(given_in_words(pack, pack.duties[case.duty], case.given))
    ]

    assert not silent


def test_each_rule_s_page_cites_its_papers_and_who_set_it():
    for pack in packs():
        for duty in pack.duties.values():
            page = told(pack, duty, NOW)
            assert page["sources"], duty.id
            assert page["setting"].by, duty.id
