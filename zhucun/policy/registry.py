"""Where features offer what duties count, and learn that something has changed.

A floor above registers at start; a floor beside asks here, so that presence can count days with a work
record without knowing who keeps work records.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.duty import Subject, TallyDuty
from zhucun.engine.facts import Facts
from zhucun.engine.period import Period
from zhucun.policy.offers import Asked, Event, Excuse, Label, MemberFact, Posted, StateFact


@dataclass(frozen=True, slots=True)
class DayFact:
    """A record says that this day was spent in the village."""

    posting_id: UUID
    day: date
    record_id: UUID
    received_at: datetime


DaySource = Callable[[str, date, date, list[UUID] | None], Iterable[DayFact]]


class Refresher(Protocol):
    """What recomputes a projection: county, first and last day, postings (`None`: all), and the instant of the change."""

    def __call__(
        self, county: str, first: date, last: date, posting_ids: list[UUID] | None, /, *, at: datetime | None
    ) -> None: ...


class Decider(Protocol):
    """The same for what reads the projections; `forms` are those of the records that changed (`None`: anything may have)."""

    def __call__(
        self,
        county: str,
        first: date,
        last: date,
        posting_ids: list[UUID] | None,
        /,
        *,
        at: datetime | None,
        forms: Collection[str] | None,
    ) -> None: ...


_day_sources: dict[str, DaySource] = {}
_refreshers: dict[str, Refresher] = {}
_deciders: dict[str, Decider] = {}


def offer_days(name: str, source: DaySource) -> None:
    """Offer days in the village: called with county, first day, last day and postings (None: all of the county)."""
    _day_sources[name] = source


def village_days(county: str, first: date, last: date, posting_ids: list[UUID] | None) -> list[DayFact]:
    """Every day in the village that some record vouches for. One set query per source, never one per posting."""
    return [fact for source in _day_sources.values() for fact in source(county, first, last, posting_ids)]


def keep_fresh(name: str, refresher: Refresher) -> None:
    """Register a projection to be recomputed when facts change."""
    _refreshers[name] = refresher


def decide_afterwards(name: str, decider: Decider) -> None:
    """Register what is to be decided anew once all projections are fresh."""
    _deciders[name] = decider


def facts_changed(
    county: str,
    first: date,
    last: date,
    posting_ids: list[UUID] | None,
    *,
    at: datetime | None = None,
    forms: Collection[str] | None = None,
) -> None:
    """Tell, inside the transaction of the change, whose facts changed and for which days.

    Name the `forms` when nothing but records of these changed: what reads none of them need not be decided anew.
    """
    held = _held_changes.get()
    if held is not None:
        held.append(Change(county, first, last, posting_ids, forms))
        return
    for refresher in _refreshers.values():
        refresher(county, first, last, posting_ids, at=at)
    for decider in _deciders.values():
        decider(county, first, last, posting_ids, at=at, forms=forms)


@dataclass(frozen=True, slots=True)
class Change:
    """Facts that changed: of which days, postings (`None`: all) and forms (`None`: anything)."""

    county: str
    first: date
    last: date
    posting_ids: list[UUID] | None
    forms: Collection[str] | None

    def with_(self, other: "Change") -> "Change":
        ids, forms = None, None
        if self.posting_ids is not None and other.posting_ids is not None:
            ids = list(dict.fromkeys([*self.posting_ids, *other.posting_ids]))
        if self.forms is not None and other.forms is not None:
            forms = {*self.forms, *other.forms}
        return Change(self.county, min(self.first, other.first), max(self.last, other.last), ids, forms)


_held_changes: ContextVar[list[Change] | None] = ContextVar("policy_held_changes", default=None)


@contextmanager
def changes_told_once(at: datetime) -> Iterator[None]:
    """Hold back what a block changes and tell it at its end, once for each stretch of months without a gap.

    Call it inside the transaction of the changes: nothing is told of a block that fails.
    """
    changes: list[Change] = []
    outer = _held_changes.set(changes)
    try:
        yield
    finally:
        _held_changes.reset(outer)
    for one in together(changes):
        facts_changed(one.county, one.first, one.last, one.posting_ids, at=at, forms=one.forms)


def together(changes: Iterable[Change]) -> list[Change]:
    """Fewer changes that cover the same: of one county, one for each run of neighbouring months."""
    found: list[Change] = []
    for one in sorted(changes, key=lambda one: (one.county, one.first)):
        last = found[-1] if found else None
        if last is not None and last.county == one.county and _months(last.last, one.first) <= 1:
            found[-1] = last.with_(one)
        else:
            found.append(one)
    return found


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


RegisterReader = Callable[[str, list[str]], None]
_register_readers: dict[str, RegisterReader] = {}


def follow_register(name: str, reader: RegisterReader) -> None:
    """Register what is to be done when villages have other households than before."""
    _register_readers[name] = reader


def register_changed(county: str, village_codes: list[str]) -> None:
    """Tell, inside the transaction of the change, which villages have other households than before."""
    for reader in _register_readers.values():
        reader(county, village_codes)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record behind a figure, as a list shows it: `url_name` takes the county and `kwarg`=id, for those with `needs`."""

    id: UUID
    day: date
    title: str
    url_name: str
    kwarg: str
    needs: str
    by: str = ""  # who wrote it


