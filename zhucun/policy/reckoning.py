"""A threshold as people read it: a number as it is, arithmetic with the names of what it counts."""

import re

from zhucun.engine.duty import Amount
from zhucun.engine.expression import Expression
from zhucun.policy.pack.measures import QUANTITIES
from zhucun.policy.pack.model import Pack

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SIGNS = str.maketrans({"*": "×", "/": "÷", "-": "−"})


def amount_told(pack: Pack, amount: Amount) -> str:
    """22; min(22, 本期工作日数 × 2 ÷ 3)."""
    if not isinstance(amount, Expression):
        return str(amount)
    return NAME.sub(lambda name: _named(pack, name.group()), amount.text.translate(SIGNS))


def _named(pack: Pack, name: str) -> str:
    value = pack.values.get(name)
    return value.title if value else QUANTITIES.get(name, name)
