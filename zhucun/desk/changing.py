"""What changed: entries, records and papers in one list, the latest first."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from zhucun.attendance import queries as attendance
from zhucun.attendance.choices import Kind
from zhucun.desk.reader import Line, Reader
from zhucun.documents import queries as documents
from zhucun.fieldwork import queries as fieldwork

MOST = 8

Dated = tuple[datetime, Line]


def lines(reader: Reader) -> list[Line]:
    found: list[Dated] = []
    if reader.scope.may("attendance.see"):
        found += _entries(reader)
    if reader.scope.may("fieldwork.see"):
        found += _records(reader)
    if reader.scope.may("documents.see"):
        found += _papers(reader)
    found.sort(key=lambda one: one[0], reverse=True)
    return [line for _at, line in found[:MOST]]


def _entries(reader: Reader) -> Iterator[Dated]:
    for entry in attendance.latest_entries(reader.seen, MOST, since=reader.lately):
        line = Line(
            title=_("%(name)s登记%(kind)s")
            % {"name": entry.posting.person.name, "kind": Kind(entry.kind).label},
            href=reader.link("attendance:entry", entry=entry.id),
            note=reader.at_village(entry.village_code, entry.first_day, entry.last_day),
        )
        yield entry.received_at, line


def _records(reader: Reader) -> Iterator[Dated]:
    seen = reader.scope.narrowed("fieldwork.see")
    for record in fieldwork.latest_records(seen, MOST, since=reader.lately):
        line = Line(
            title=record.title,
            href=reader.link("fieldwork:record", record_id=record.id),
            note=reader.at_village(record.village_code, record.occurred_on),
        )
        yield record.received_at, line


def _papers(reader: Reader) -> Iterator[Dated]:
    for paper in documents.papers(reader.scope.narrowed("documents.see"))[:MOST]:
        line = Line(
            title=paper.title, href=reader.link("documents:download", paper=paper.id), note=paper.kind_word
        )
        yield paper.made_at, line