RecordSource = Callable[[str, list[UUID]], Iterable[RecordLine]]

_record_sources: dict[str, RecordSource] = {}


def offer_records(name: str, source: RecordSource) -> None:
    """Offer to name records by id: called with county and ids, gives those it keeps."""
    _record_sources[name] = source


def record_lines(county: str, ids: list[UUID]) -> list[RecordLine]:
    """The records behind a figure, by day. A source passes over ids that it does not keep."""
    lines = [line for source in _record_sources.values() for line in source(county, ids)]
    return sorted(lines, key=lambda line: (line.day, str(line.id)))


# --- what duties count: one function per name of `pack.measures`, each a set query

PostingSource = Callable[[str, date, date, list[UUID] | None, frozenset[Subject]], Iterable[Posted]]
OwnPostingSource = Callable[[str, UUID, date], Iterable[Posted]]
EventSource = Callable[[Asked, frozenset[str]], Iterable[Event]]
StateSource = Callable[[Asked], Iterable[StateFact]]
MemberSource = Callable[[Asked], Iterable[MemberFact]]
ExcuseSource = Callable[[Asked], Iterable[Excuse]]
SettledSource = Callable[[str, date, date], Iterable[tuple[str, date]]]
PresenceSource = Callable[[Asked, TallyDuty, WorkCalendar, Period, date], Mapping[UUID, Facts]]
QuantitySource = Callable[[Asked], Mapping[str, int]]
LabelSource = Callable[[str, list[UUID]], Mapping[UUID, Label]]

postings: dict[str, PostingSource] = {}
own_postings: dict[str, OwnPostingSource] = {}
events: dict[str, EventSource] = {}
states: dict[str, StateSource] = {}
members: dict[str, MemberSource] = {}
subjects: dict[Subject, MemberSource] = {}
excuses: dict[str, ExcuseSource] = {}
settled: dict[str, SettledSource] = {}
presence: dict[str, PresenceSource] = {}
quantities: dict[str, QuantitySource] = {}
labels: dict[Subject, LabelSource] = {}


def offer_postings(name: str, source: PostingSource) -> None:
    """Offer who is posted: called with county, days, postings (`None`: all) and the kinds they share.

    For some postings it gives those that share a person, unit or village with them as well, as far as asked.
    """
    postings[name] = source


def offer_own_postings(name: str, source: OwnPostingSource) -> None:
    """Offer where an account's person is posted: called with county, account and day."""
    own_postings[name] = source


def offer_events(measure: str, source: EventSource) -> None:
    """Offer what happened; `forms` are those that some duty reads, so that one query serves them all."""
    events[measure] = source


def offer_states(measure: str, source: StateSource) -> None:
    """Offer the states of villages, in order and without a gap between the days asked for."""
    states[measure] = source


def offer_members(measure: str, source: MemberSource) -> None:
    """Offer the members of a set."""
    members[measure] = source


def offer_subjects(kind: Subject, source: MemberSource) -> None:
    """Offer subjects that are not told from postings: households."""
    subjects[kind] = source


def offer_excuses(name: str, source: ExcuseSource) -> None:
    excuses[name] = source


def offer_settled(name: str, source: SettledSource) -> None:
    """Offer the townships and months (first day) whose word stands."""
    settled[name] = source


def offer_presence(measure: str, source: PresenceSource) -> None:
    """Offer the facts of a presence duty for each posting, over a period of any length."""
    presence[measure] = source


def offer_quantities(name: str, source: QuantitySource) -> None:
    """Offer a number per village, under a name of `pack.measures.QUANTITIES`."""
    quantities[name] = source


def offer_labels(kind: Subject, source: LabelSource) -> None:
    labels[kind] = source
