"""The warning rules of a county's pack, and a figure in words."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from zhucun.kernel.money import format_fen
from zhucun.policy.pack.figures_read import FEN, FIGURES_READ, FLAG, ITEM, MONTH, PERCENT, PERSON
from zhucun.policy.pack.warning_model import RuleOn
from zhucun.policy.pack.warning_rules import rules_on
from zhucun.policy.queries import pack_of


def rules_of(county: str, on: date) -> Sequence[RuleOn]:
    """As they stand on a day; one whose limit nobody has set for that day is left out."""
    return rules_on(pack_of(county), on)


def said_figure(name: str, figure: int) -> str:
    """A figure with its unit: money in yuan."""
    words = {
        FEN: _("%(n)s 元") % {"n": format_fen(figure)},
        PERSON: _("%(n)s 人") % {"n": figure},
        MONTH: _("%(n)s 个月") % {"n": figure},
        PERCENT: _("%(n)s%%") % {"n": figure},
        FLAG: _("是") if figure else _("否"),
        ITEM: _("%(n)s 处") % {"n": figure},
    }
    return words.get(FIGURES_READ[name].unit, str(figure))
