"""What lies in a village's archive from here: work records, with what was answered."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse

from zhucun.documents.archives.entries import Asked, Held, Looked, Lying, Source, offer_entries
from zhucun.engine.period import Period
from zhucun.fieldwork import queries
from zhucun.fieldwork.domain import Filters
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.present import Line, lines_of
from zhucun.fieldwork.services import SEE
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.pack.archive_model import Entry, Filled

NAME = "fieldwork.records"


def offer_all() -> None:
    offer_entries(NAME, Source(SEE, lying, read, there))


def lying(asked: Asked) -> Iterator[Lying]:
    rows = _records(asked).order_by().values_list("id", "occurred_on", "form", "body")
    for id, day, form, body in rows:
        yield Lying(NAME, id, day, Entry(Filled.FORMS, form, _chosen(body)))


def read(asked: Asked, ids: Collection[UUID]) -> Iterator[Held]:
    rows = _records(asked).filter(id__in=ids).select_related("posting__person", "household")
    for line in lines_of(rows, asked.pack, asked.places):
        record = line.record
        yield Held(
            id=record.id,
            title=_title(line),
            day=record.occurred_on,
            path=reverse("fieldwork:record", args=[asked.whole.county, record.id]),
            who=record.posting.person.name,
            lines=tuple(line.answers),
        )


def there(looked: Looked) -> Iterator[tuple[str, Entry]]:
    rows = WorkRecord.objects.in_county(looked.county).filter(
        queries.STANDING, occurred_on__gte=looked.first, occurred_on__lte=looked.last
    )
    if looked.village:
        rows = rows.filter(village_code=looked.village)
    for village, form, body in rows.order_by().values_list("village_code", "form", "body").iterator():
        yield village, Entry(Filled.FORMS, form, _chosen(body))


def _records(asked: Asked) -> CountyQuerySet[WorkRecord]:
    filters = Filters(place=asked.village, month=Period(asked.first, asked.last))
    return queries.records_in(asked.scope, filters)


def _title(line: Line) -> str:
    """Of what form it is, unless its own title says so already."""
    title = line.record.title
    return title if title.startswith(line.form) else f"{line.form}：{title}"


def _chosen(body: dict[str, Any]) -> frozenset[str]:
    """Every option that was chosen, whichever question it answers."""
    found: set[str] = set()
    for value in body.values():
        found.update(value if isinstance(value, list) else [str(value)])
    return frozenset(found)
