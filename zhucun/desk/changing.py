"""What changed: entries, records and papers in one list, the latest first."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _

from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PresenceEntry
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
    """Days that one person entered together stand in one line."""
    _questions, latest = reader.entries
    for _who, together in groupby(latest, key=lambda entry: (entry.posting_id, entry.kind)):
        entries = list(together)
        last = entries[0]
        line = Line(
            title=_("%(name)s登记%(kind)s")
            % {"name": last.posting.person.name, "kind": Kind(last.kind).label},
            href=reader.link("attendance:entry", entry=last.id)
            if len(entries) == 1
            else reader.link(
                "attendance:calendar", month=last.first_day.replace(day=1), posting=last.posting_id
            ),
            note=reader.at_village(last.village_code, sorted(span(entry) for entry in entries)),
        )
        yield last.received_at, line


def span(entry: PresenceEntry) -> tuple[date, date]:
    return entry.first_day, entry.last_day


def _records(reader: Reader) -> Iterator[Dated]:
    seen = reader.scope.narrowed("fieldwork.see")
    for record in fieldwork.latest_records(seen, MOST, since=reader.lately):
        line = Line(
            title=record.title,
            href=reader.link("fieldwork:record", record_id=record.id),
            note=reader.at_village(record.village_code, [(record.occurred_on, record.occurred_on)]),
        )
        yield record.received_at, line


def _papers(reader: Reader) -> Iterator[Dated]:
    for paper in documents.papers(reader.scope.narrowed("documents.see"), reader.scope)[:MOST]:
        line = Line(
            title=paper.title, href=reader.link("documents:download", paper=paper.id), note=paper.kind_word
        )
        yield paper.made_at, line
