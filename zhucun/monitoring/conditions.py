"""What has to be so before a risk counts as over: each condition met, not met or not known, with the figure behind it.

This shows what the register says; whether it is enough, the steps of the removal case decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.kernel.money import format_fen
from zhucun.monitoring import known
from zhucun.monitoring.facts import facts_of
from zhucun.monitoring.queries import LINE
from zhucun.policy.pack import Pack

REMOVAL_MONTHS = "removal_months"
YUAN, FEN_PER_YUAN = "yuan", 100


class Rests(StrEnum):
    """What a figure rests on: where it is entered or counted."""

    SHEET = "sheet"
    LINE = LINE
    HOUSEHOLD = "household"
    MEMBERS = "members"
    CASE = "case"
    MEASURES = "measures"
    MONTHS = REMOVAL_MONTHS


@dataclass(frozen=True, slots=True)
class Condition:
    """`met` is None when it is not known."""

    title: Any
    met: bool | None
    says: str
    rests: Rests


def line_on(pack: Pack, on: date) -> int | None:
    """The line of the province, fen per head and year; None when nobody has set one that holds."""
    value = pack.values.get(LINE)
    found = number_on(pack, LINE, on)
    if value is None or found is None:
        return None
    return found * FEN_PER_YUAN if value.unit == YUAN else found


def number_on(pack: Pack, key: str, on: date) -> int | None:
    """A number of the pack as it holds on a day."""
    value = pack.values.get(key)
    found = value.on(on).found if value else None
    return found.value if found else None


def conditions_of(pack: Pack, household: UUID, on: date) -> list[Condition]:
    """Every condition of removal for one household, in the order in which they are asked."""
    one, county = frozenset({household}), pack.county_code
    facts = facts_of(county, on, one).get(household)
    guarantees = [
        _guarantee(title, getattr(facts, name) if facts else None, rests)
        for name, (title, rests) in _guarantees().items()
    ]
    return [
        _income(known.income(county, one, on).get(household), line_on(pack, on)),
        *guarantees,
        _labour(known.no_labour(county, one, on).get(household)),
        _measure(known.measures_done(county, one, on).get(household, 0)),
        _months(known.months_monitored(county, one, on).get(household), number_on(pack, REMOVAL_MONTHS, on)),
    ]


def _guarantees() -> Mapping[str, tuple[str, Rests]]:
    return {
        "unsafe_housing": (_("住房安全"), Rests.HOUSEHOLD),
        "unsafe_water": (_("饮水安全"), Rests.HOUSEHOLD),
        "dropped_out": (_("没有失学辍学"), Rests.MEMBERS),
        "uninsured": (_("都参加了医疗保险"), Rests.MEMBERS),
    }


def _income(per_head: int | None, line: int | None) -> Condition:
    title = _("人均纯收入达到监测范围以上")
    if per_head is None:
        return Condition(title, None, _("还没有收支表"), Rests.SHEET)
    said = _("人均 %(fen)s 元") % {"fen": format_fen(per_head)}
    if line is None:
        return Condition(title, None, _("%(said)s；今年的监测收入线还没有设定") % {"said": said}, Rests.LINE)
    told = _("%(said)s，监测收入线 %(line)s 元") % {"said": said, "line": format_fen(line)}
    return Condition(title, per_head >= line, told, Rests.SHEET)


def _guarantee(title: str, failing: int | None, rests: Rests) -> Condition:
    if failing is None:
        return Condition(title, None, _("登记不全，还不知道"), rests)
    return Condition(
        title, failing == 0, _("没有问题") if not failing else _("%(n)s 处有问题") % {"n": failing}, rests
    )


def _labour(no_labour: int | None) -> Condition:
    title = _("家里有人能劳动")
    if no_labour is None:
        return Condition(title, None, _("现在不是监测户"), Rests.CASE)
    said = _("整户没有劳动能力的由保障政策兜底，暂不消除") if no_labour else _("识别时有劳动能力")
    return Condition(title, not no_labour, said, Rests.CASE)


def _measure(done: int) -> Condition:
    return Condition(_("至少落实一项帮扶措施"), done > 0, _("已落实 %(n)s 项") % {"n": done}, Rests.MEASURES)


def _months(months: int | None, least: int | None) -> Condition:
    """Nobody is identified and removed within the same few weeks."""
    if least is None:
        return Condition(_("识别以后已经稳定一段时间"), None, _("要满几个月还没有设定"), Rests.MONTHS)
    title = _("识别以后满 %(n)s 个月") % {"n": least}
    if months is None:
        return Condition(title, None, _("现在不是监测户"), Rests.CASE)
    return Condition(title, months >= least, _("满 %(n)s 个月") % {"n": months}, Rests.CASE)
