"""Presence as facts: sheets over a month or any longer period, for the month's page and for every presence duty."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from zhucun.attendance import queries
from zhucun.attendance.choices import Kind
from zhucun.attendance.domain import Entry, MonthFrame, Sheet, Vouched, facts_of, month_sheet
from zhucun.attendance.models import PresenceEntry
from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.duty import TallyDuty
from zhucun.engine.facts import Facts
from zhucun.engine.period import Period
from zhucun.kernel.place_codes import township_of
from zhucun.policy.registry import DayFact, village_days


class Stationed(Protocol):
    """A posting, as a row of the table or as deciding hands it over."""

    @property
    def id(self) -> UUID: ...
    @property
    def village_code(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


def sheets(
    county: str,
    duty: TallyDuty,
    calendar: WorkCalendar,
    period: Period,
    as_of: date,
    postings: Iterable[Stationed],
    posting_ids: list[UUID] | None,
) -> Iterator[tuple[UUID, Sheet, Facts]]:
    """The days and the sums of each posting; three statements, whatever the number of postings."""
    frame = MonthFrame.of(duty, calendar, period, as_of)
    entries = queries.entries_by_posting(county, period.first, period.last, posting_ids)
    vouched = _vouched(county, period, posting_ids)
    words = queries.words_between(county, period.first, period.last)
    for posting in postings:
        posted = period.overlap(posting.starts_on, posting.ends_on)
        township = township_of(posting.village_code)
        days = {
            day: _told(facts, words.get((township, day.replace(day=1))))
            for day, facts in vouched[posting.id].items()
        }
        sheet = month_sheet(frame, posted, [_plain(e) for e in entries.get(posting.id, ())], days)
        settled = posted is not None and all((township, month) in words for month in months_in(posted))
        yield posting.id, sheet, facts_of(frame, sheet, posted, posting.role, settled=settled)


def months_in(period: Period) -> Iterator[date]:
    """The first day of every month that a period touches."""
    month = period.first.replace(day=1)
    while month <= period.last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _vouched(
    county: str, period: Period, posting_ids: list[UUID] | None
) -> Mapping[UUID, dict[date, list[DayFact]]]:
    days: dict[UUID, dict[date, list[DayFact]]] = defaultdict(lambda: defaultdict(list))
    for fact in village_days(county, period.first, period.last, posting_ids):
        days[fact.posting_id][fact.day].append(fact)
    return days


def _told(facts: Sequence[DayFact], word: datetime | None) -> Vouched:
    """A confirmed month is not changed behind the township's back: what came later waits for its next word."""
    late = word is not None and all(fact.received_at > word for fact in facts)
    return Vouched(tuple(fact.record_id for fact in facts), late)


def _plain(entry: PresenceEntry) -> Entry:
    return Entry(entry.id, Kind(entry.kind), entry.first_day, entry.last_day, entry.questioned)
