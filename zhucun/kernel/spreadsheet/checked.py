"""What a sheet or a pasted list would do, line by line. Nothing is written while it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from zhucun.kernel.spreadsheet.problems import Problem
from zhucun.kernel.spreadsheet.reader import RowReader
from zhucun.kernel.spreadsheet.table import Table

W = TypeVar("W")


class State(StrEnum):
    """What becomes of a row of a register."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs from what the county holds, in words."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CheckedLine(Generic[W]):
    """One line of a list as its preview shows it; `wanted` is empty while something is wrong with it."""

    number: int
    wanted: W | None
    state: StrEnum | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Checked(Generic[W]):
    """A list held against the county."""

    lines: tuple[CheckedLine[W], ...]
    problems: tuple[Problem, ...]  # of the list as a whole

    @property
    def can_be_kept(self) -> bool:
        told = [*self.problems, *(problem for line in self.lines for problem in line.problems)]
        return bool(self.lines) and not any(problem.is_error for problem in told)

    @property
    def wanted(self) -> list[W]:
        return [line.wanted for line in self.lines if line.wanted]

    def count(self, state: StrEnum) -> int:
        return sum(line.state is state for line in self.lines)


def checked_lines(table: Table, read: Callable[[RowReader, list[Problem]], CheckedLine[W]]) -> Checked[W]:
    """Every row of a table as `read` understands it; what is wrong with a row lands in the list given with it."""
    lines: list[CheckedLine[W]] = []
    for row in table.rows:
        problems: list[Problem] = []
        lines.append(read(RowReader(table, row, problems), problems))
    return Checked(tuple(lines), tuple(table.problems))
