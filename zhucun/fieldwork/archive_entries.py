"""What lies in a village's archive from here: work records, with what was answered."""

from collections.abc import Sequence

from django.urls import reverse

from zhucun.documents.archives.entries import Asked, Held, offer_entries
from zhucun.engine.period import Period
from zhucun.fieldwork import queries
from zhucun.fieldwork.domain import Filters
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.present import Line, lines_of
from zhucun.fieldwork.services import SEE
from zhucun.policy.pack.archive_model import Entry, Filled


def offer_all() -> None:
    offer_entries("fieldwork.records", SEE, records)


def records(asked: Asked) -> Sequence[Held]:
    filters = Filters(place=asked.village, month=Period(asked.first, asked.last))
    rows = queries.records_in(asked.scope, filters).select_related("posting__person", "household")
    return [_held(asked, line) for line in lines_of(rows, asked.pack, asked.places)]


def _held(asked: Asked, line: Line) -> Held:
    record = line.record
    return Held(
        entry=Entry(Filled.FORMS, record.form, _chosen(record)),
        title=f"{line.form}：{record.title}",
        day=record.occurred_on,
        path=reverse("fieldwork:record", args=[asked.whole.county, record.id]),
        who=record.posting.person.name,
        lines=tuple(line.answers),
    )


def _chosen(record: WorkRecord) -> frozenset[str]:
    """Every option that was chosen, whichever question it answers."""
    found: set[str] = set()
    for value in record.body.values():
        found.update(value if isinstance(value, list) else [str(value)])
    return frozenset(found)
