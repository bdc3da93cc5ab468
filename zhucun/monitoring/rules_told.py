"""The warning rules of a county for whoever works with them: what each says, on what ground, and what came of its leads.

A rule whose leads are mostly set aside helps nobody: this shows it, and says nothing about those who answered them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from django.utils.translation import gettext as _

from zhucun.monitoring.choices import LeadState
from zhucun.monitoring.queries import OPEN_LEADS
from zhucun.monitoring.rules import said_figure
from zhucun.policy.pack import Citation, Pack
from zhucun.policy.pack.figures_read import FIGURES_READ, FLAG
from zhucun.policy.pack.warning_model import Limit, RuleOn, WarningRule
from zhucun.policy.pack.warning_rules import rules_on


@dataclass(frozen=True, slots=True)
class RuleTold:
    """`limit` is empty where the figure itself is a yes; `asked` is false while a number it needs is not set."""

    id: str
    title: str
    says: str
    figure: str
    limit: str
    asked: bool
    risk: str
    citation: Citation | None
    raised: int
    waiting: int
    set_aside: int
    taken_in: int


def rules_told(pack: Pack, on: date, leads: Mapping[str, Counter[str]]) -> list[RuleTold]:
    """The rules of the pack, those with the most leads first; then rules that are no more but have raised some."""
    standing = {rule.id: rule for rule in rules_on(pack, on)}
    told = [
        _told(pack, rule, standing.get(id), leads.get(id, Counter()))
        for id, rule in pack.warning_rules.items()
    ]
    return sorted(told, key=lambda one: -one.raised)


def gone(pack: Pack, leads: Mapping[str, Counter[str]]) -> int:
    """How many leads came from rules that the pack has no more."""
    return sum(count.total() for id, count in leads.items() if id not in pack.warning_rules)


def _told(pack: Pack, rule: WarningRule, standing: RuleOn | None, leads: Counter[str]) -> RuleTold:
    return RuleTold(
        id=rule.id,
        title=rule.title,
        says=rule.says,
        figure=FIGURES_READ[rule.reads].title,
        limit=limit_said(standing) if standing else "",
        asked=standing is not None,
        risk=pack.term("poverty_risk", rule.risk),
        citation=pack.cite(rule.source),
        raised=leads.total(),
        waiting=sum(leads[state] for state in OPEN_LEADS),
        set_aside=leads[LeadState.DISMISSED],
        taken_in=leads[LeadState.TAKEN_IN],
    )


def limit_said(rule: RuleOn) -> str:
    """From where on the rule asks for a look, with its unit; figures are whole, so the limit is the last that fits."""
    if FIGURES_READ[rule.reads].unit == FLAG:
        return ""
    whole = ceil(rule.limit) if rule.rule.way is Limit.AT_LEAST else floor(rule.limit)
    words = {
        Limit.AT_LEAST: _("达到 %(figure)s 就提示"),
        Limit.AT_MOST: _("不超过 %(figure)s 就提示"),
        Limit.IS: _("正好是 %(figure)s 就提示"),
    }
    return words[rule.rule.way] % {"figure": said_figure(rule.reads, whole)}
