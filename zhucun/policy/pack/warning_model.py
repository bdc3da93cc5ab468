"""A warning rule as the rest of the product sees it: which figure it reads, from which limit on it asks for a look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from operator import eq, ge, le

from zhucun.engine.expression import Expression


class Limit(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    IS = "is"


FITS: Mapping[Limit, Callable[[Fraction, Fraction], bool]] = {
    Limit.AT_LEAST: ge,
    Limit.AT_MOST: le,
    Limit.IS: eq,
}


@dataclass(frozen=True, slots=True)
class WarningRule:
    """`reads` is a name of the closed list; the limit is in that figure's unit."""

    id: str
    title: str
    reads: str
    way: Limit
    limit: Expression
    says: str
    risk: str
    source: str
    may_be: str
    mechanisms: tuple[str, ...]

    def with_numbers(self, numbers: Mapping[str, int]) -> "RuleOn | None":
        """The rule with its limit reckoned; None when a number in it is not known, so that nobody is warned of."""
        try:
            return RuleOn(self, self.limit.value(numbers))
        except (KeyError, ZeroDivisionError):
            return None


@dataclass(frozen=True, slots=True)
class RuleOn:
    """A rule as it stands on one day."""

    rule: WarningRule
    limit: Fraction

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def title(self) -> str:
        return self.rule.title

    @property
    def reads(self) -> str:
        return self.rule.reads

    @property
    def says(self) -> str:
        return self.rule.says

    @property
    def risk(self) -> str:
        return self.rule.risk

    def fits(self, figure: int) -> bool:
        return FITS[self.rule.way](Fraction(figure), self.limit)


@dataclass(frozen=True, slots=True)
class WarningCase:
    """An example beside a rule; `figure` is None when it is not known."""

    file: str
    line: int
    rule: str
    mechanisms: tuple[str, ...]
    says: str
    on: date
    figure: int | None
    warns: bool
