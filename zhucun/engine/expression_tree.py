"""The closed syntax tree of expressions: four kinds of node, each with an exact value and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import add, mul, sub, truediv

OPERATORS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
}
CHOICES: Mapping[str, Callable[[Iterable[Fraction]], Fraction]] = {"min": min, "max": max}


@dataclass(frozen=True, slots=True)
class Number:
    whole: int

    def value(self, quantities: Mapping[str, int]) -> Fraction:
        return Fraction(self.whole)


@dataclass(frozen=True, slots=True)
class Name:
    name: str

    def value(self, quantities: Mapping[str, int]) -> Fraction:
        return Fraction(quantities[self.name])


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: "Node"
    right: "Node"

    def value(self, quantities: Mapping[str, int]) -> Fraction:
        return OPERATORS[self.sign](self.left.value(quantities), self.right.value(quantities))


@dataclass(frozen=True, slots=True)
class Choice:
    """The least or the greatest of several."""

    word: str
    among: tuple["Node", ...]

    def value(self, quantities: Mapping[str, int]) -> Fraction:
        return CHOICES[self.word](one.value(quantities) for one in self.among)


Node = Number | Name | Operation | Choice
