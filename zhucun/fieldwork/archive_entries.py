"""What lies in a village's archive from here: work records, with what was answered."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from zhucun.documents.archives.entries import Asked, Held, Looked, offer_entries
from zhucun.engine.period import Period
from zhucun.fieldwork import queries
from zhucun.fieldwork.domain import Filters
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.present import Line, lines_of
from zhucun.fieldwork.services import SEE
from zhucun.policy.pack.archive_model import Entry, Filled


def offer_all() -> None:
    offer_entries("fieldwork.records", SEE, records, there)


def records(asked: Asked) -> Sequence[Held]:
    filters = Filters(place=asked.village, month=Period(asked.first, asked.last))
    rows = queries.records_in(asked.scope, filters).select_related("posting__person", "household")
    return [_held(asked, line) for line in lines_of(rows, asked.pack, asked.places)]


def there(looked: Looked) -> Iterator[tuple[str, Entry]]:
    rows = WorkRecord.objects.in_county(looked.county).filter(
        queries.STANDING, occurred_on__gte=looked.first, occurred_on__lte=looked.last
    )
    if looked.village:
        rows = rows.filter(village_code=looked.village)
    for village, form, body in rows.order_by().values_list("village_code", "form", "body").iterator():
        yield village, Entry(Filled.FORMS, form, _chosen(body))


def _held(asked: Asked, line: Line) -> Held:
    record = line.record
    return Held(
        entry=Entry(Filled.FORMS, record.form, _chosen(record.body)),
        title=f"{line.form}：{record.title}",
        day=record.occurred_on,
        path=reverse("fieldwork:record", args=[asked.whole.county, record.id]),
        who=record.posting.person.name,
        lines=tuple(line.answers),
    )


def _chosen(body: dict[str, Any]) -> frozenset[str]:
    """Every option that was chosen, whichever question it answers."""
    found: set[str] = set()
    for value in body.values():
        found.update(value if isinstance(value, list) else [str(value)])
    return frozenset(found)
