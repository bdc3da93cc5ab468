"""A kind of personal data as the rest of the product sees it: what it is for, how long it is kept, what then happens.

The term is one of the pack's values, in months, so that a county changes it only as its `may_be` allows.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS_OF_YEAR = 12
TERM_UNIT = "month"

# What a term counts from: the closed list of events that features can tell the day of.
EVENTS: Mapping[str, str] = {
    "person_left": "去世，或者离开最后一户",
    "household_ended": "全户迁出、并入别户或者没有人了",
    "pairing_ended": "结对结束",
    "access_ended": "批准到期",
    "lead_closed": "线索答复",
    "held_settled": "处理",
    "sheet_superseded": "有了新的收支表",
    "risk_removed": "风险消除",
    "visit_made": "记录所说的那一天",
    "case_ended": "办结、不予办理或者撤回",
    "presence_over": "登记所说的最后一天",
    "reminded": "提醒的那一天",
    "answer_given": "填报",
    "refusal_settled": "县里处理",
}
# What allows it to be held at all (个人信息保护法第十三条).
BASES: Mapping[str, str] = {
    "duty": "履行法定职责或者法定义务所必需",
    "staff": "依法实施人力资源管理所必需",
    "law": "法律、行政法规规定的其他情形",
    "consent": "本人同意",
}


class Then(StrEnum):
    DELETE = "delete"
    STRIP = "strip"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class RetentionKind:
    """`after` is an event and `term` a value's key; both are empty where the kind is kept for good."""

    id: str
    title: str
    holds: tuple[str, ...]
    what: str
    purpose: str
    basis: str
    source: str
    after: str
    term: str
    then: Then
    note: str


@dataclass(frozen=True, slots=True)
class RetentionCase:
    """An example beside the table."""

    file: str
    line: int
    mechanisms: tuple[str, ...]
    says: str
    kind: str
    happened: date
    on: date
    due: bool


def last_day_due(on: date, months: int) -> date:
    """What happened on this day or before is due on `on`: never a day too early where months differ in length."""
    year, month = divmod(on.year * MONTHS_OF_YEAR + on.month - 1 - months, MONTHS_OF_YEAR)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
