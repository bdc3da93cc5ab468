"""A problem in a sheet: where it is, what stands there, what is wrong and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    NOTICE = "notice"  # repaired or skipped by itself; nothing has to be done


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` 0 is the sheet as a whole, `column` "" the row as a whole; `shown` is masked where it must be."""

    sheet: str
    row: int
    column: str
    title: str
    shown: str
    code: str
    sentence: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR
