"""What a flow may know of the household it is about: the closed list of numbers that features keep.

Conditions and terms of a flow about a household use these names beside its own fields and the pack's values. A number
that is not known fits nothing. Whoever keeps one offers it under the same name (zhucun/cases/numbers.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubjectNumber:
    """`unit` is what the whole number counts; `about` are the subjects that have it."""

    title: str
    unit: str
    about: frozenset[str] = frozenset({"household"})


SUBJECT_NUMBERS: Mapping[str, SubjectNumber] = {
    "household_income": SubjectNumber("现在这份收支表上的人均纯收入", "fen"),
    "household_people": SubjectNumber("家庭人口", "person"),
    "guarantees_failing": SubjectNumber("住房、饮水、义务教育、医疗保险没有保障的有几处", "item"),
    "measures_done": SubjectNumber("已落实的帮扶措施", "item"),
    "measures_open": SubjectNumber("还没有落实的帮扶措施", "item"),
    "months_monitored": SubjectNumber("从识别到现在满几个月", "month"),
    "monitored": SubjectNumber("现在是监测户的为 1，不是的为 0", "flag"),
    "no_labour": SubjectNumber("整户没有劳动能力的为 1，其他为 0", "flag"),
}


def names_for(about: str) -> frozenset[str]:
    """The numbers that a flow about something may use."""
    return frozenset(name for name, number in SUBJECT_NUMBERS.items() if about in number.about)
