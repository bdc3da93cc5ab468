"""Small arithmetic over named whole numbers: `min(22, workdays * 2 / 3)`.

Parsed into a closed syntax tree of our own; nothing is ever evaluated by Python. Sizes are limited, so that a
hostile text is refused quickly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from zhucun.engine.expression_parser import ExpressionError, Fault, parse
from zhucun.engine.expression_tree import Node

__all__ = ["Expression", "ExpressionError", "Fault"]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it was written, and the names it needs; two are the same when their texts are."""

    text: str
    names: frozenset[str] = field(compare=False)
    _tree: Node = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> "Expression":
        """Raises `ExpressionError`."""
        tree, names = parse(text)
        return cls(text, names, tree)

    def value(self, quantities: Mapping[str, int]) -> Fraction:
        """The exact value; `KeyError` names a quantity that is not known, `ZeroDivisionError` a division by none."""
        return self._tree.value(quantities)
