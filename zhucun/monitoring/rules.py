"""The warning rules of a county as they stand on a day, and what a lead of theirs says."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from zhucun.kernel.money import format_fen
from zhucun.policy.pack.figures_read import FEN, FIGURES_READ, FLAG, ITEM, MONTH, PERCENT, PERSON
from zhucun.policy.pack.warning_model import RuleOn
from zhucun.policy.pack.warning_rules import rules_on
from zhucun.policy.queries import pack_of


def rules_of(county: str, on: date) -> Sequence[RuleOn]:
    return rules_on(pack_of(county), on)


def said(rule: RuleOn, figure: int) -> str:
    """The rule, what it asks for, and the figure it saw; a flag is told by the rule itself."""
    words = {"title": rule.title, "says": rule.says, "figure": said_figure(rule.reads, figure)}
    if FIGURES_READ[rule.reads].unit == FLAG:
        return _("%(title)s：%(says)s") % words
    return _("%(title)s（%(figure)s）：%(says)s") % words


def said_figure(name: str, figure: int) -> str:
    """A figure with its unit: money in yuan."""
    number = {"n": format_fen(figure) if FIGURES_READ[name].unit == FEN else figure}
    words = {
        FEN: _("%(n)s 元"),
        PERSON: _("%(n)s 人"),
        MONTH: _("%(n)s 个月"),
        PERCENT: _("%(n)s%%"),
        ITEM: _("%(n)s 处"),
    }
    return words.get(FIGURES_READ[name].unit, "%(n)s") % number
