"""What a phone may read of presence: what can be entered, and one's own months as the calendar shows them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from zhucun.attendance import queries
from zhucun.attendance.choices import BY_OFFICE_ONLY, Kind
from zhucun.attendance.matrix import counted
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.attendance.months import month_before, month_title, period_of
from zhucun.dispatch.parts import Parts, Reader
from zhucun.kernel.ribbon import month_cells


def kinds() -> list[dict[str, str]]:
    return [{"code": kind.value, "label": str(kind.label)} for kind in Kind if kind not in BY_OFFICE_ONLY]


def months(reader: Reader) -> Parts:
    """This month and the one before of one's postings: two statements."""
    this = reader.today.replace(day=1)
    wanted = [this, month_before(this)]
    ids = [posting.id for posting in reader.postings]
    if not ids:
        return {}
    rows = PostingMonth.objects.in_county(reader.scope.county).filter(posting_id__in=ids, month__in=wanted)
    last = period_of(this).last
    entries = queries.entries_by_posting(reader.scope.county, wanted[-1], last + timedelta(days=366), ids)
    upto = {wanted[0]: None, wanted[1]: period_of(wanted[1]).last}  # what lies ahead stands with this month
    return {
        _name(row.posting_id, row): _month(row, entries.get(row.posting_id, []), upto[row.month])
        for row in rows
    }


def _name(posting: UUID, row: PostingMonth) -> str:
    return f"month/{posting}/{row.month:%Y-%m}"


def _month(row: PostingMonth, entries: list[PresenceEntry], upto: date | None) -> dict[str, Any]:
    told = queries.explained(row.county_code, row.verdict, row.month)
    period = period_of(row.month)
    return {
        "title": month_title(row.month),
        "days": [
            {
                "day": cell.on.isoformat(),
                "sign": cell.kind.css,
                "label": str(cell.kind.word),
                "short": str(cell.kind.short),
            }
            for cell in month_cells(row.month.year, row.month.month, row.days)
        ],
        "counted": row.done,
        "target": row.target,
        "says": told.sentence if told else counted(row.done or 0, row.open),
        "entries": [
            _entry(one)
            for one in entries
            if one.last_day >= period.first and (upto is None or one.first_day <= upto)
        ],
    }


def _entry(one: PresenceEntry) -> dict[str, Any]:
    """`mine` is the person's own word, as the page has it: not what an inspection found, was asked about or came of a case."""
    return {
        "id": str(one.id),
        "kind": one.kind,
        "label": str(Kind(one.kind).label),
        "first": one.first_day.isoformat(),
        "last": one.last_day.isoformat(),
        "mine": one.kind != Kind.FOUND_ABSENT and one.case_id is None and not one.questioned,
    }
