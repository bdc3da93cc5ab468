"""A threshold as people read it: a number as it is, arithmetic with the names of what it counts."""

import re
from datetime import date

from zhucun.engine.duty import Amount
from zhucun.engine.expression import Expression
from zhucun.policy.pack.measures import QUANTITIES
from zhucun.policy.pack.model import Pack
from zhucun.policy.queries import value_on

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SIGNS = str.maketrans({"*": "×", "/": "÷", "-": "−"})


def amount_told(pack: Pack, amount: Amount, on: date | None = None) -> str:
    """22; 本期工作日数 × 2 ÷ 3; with a day, a number of the pack alone is that number, and among others named with it."""
    if not isinstance(amount, Expression):
        return str(amount)
    alone = value_on(pack, amount.text, on) if on else None
    if alone is not None:
        return str(alone)
    return NAME.sub(lambda name: _named(pack, name.group(), on), amount.text.translate(SIGNS))


def _named(pack: Pack, name: str, on: date | None) -> str:
    value = pack.values.get(name)
    if value is None:
        return QUANTITIES.get(name, name)
    number = value_on(pack, name, on) if on else None
    return value.title if number is None else f"{value.title}（{number}）"
