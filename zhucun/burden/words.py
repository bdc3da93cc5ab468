"""Values, costs and the ready reply in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhucun.burden.choices import FieldKind
from zhucun.burden.domain import Cost, Field
from zhucun.policy.choices import Seen
from zhucun.policy.queries import pack_of

RULE = "gbh-2026-12#forms"


def value_said(field: Field, values: dict[str, Any]) -> str:
    """A value as a reader is told it; what was emptied when its term was over is said to be gone."""
    if field.key not in values:
        return _("保存期满，已清空")
    value = values[field.key]
    if value is None:
        return _("不清楚或没有")
    if field.kind == FieldKind.YES_NO:
        return _("是") if value else _("否")
    return str(value)


def cost_said(cost: Cost) -> str:
    """The sum as a sentence."""
    return _(
        "%(villages)s 个村，每村填 %(times)s 次，每次 %(people)s 人、%(minutes)s 分钟："
        "一共 %(total)s 人·分钟，约 %(hours)s 人·小时。"
    ) % {
        "villages": cost.villages,
        "times": cost.times,
        "people": cost.people,
        "minutes": cost.minutes,
        "total": cost.total,
        "hours": f"{cost.hours:g}",
    }


def rule_of(county: str) -> dict[str, str] | None:
    """The article a village may point to, with how far it was checked; nothing where the pack does not hold it."""
    cited = pack_of(county).cite(RULE)
    if cited is None:
        return None
    seen = dict(Seen.choices).get(cited.source.seen, "")
    return {
        "title": cited.source.title,
        "number": cited.source.number or "",
        "text": cited.text,
        "seen": str(seen),
    }


def reply_to(title: str, village: str, asked_on: date, county: str) -> str:
    """What a village may send back: polite, whole, and blaming nobody."""
    rule = rule_of(county)
    basis = ""
    if rule:
        told = {"number": rule["number"], "title": rule["title"], "text": _bare(rule["text"])}
        basis = _("依据：%(number)s《%(title)s》禁止政务应用程序“%(text)s”。") % told
    said = _("您好！%(day)s收到的“%(title)s”，在本县的填报登记里没有编号，%(village)s先不填报。") % {
        "day": asked_on.strftime("%Y-%m-%d"),
        "title": title,
        "village": village,
    }
    way = _(
        "确需填报的，请报县里登记，写明依据、期限和负责单位；批准后我们按编号填报，系统里已有的数不用再报。"
    )
    return f"{said}{basis}{way}"


def _bare(text: str) -> str:
    """Without the number that an item has in its paper."""
    return text.partition("）")[2] if text.startswith("（") else text
