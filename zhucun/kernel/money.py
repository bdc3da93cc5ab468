"""Money is whole fen. 元 and 万元 exist only at the edges."""

import re
from decimal import Decimal

from zhucun.kernel.text import canonical_code

FEN_PER = {"元": 100, "万元": 1_000_000}
MOST_DIGITS = 18  # what a column of whole fen can hold
LONGEST = 26  # and what Decimal multiplies without rounding
# Thousands are grouped by three or not at all: "12,50" is a slip of the hand, and nobody knows which.
_AMOUNT = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)


class NotMoney(ValueError):
    """The text is no amount of money, or holds a part of a fen."""


def parse_fen(text: str, unit: str = "元") -> int:
    """'1,234.50' 元 → 123450 fen. Anything finer than a fen is refused, never rounded."""
    plain = canonical_code(text)
    if len(plain) > LONGEST or not _AMOUNT.fullmatch(plain):
        raise NotMoney(text)
    fen = Decimal(plain.replace(",", "")) * FEN_PER[unit]
    if fen != fen.to_integral_value() or len(str(abs(int(fen)))) > MOST_DIGITS:
        raise NotMoney(text)
    return int(fen)


def format_fen(fen: int, unit: str = "元") -> str:
    """123450 fen → '1,234.50' 元, '0.12345' 万元: nothing is rounded away."""
    if unit == "元":
        return f"{Decimal(fen) / 100:,.2f}"
    return f"{(Decimal(fen) / FEN_PER[unit]).normalize():,f}"
