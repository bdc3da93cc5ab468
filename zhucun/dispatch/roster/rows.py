"""What one line of the roster says once it has been read, and what is known of the whole sheet."""

from dataclasses import dataclass, field
from datetime import date

from zhucun.kernel.identity import IdNumber
from zhucun.kernel.spreadsheet import Problem, Severity, Table
from zhucun.kernel.spreadsheet.grid import Row


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line. What could not be read is None or empty, and a problem says why."""

    number: int
    name: str
    person: IdNumber | None
    phone: str | None
    political: str | None
    unit: str
    uscc: str | None
    unit_kind: str | None
    sender_level: str | None
    batch: str
    role: str | None
    township: str
    village: str
    starts_on: date | None
    ends_on: date | None


@dataclass(slots=True)
class RosterSheet:
    """A sheet as read: its rows, and every problem that needs no knowledge of the county."""

    table: Table
    rows: list[RosterRow]
    problems: list[Problem]
    digest: str
    _cells: dict[int, Row] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._cells = {row.number: row for row in self.table.rows}

    def problem(self, number: int, key: str, code: str, sentence: str, severity: Severity) -> Problem:
        return self.table.problem(self._cells[number], key, code, sentence, severity)
