"""Small arithmetic over named whole numbers: `min(22, workdays * 2 / 3)`.

Parsed into a closed syntax tree of our own; nothing is ever evaluated by Python. Sizes are limited, so that a
hostile text is refused quickly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


class ExpressionError(ValueError):
    """The text is no expression; `at` is the column (from 0) where it went wrong."""

    def __init__(self, what: str, at: int) -> None:
        self.what, self.at = what, at
        super().__init__(f"{what} at {at}")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it was written, and the names it needs."""

    text: str
    names: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> "Expression":
        """Raises `ExpressionError`."""
        raise ExpressionError("not yet", 0)

    def value(self, quantities: Mapping[str, int]) -> Fraction:
        """The exact value; `KeyError` names a quantity that is not known, `ZeroDivisionError` a division by none."""
        raise NotImplementedError
