"""Where features offer what duties count, and learn that something has changed.

A floor above registers at start; a floor beside asks here, so that presence can count days with a work
record without knowing who keeps work records.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DayFact:
    """A record says that this day was spent in the village."""

    posting_id: UUID
    day: date
    record_id: UUID


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
