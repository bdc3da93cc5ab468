"""A roster row with what the county says about it, and the place where checks put what they find."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhucun.dispatch.roster.book import KnownPosting
from zhucun.dispatch.roster.rows import RosterRow, RosterSheet
from zhucun.dispatch.roster.villages import KnownVillage
from zhucun.kernel.spreadsheet import Problem, Severity
from zhucun.kernel.spreadsheet.grid import column_of


@dataclass(frozen=True, slots=True)
class Line:
    """`known` is the posting this line restates: same person, same village, same first day."""

    row: RosterRow
    village: KnownVillage | None
    id_hash: str | None
    phone_hash: str | None
    known: KnownPosting | None

    @property
    def ends_on(self) -> date | None:
        """A blank end means "not said": it never re-opens a posting that has ended."""
        return self.row.ends_on or (self.known.ends_on if self.known else None)


class Findings:
    """Problems by row number; within a row they are told from left to right."""

    def __init__(self, sheet: RosterSheet) -> None:
        self._sheet = sheet
        self._by_row: dict[int, list[Problem]] = defaultdict(list)
        for problem in sheet.problems:
            self._by_row[problem.row].append(problem)

    def error(self, number: int, key: str, code: str, sentence: str) -> None:
        self._add(number, key, code, sentence, Severity.ERROR)

    def notice(self, number: int, key: str, code: str, sentence: str) -> None:
        self._add(number, key, code, sentence, Severity.NOTICE)

    def has_error(self, number: int) -> bool:
        return any(problem.is_error for problem in self._by_row.get(number, ()))

    def of(self, number: int) -> tuple[Problem, ...]:
        return tuple(sorted(self._by_row.get(number, ()), key=lambda problem: column_of(problem.column)))

    def all(self) -> tuple[Problem, ...]:
        return tuple(problem for number in sorted(self._by_row) for problem in self.of(number))

    def _add(self, number: int, key: str, code: str, sentence: str, severity: Severity) -> None:
        self._by_row[number].append(self._sheet.problem(number, key, code, sentence, severity))


def period(first: date, last: date | None) -> str:
    """A span of days in words."""
    if last is None:
        return _("%(first)s 起") % {"first": first.isoformat()}
    return _("%(first)s 至 %(last)s") % {"first": first.isoformat(), "last": last.isoformat()}
