"""Where features offer what duties count, and learn that something has changed.

A floor above registers at start; a floor beside asks here, so that presence can count days with a work
record without knowing who keeps work records.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DayFact:
    """A record says that this day was spent in the village."""

    posting_id: UUID
    day: date
    record_id: UUID
    received_at: datetime


DaySource = Callable[[str, date, date, list[UUID] | None], Iterable[DayFact]]
Refresher = Callable[[str, date, date, list[UUID] | None], None]

_day_sources: dict[str, DaySource] = {}
_refreshers: dict[str, Refresher] = {}


def offer_days(name: str, source: DaySource) -> None:
    """Offer days in the village: called with county, first day, last day and postings (None: all of the county)."""
    _day_sources[name] = source


def village_days(county: str, first: date, last: date, posting_ids: list[UUID] | None) -> list[DayFact]:
    """Every day in the village that some record vouches for. One set query per source, never one per posting."""
    return [fact for source in _day_sources.values() for fact in source(county, first, last, posting_ids)]


def keep_fresh(name: str, refresher: Refresher) -> None:
    """Register a projection to be recomputed when facts change."""
    _refreshers[name] = refresher


def facts_changed(county: str, first: date, last: date, posting_ids: list[UUID] | None) -> None:
    """Tell, inside the transaction of the change, whose facts changed and for which days."""
    for refresher in _refreshers.values():
        refresher(county, first, last, posting_ids)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record behind a figure, as a list shows it: `url_name` takes the county and `kwarg`=id, for those with `needs`."""

    id: UUID
    day: date
    title: str
    url_name: str
    kwarg: str
    needs: str


RecordSource = Callable[[str, list[UUID]], Iterable[RecordLine]]

_record_sources: dict[str, RecordSource] = {}


def offer_records(name: str, source: RecordSource) -> None:
    """Offer to name records by id: called with county and ids, gives those it keeps."""
    _record_sources[name] = source


def record_lines(county: str, ids: list[UUID]) -> list[RecordLine]:
    """The records behind a figure, by day. A source passes over ids that it does not keep."""
    lines = [line for source in _record_sources.values() for line in source(county, ids)]
    return sorted(lines, key=lambda line: (line.day, str(line.id)))
