"""Presence entries of a month: exceptions of those who are stationed full-time, added days of those who are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from zhucun.attendance.choices import Kind
from zhucun.attendance.services_bulk import EntryDraft
from zhucun.demo import stories
from zhucun.demo.timeline import Month
from zhucun.dispatch.models import Posting
from zhucun.engine.calendar import WorkCalendar, days_between
from zhucun.engine.duty import Basis

# Chance in a month, and how many days in a row.
FULL_TIME = {
    Kind.STATUTORY_LEAVE: (0.05, 3, 7),
    Kind.SICK_LEAVE: (0.05, 1, 4),
    Kind.TRAINING: (0.14, 2, 4),
    Kind.OFFICIAL_TRIP: (0.20, 1, 2),
    Kind.PERSONAL_LEAVE: (0.10, 1, 2),
    Kind.FOUND_ABSENT: (0.01, 1, 1),
}
PART_TIME = {Kind.STATUTORY_LEAVE: (0.03, 3, 6), Kind.SICK_LEAVE: (0.03, 1, 5)}
ADDED = {Basis.FULL_TIME: 0.35, Basis.PART_TIME: 0.12}
MOST_ADDED = 3
AHEAD = {Kind.TRAINING, Kind.STATUTORY_LEAVE}  # entered before they begin


@dataclass
class OpenMonth:
    """One posting's month while it is being filled: a day is taken once."""

    month: Month
    posting: Posting
    calendar: WorkCalendar
    township_officer: UUID
    rng: Random
    taken: set[date] = field(default_factory=set)

    def entry(
        self, kind: Kind, first: date, last: date | None = None, *, question: bool = False
    ) -> EntryDraft:
        """An entry for days that nobody has spoken for yet."""
        self.taken.update(days_between(first, last or first))
        notes = stories.QUESTIONS if question else stories.REASONS[kind]
        return EntryDraft(
            posting=self.posting,
            kind=kind,
            first_day=first,
            last_day=last or first,
            note_text=self.rng.choice(notes),
            questioned=question,
            recorded_by_id=self.township_officer,
            recorded_at=self.month.evening(first, self.rng.randrange(90)),
        )

    def free(self, *, working: bool, ahead: bool = False) -> list[date]:
        """Days of the posting that are still to be had: workdays, or weekends."""
        until = self.month.period.last if ahead else self.month.until
        held = self.month.period.overlap(self.posting.starts_on, self.posting.ends_on)
        days = days_between(held.first, min(held.last, until)) if held and held.first <= until else ()
        wanted = self.calendar.is_workday if working else self.calendar.is_rest_day
        return [day for day in days if day not in self.taken and wanted(day)]

    def stretch(self, length: int, *, ahead: bool) -> tuple[date, date] | None:
        """So many days in a row, from a workday to a workday, none of them taken."""
        free = self.free(working=True, ahead=ahead)
        if not free:
            return None
        first = self.rng.choice(free)
        last = first
        while (last - first).days < length - 1 and last + timedelta(days=1) in free:
            last += timedelta(days=1)
        return first, last


def draw_exceptions(page: OpenMonth, basis: Basis) -> Iterator[EntryDraft]:
    """What happened to one person in one month, as far as it has to be said."""
    rng = page.rng
    for kind, (chance, least, most) in (FULL_TIME if basis is Basis.FULL_TIME else PART_TIME).items():
        if rng.random() < chance * _time(page.month, kind):
            stretch = page.stretch(rng.randint(least, most), ahead=kind in AHEAD)
            if stretch:
                yield page.entry(kind, *stretch)
    if rng.random() < ADDED[basis] * page.month.share:
        for day in pick(page.free(working=basis is Basis.PART_TIME), rng.randint(1, MOST_ADDED), rng):
            yield page.entry(Kind.IN_VILLAGE, day)


def draw_question(page: OpenMonth) -> Iterator[EntryDraft]:
    """A day that the township has asked about and that still waits for its answer."""
    for day in pick(page.free(working=True), 1, page.rng):
        yield page.entry(Kind.IN_VILLAGE, day, question=True)


def star_entries(page: OpenMonth, basis: Basis) -> Iterator[EntryDraft]:
    """The months of the one whose sign-in is shown: one falls short, the last hangs on a question."""
    back, full_time = page.month.back, basis is Basis.FULL_TIME
    if full_time and back in (1, 3):
        for day in pick(page.free(working=True), 2 if back == 3 else 1, page.rng):
            yield page.entry(Kind.PERSONAL_LEAVE, day)
    if back == 1:
        yield from draw_question(page)
    if back == 0:
        for day in page.free(working=not full_time)[:1]:
            yield page.entry(Kind.IN_VILLAGE, day)


def pick(days: Sequence[date], count: int, rng: Random) -> list[date]:
    return sorted(rng.sample(days, min(count, len(days))))


def _time(month: Month, kind: Kind) -> float:
    return 1.0 if kind in AHEAD else month.share
