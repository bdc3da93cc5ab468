"""Postings and previews as pages show them."""

from dataclasses import dataclass
from datetime import date

from zhucun.dispatch.models import Posting
from zhucun.dispatch.roster.plan import Preview, PreviewRow
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.spreadsheet import Problem, State

NEEDS_CHANGE, HAS_PROBLEM = "errors", "problems"


@dataclass(frozen=True, slots=True)
class Line:
    """A posting in a list."""

    posting: Posting
    place: str
    ended: bool
    coming: bool


def line(posting: Posting, names: dict[str, str], today: date) -> Line:
    ended = posting.ends_on is not None and posting.ends_on < today
    return Line(posting, place(posting, names), ended, posting.starts_on > today)


def place(posting: Posting, names: dict[str, str]) -> str:
    village = names.get(posting.village_code, posting.village_code)
    return names.get(township_of(posting.village_code), "") + village


def rows_to_show(preview: Preview, show: str) -> list[PreviewRow]:
    """The lines a reader asked for: those to correct, those with any problem, those of one state, or all."""
    if show == NEEDS_CHANGE:
        return [row for row in preview.rows if row.state is State.ERROR]
    if show == HAS_PROBLEM:
        return [row for row in preview.rows if row.problems]
    if show in set(State):
        return [row for row in preview.rows if row.state == show]
    return list(preview.rows)


def sheet_problems(preview: Preview) -> list[Problem]:
    """Problems that belong to no line: the header, merged cells above it, rows that were skipped."""
    numbers = {row.number for row in preview.rows}
    return [problem for problem in preview.problems if problem.row not in numbers]
