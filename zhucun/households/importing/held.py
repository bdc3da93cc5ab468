"""What a preview found, kept sealed beside the file: a large one is worked out once, then paged through.

It is a picture of the moment it was made. The confirmation asks the county anew.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from zhucun.dispatch import holding
from zhucun.dispatch.holding import Upload
from zhucun.dispatch.refusals import UploadGone
from zhucun.households.importing.plan import FamilyPlan, Plan, Totals
from zhucun.kernel.spreadsheet import State

MOST_SHOWN = 12  # problems and changes of one family on the page; the list of problems has all
PROBLEMS, FAULTY = "problems", "errors"


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as a page and a list of problems show it."""

    sheet: str
    row: int
    column: str
    title: str
    shown: str
    sentence: str
    error: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One family of the preview."""

    sheet: str
    row: int
    head_name: str
    place: str
    people: int
    state: str
    changes: list[list[str]] = field(default_factory=list)
    problems: list[Told] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    file_name: str
    upload: str
    totals: Totals
    broken: bool
    rows: list[Row]
    problems: list[Told]

    @property
    def may_import(self) -> bool:
        return bool(self.rows) and not self.broken and not self.totals.errors

    @property
    def may_import_sound(self) -> bool:
        """Whether the sound families may come in alone."""
        return not self.broken and bool(self.totals.errors) and not self.totals.nothing_to_do

    @property
    def of_the_sheet(self) -> list[Told]:
        """Problems of no family: the header, rows that were skipped, members that fit nowhere."""
        in_families = {(told.sheet, told.row) for row in self.rows for told in row.problems}
        lines = {(row.sheet, row.row) for row in self.rows} | in_families
        return [told for told in self.problems if (told.sheet, told.row) not in lines]

    def chosen(self, show: str) -> list[Row]:
        if show == FAULTY:
            return [row for row in self.rows if row.state == State.ERROR]
        if show == PROBLEMS:
            return [row for row in self.rows if row.problems]
        if show in set(State):
            return [row for row in self.rows if row.state == show]
        return self.rows


def keep(plan: Plan, upload: Upload, *, owner: UUID, county: str, at: datetime) -> UUID:
    """The file and what was found in it; gives the name of the preview."""
    kept = holding.hold(upload, owner=owner, county=county, at=at)
    found = {
        "upload": str(kept),
        "totals": asdict(plan.totals),
        "broken": plan.broken,
        "rows": [_row(one) for one in plan.families],
        "problems": [_told(problem) for problem in plan.problems],
    }
    body = json.dumps(found, ensure_ascii=False).encode()
    return holding.hold(Upload(upload.name, body), owner=owner, county=county, at=at)


def preview_of(token: UUID, *, owner: UUID, county: str, at: datetime) -> Preview:
    kept = holding.held(token, owner=owner, county=county, at=at)
    try:
        found = json.loads(kept.data)
    except (ValueError, UnicodeDecodeError) as other:  # a file kept for something else
        raise UploadGone from other
    return Preview(
        file_name=kept.name,
        upload=found["upload"],
        totals=Totals(**found["totals"]),
        broken=found["broken"],
        rows=[_row_of(row) for row in found["rows"]],
        problems=[Told(*told) for told in found["problems"]],
    )


def drop(token: UUID, preview: Preview) -> None:
    holding.drop(UUID(preview.upload))
    holding.drop(token)


def _row(one: FamilyPlan) -> list[Any]:
    problems = [_told(problem) for problem in one.problems[:MOST_SHOWN]]
    changes = [[change.title, change.before, change.after] for change in one.changes[:MOST_SHOWN]]
    more = max(len(one.problems) - MOST_SHOWN, 0) + max(len(one.changes) - MOST_SHOWN, 0)
    return [one.sheet, one.row, one.head_name, one.place, one.people, one.state, changes, problems, more]


def _row_of(row: Sequence[Any]) -> Row:
    sheet, number, head_name, place, people, state, changes, problems, more = row
    told = [Told(*one) for one in problems]
    return Row(sheet, number, head_name, place, people, state, changes, told, more)


def _told(problem: Any) -> list[Any]:
    return [
        problem.sheet, problem.row, problem.column, problem.title, problem.shown, problem.sentence,
        problem.is_error,
    ]  # fmt: skip
