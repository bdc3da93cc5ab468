"""What stands in a ledger's cell, and how it is made harmless.

A text is written as a text, so no program computes it. That alone is lost when someone saves the sheet as csv and
opens it again, so a text that would then begin a formula has an apostrophe in front: the sign that spreadsheets
themselves use for “as it stands”. It is part of the cell and seen; nothing after it is changed.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from zhucun.documents.characters import visible
from zhucun.engine.verdict import Answer

LONGEST = 32_767  # UTF-16 units in one cell
LONGEST_ADDRESS = 2_000
EXACT = 10**15  # from here on a spreadsheet rounds
FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets disagree about the calendar

# What starts a formula, full-width and small forms included, behind anything that shows nothing; or a tab or
# line end, behind which some programs look again. One such sign alone computes nothing: a dash says “none”.
_STARTS = r"=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋"
_UNSEEN = r"\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_FORMULA = re.compile(rf"[\t\n]|[{_UNSEEN}]*[{_STARTS}](?!\Z)")


@dataclass(frozen=True)
class Link:
    """Words that open a page of the product."""

    text: str
    address: str

    def __post_init__(self) -> None:
        if not self.address.startswith(("https://", "http://")) or len(self.address) > LONGEST_ADDRESS:
            raise ValueError(f"a ledger links to pages, not to {self.address[:80]!r}")


# Exactly these types: a moment is not a date, a float is not a sum of money, True is not 1.
Cell = str | int | Decimal | date | Answer | Link | None


def harmless(text: str) -> str:
    """The text as it may stand in a cell: every character seen, nothing computed, nothing cut without a word."""
    shown = visible(text)
    if _FORMULA.match(shown):
        shown = f"'{shown}"
    return shown if len(shown) <= LONGEST // 2 else _shortened(shown)


def status(answer: Answer) -> str:
    """A shape and a word: neither colour nor print may decide what is read."""
    return {
        Answer.MET: _("● 达标"),
        Answer.NOT_MET: _("▲ 未达标"),
        Answer.NOT_APPLICABLE: _("– 不适用"),
        Answer.UNDETERMINED: _("? 待定"),
    }[answer]


def breadth(text: str) -> int:
    """Columns of half a character that the widest line takes; close enough, and quick for a hundred thousand."""
    if "\n" in text:
        return max(map(breadth, text.split("\n")))
    return len(text) if text.isascii() else (len(text) + len(text.encode())) // 2


def _shortened(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST:
        return text
    said = _("……（原文共%(count)s字，单元格放不下，此处截断）") % {"count": len(text)}
    return units[: 2 * (LONGEST - len(said))].decode("utf-16-le", errors="ignore") + said
