"""The month as people look at it: rows of the matrix, totals, townships. No database, no markup but ribbons."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhucun.dispatch.choices import Role
from zhucun.engine.verdict import Answer, Reason
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.ribbon import ribbon

LEGEND = "prxtolaqn.f-"  # the order in which a legend names the kinds of day

# Status by shape as well as colour; the words are looked up once a page, not once a row.
MARKS: dict[str, tuple[str, str]] = {
    Answer.MET: ("●", gettext_noop("达标")),
    Answer.NOT_MET: ("▲", gettext_noop("未达标")),
    Answer.NOT_APPLICABLE: ("–", gettext_noop("不适用")),
    Answer.UNDETERMINED: ("?", gettext_noop("待定")),
}


@dataclass(frozen=True)
class Township:
    """One township's line above the matrix."""

    code: str
    name: str
    people: int
    counts: Counter[str]
    confirmed: bool

    @property
    def short(self) -> int:
        return self.counts[Answer.NOT_MET]

    @property
    def undetermined(self) -> int:
        return self.counts[Answer.UNDETERMINED]


def townships(
    totals: Mapping[str, Counter[str]], names: Mapping[str, str], confirmed: Iterable[str]
) -> list[Township]:
    """The townships that have people in a month, in the order of their codes."""
    done = frozenset(confirmed)
    return [
        Township(code, names.get(code, code), counts.total(), counts, code in done)
        for code, counts in sorted(totals.items())
    ]


def sum_of(totals: Mapping[str, Counter[str]]) -> Counter[str]:
    return sum(totals.values(), Counter())


def present(rows: Iterable[dict[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of the matrix with village, role, ribbon and the words of their answer."""
    roles = {role.value: str(role.label) for role in Role}
    words = {answer: _(word) for answer, (_mark, word) in MARKS.items()}
    return [
        {
            **row,
            "village": names.get(row["village_code"], row["village_code"]),
            "role": roles.get(row["role"], row["role"]),
            "ribbon": ribbon(row["days"]),
            "mark": MARKS[row["answer"]][0],
            "word": chip_text(row["answer"], row["reason"], row["done"], row["target"], row["open"])
            or words[row["answer"]],
            "counted": counted(row["done"], row["open"]),
        }
        for row in rows
    ]


def open_townships(rows: list[dict[str, Any]], names: Mapping[str, str]) -> None:
    """Mark the first row of each township with its name: rows come in the order of village codes."""
    before = ""
    for row in rows:
        code = township_of(row["village_code"])
        if code != before:
            row["opens"], before = names.get(code, code), code


def legend_of(months: Iterable[str]) -> str:
    """The kinds of day that occur, so that a legend explains what is there and nothing else."""
    found = set().union(*months)
    return "".join(code for code in LEGEND if code in found)


def counted(done: int, open_: int) -> str:
    """Days in the village; a range while some are under question."""
    return f"{done}–{done + open_}" if open_ else str(done)


def chip_text(answer: str, reason: str, done: int, target: int | None, open_: int) -> str:
    """What a status chip adds to its shape and word: how much is missing, or why nothing can be said yet."""
    if answer == Answer.NOT_MET and target:
        return _("差 %(days)s 天") % {"days": target - done}
    if answer == Answer.UNDETERMINED:
        return _waiting(reason, open_)
    return ""


def _waiting(reason: str, open_: int) -> str:
    match reason:
        case Reason.UNDER_REVIEW:
            return _("待核 %(days)s 天") % {"days": open_}
        case Reason.PERIOD_RUNNING | Reason.OUT_OF_REACH_UNCONFIRMED:
            return _("进行中")
        case Reason.UNCONFIRMED | Reason.NOTHING_RECORDED:
            return _("待确认")
        case _:
            return ""


def days_in(month: date, days: str) -> list[tuple[date, str]]:
    """Each date of a month with its code."""
    return [(month.replace(day=at), code) for at, code in enumerate(days, start=1)]
