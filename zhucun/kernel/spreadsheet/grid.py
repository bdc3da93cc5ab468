"""What a sheet holds before anybody knows its columns: rows of raw cells, merged ranges, what is hidden."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from functools import lru_cache


class Kind(Enum):
    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    BOOLEAN = auto()
    ERROR = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell. `text` is what the file says: for a number its digits, for a date the ISO date."""

    kind: Kind
    text: str
    is_formula: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one filled cell; numbers and columns count from 1 as on the screen."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A block of cells such as C5:C8, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        first = f"{letter(self.first_column)}{self.first_row}"
        return f"{first}:{letter(self.last_column)}{self.last_row}"


@dataclass(slots=True)
class Grid:
    sheet: str
    rows: list[Row] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    hidden_columns: list[Range] = field(default_factory=list)

    def width(self) -> int:
        return max((max(row.cells) for row in self.rows), default=0)


def letter(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=512)  # asked for every cell of a county's register, of some thirty columns
def column_of(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - ord("A") + 1
    return number


def spans(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbours in a rising list: 3 4 5 9 → (3, 5) (9, 9)."""
    start = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[start], number
            start = at + 1
