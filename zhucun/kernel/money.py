"""Money is whole fen. 元 and 万元 exist only at the edges."""

from decimal import Decimal, InvalidOperation

FEN_PER = {"元": 100, "万元": 1_000_000}


class NotMoney(ValueError):
    """The text is no amount of money, or holds a part of a fen."""


def parse_fen(text: str, unit: str = "元") -> int:
    """'1,234.50' 元 → 123450 fen. Anything finer than a fen is refused, never rounded."""
    try:
        fen = Decimal(text.replace(",", "").replace("，", "").strip()) * FEN_PER[unit]
    except InvalidOperation as error:
        raise NotMoney(text) from error
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise NotMoney(text)
    return int(fen)


def format_fen(fen: int, unit: str = "元") -> str:
    """123450 fen → '1,234.50' 元, '0.12345' 万元: nothing is rounded away."""
    if unit == "元":
        return f"{Decimal(fen) / 100:,.2f}"
    return f"{(Decimal(fen) / FEN_PER[unit]).normalize():,f}"
