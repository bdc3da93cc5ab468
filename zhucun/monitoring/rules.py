"""The warning rules of a county's pack, and a figure in words."""

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from zhucun.kernel.money import format_fen
from zhucun.policy.pack.figures_read import FEN, FIGURES_READ, FLAG, ITEM, MONTH, PERCENT, PERSON
from zhucun.policy.queries import pack_of


class Rule(Protocol):
    """A rule as the pack gives it."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def reads(self) -> str: ...
    @property
    def says(self) -> str: ...
    def fits(self, figure: int) -> bool: ...


def rules_of(county: str) -> Sequence[Rule]:
    return tuple(getattr(pack_of(county), "warning_rules", {}).values())


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
