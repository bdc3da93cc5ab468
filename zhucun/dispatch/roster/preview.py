"""The pure check of a roster against what the county knows: nothing is written, nothing is asked of a database."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from zhucun.dispatch.choices import Role, SenderLevel
from zhucun.dispatch.roster.book import KnownPosting, RosterBook
from zhucun.dispatch.roster.lines import Findings, Line
from zhucun.dispatch.roster.people import People
from zhucun.dispatch.roster.plan import Entry, PostingFacts, Preview, PreviewRow, Totals
from zhucun.dispatch.roster.rows import RosterRow, RosterSheet
from zhucun.dispatch.roster.stays import check_stays
from zhucun.dispatch.roster.units import Units
from zhucun.dispatch.roster.villages import KnownVillage, NotFound, VillageFinder
from zhucun.kernel.spreadsheet import Change, State
from zhucun.kernel.text import match_key


def preview_roster(sheet: RosterSheet, book: RosterBook) -> Preview:
    """What importing the sheet would do, and everything that stands in its way."""
    findings = Findings(sheet)
    lines = _lines(sheet, book, findings)
    units = Units(lines, book, findings)
    people = People(lines, book, findings)
    check_stays(lines, book, findings)
    sound = [line for line in lines if not findings.has_error(line.row.number)]
    entries = tuple(_entry(line, units, people) for line in sound)
    rows = tuple(_row(line, units, people, findings) for line in lines)
    return Preview(
        rows=rows,
        problems=findings.all(),
        entries=entries,
        totals=_totals(rows, sound, units, people, book, findings),
        digest=sheet.digest,
    )


def _lines(sheet: RosterSheet, book: RosterBook, findings: Findings) -> list[Line]:
    finder = VillageFinder(book.villages)
    known = {(posting.id_hash, posting.village_code, posting.starts_on): posting for posting in book.postings}
    return [_line(row, book, finder, known, findings) for row in sheet.rows]


def _line(
    row: RosterRow,
    book: RosterBook,
    finder: VillageFinder,
    known: dict[tuple[str, str, date], KnownPosting],
    findings: Findings,
) -> Line:
    village = _village(row, finder, findings)
    id_hash = book.hash_id(row.person.number) if row.person else None
    restated = None
    if id_hash and village and row.starts_on:
        restated = known.get((id_hash, village.code, row.starts_on))
    return Line(row, village, id_hash, book.hash_phone(row.phone) if row.phone else None, restated)


def _village(row: RosterRow, finder: VillageFinder, findings: Findings) -> KnownVillage | None:
    if not (row.township and row.village):
        return None
    found = finder.find(row.township, row.village)
    if isinstance(found, NotFound):
        findings.error(row.number, found.column, found.code, found.sentence)
        return None
    if not found.as_written:
        sentence = _("按“%(village)s”登记。") % {"village": found.village.township + found.village.name}
        findings.notice(row.number, "village", "village.spelled", sentence)
    return found.village


def _entry(line: Line, units: Units, people: People) -> Entry:
    row = line.row
    assert line.village and row.role and row.sender_level and row.starts_on
    posting = PostingFacts(
        line.village.code, row.role, row.sender_level, row.batch, row.starts_on, line.ends_on
    )
    return Entry(row.number, people.facts(line), units.facts(row), posting)


def _row(line: Line, units: Units, people: People, findings: Findings) -> PreviewRow:
    row, number = line.row, line.row.number
    place = line.village.township + line.village.name if line.village else row.township + row.village
    problems = findings.of(number)
    if findings.has_error(number):
        return PreviewRow(number, row.name, place, State.ERROR, (), problems)
    changes = (*_posting_changes(line, units), *people.changes(line), *units.changes(row))
    unchanged = State.CHANGED if changes else State.UNCHANGED
    state = unchanged if line.known else State.NEW
    return PreviewRow(number, row.name, place, state, changes, problems)


def _posting_changes(line: Line, units: Units) -> list[Change]:
    row, known = line.row, line.known
    if known is None:
        return []
    unit = units.facts(row).name
    compared = [
        (_("职务"), _role(known.role), _role(row.role)),
        (_("派出层级"), _level(known.sender_level), _level(row.sender_level)),
        (_("批次"), known.batch, row.batch),
        (_("派出单位"), known.unit, known.unit if match_key(known.unit) == match_key(unit) else unit),
        (_("结束日期"), _day(known.ends_on), _day(line.ends_on)),
    ]
    return [Change(title, before, after) for title, before, after in compared if before != after]


def _role(value: str | None) -> str:
    return str(Role(value).label) if value else ""


def _level(value: str | None) -> str:
    return str(SenderLevel(value).label) if value else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _totals(
    rows: tuple[PreviewRow, ...],
    sound: list[Line],
    units: Units,
    people: People,
    book: RosterBook,
    findings: Findings,
) -> Totals:
    states = Counter(row.state for row in rows)
    problems = findings.all()
    return Totals(
        rows=len(rows),
        new=states[State.NEW],
        changed=states[State.CHANGED],
        unchanged=states[State.UNCHANGED],
        errors=sum(problem.is_error for problem in problems),
        notices=sum(not problem.is_error for problem in problems),
        units=len({match_key(line.row.unit) for line in sound if units.is_new(line.row)}),
        persons=len({line.id_hash for line in sound if people.is_new(line)}),
        batches=len({line.row.batch for line in sound} - book.batches),
        postings=states[State.NEW],
    )
