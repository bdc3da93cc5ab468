"""One run's knowledge of a county: each source asked once, however many duties read it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from uuid import UUID

from zhucun.engine.calendar import DayKind, days_between
from zhucun.engine.duty import COUNTED_DAYS, CountedBy, Duty, Subject, TallyDuty
from zhucun.engine.facts import Facts, countable
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer
from zhucun.kernel.place_codes import township_of
from zhucun.places.classing import queries as classing
from zhucun.places.classing.domain import Classified
from zhucun.policy import registry
from zhucun.policy.deciding.known import of_period
from zhucun.policy.deciding.subjects import Who, households_in, seen_in
from zhucun.policy.deciding.village_types import asks_types, types_of
from zhucun.policy.offers import Asked, Event, Excuse, MemberFact, StateFact
from zhucun.policy.pack import Pack

Answers = Mapping[tuple[str, UUID], Sequence[tuple[Period, Answer]]]


@dataclass
class Happened:
    """The events of one measure under one posting, by day."""

    days: list[date] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def within(self, first: date, last: date) -> list[Event]:
        return self.events[bisect_left(self.days, first) : bisect_right(self.days, last)]


class Book:
    """What is known of the days of `asked`, for the duties of a pack; read when first wanted."""

    def __init__(self, pack: Pack, asked: Asked, duties: Iterable[Duty], on: date) -> None:
        self.pack, self.asked, self.on = pack, asked, on
        duties = list(duties)
        self._asks_types = any(asks_types(duty) for duty in duties)
        self._forms = frozenset().union(*(duty.of.forms for duty in duties if duty.of))
        self._events: dict[str, dict[UUID, Happened]] = {}
        self._states: dict[str, dict[str, list[StateFact]]] = {}
        self._members: dict[str, tuple[dict[str, list[MemberFact]], dict[UUID, list[MemberFact]]]] = {}
        self._whos: dict[tuple[Subject, Period], list[Who]] = {}
        self._countable: dict[tuple[CountedBy, Period], int] = {}
        self._presence: dict[tuple[str, Period], Mapping[UUID, Facts]] = {}
        self._numbers: dict[str, Mapping[str, int]] = {}
        self._kinds: dict[date, DayKind] = {}
        self._of_period: dict[Period, dict[str, int]] = {}

    # -- who is there ----------------------------------------------------

    def whos(self, kind: Subject, period: Period) -> list[Who]:
        """The subjects of a kind that are there in a period."""
        key = (kind, period)
        if key not in self._whos:
            found = self._seen(kind, period)
            self._whos[key] = [self._typed(who, period) for who in found] if self._asks_types else found
        return self._whos[key]

    def _seen(self, kind: Subject, period: Period) -> list[Who]:
        if kind is not Subject.HOUSEHOLD:
            return seen_in(kind, self.asked.postings, period)
        source = registry.subjects.get(kind)
        villages = {who.id: who for who in self.whos(Subject.VILLAGE, period)}
        return households_in(source(self.asked) if source else (), villages, period)

    @cached_property
    def _types(self) -> Classified:
        return classing.classified(self.asked.county)

    def _typed(self, who: Who, period: Period) -> Who:
        types = types_of(self._types, who.village_codes, _begins(who, period))
        return replace(who, attributes={**who.attributes, **types})

    def attributes_of(self, member: MemberFact, who: Who, period: Period) -> Mapping[str, tuple[str, ...]]:
        """What is known of a member of a subject's set in a period."""
        if not self._asks_types:
            return member.attributes
        types = types_of(self._types, [member.village_code], _begins(who, period))
        return {**member.attributes, **types}

    # -- what happened ---------------------------------------------------

    def events(self, measure: str, who: Who, first: date, last: date) -> list[Event]:
        """What happened under a subject's postings in some days, in order."""
        held = self._happened(measure)
        parts = [held[one.id].within(first, last) for one in who.postings if one.id in held]
        found = parts[0] if len(parts) == 1 else sorted(chain.from_iterable(parts), key=_order)
        return [event for event in found if event.household == who.id] if who.household else found

    def _happened(self, measure: str) -> dict[UUID, Happened]:
        if measure not in self._events:
            held: dict[UUID, Happened] = defaultdict(Happened)
            source = registry.events.get(measure)
            for event in sorted(source(self.asked, self._forms) if source else (), key=_order):
                held[event.posting].days.append(event.day)
                held[event.posting].events.append(event)
            self._events[measure] = dict(held)
        return self._events[measure]

    def states(self, measure: str, village_code: str) -> list[StateFact]:
        if measure not in self._states:
            held: dict[str, list[StateFact]] = defaultdict(list)
            source = registry.states.get(measure)
            for state in source(self.asked) if source else ():
                held[state.village_code].append(state)
            self._states[measure] = dict(held)
        return self._states[measure].get(village_code, [])

    def members(self, measure: str, who: Who, period: Period) -> list[MemberFact]:
        """The members a subject answers for at the end of a period, or today while it runs; each once."""
        if measure not in self._members:
            by_village: dict[str, list[MemberFact]] = defaultdict(list)
            by_posting: dict[UUID, list[MemberFact]] = defaultdict(list)
            source = registry.members.get(measure)
            for member in source(self.asked) if source else ():
                if member.posting is None:
                    by_village[member.village_code].append(member)
                else:
                    by_posting[member.posting].append(member)
            self._members[measure] = by_village, by_posting
        by_village, by_posting = self._members[measure]
        found = [one for code in sorted(who.village_codes) for one in by_village.get(code, ())]
        found += [one for posting in who.postings for one in by_posting.get(posting.id, ())]
        day = min(self.on, period.last)
        return list({one.id: one for one in found if one.belongs_on(day)}.values())

    def presence(
        self, duty: TallyDuty, period: Period, source: registry.PresenceSource
    ) -> Mapping[UUID, Facts]:
        key = (duty.id, period)
        if key not in self._presence:
            as_of = min(self.on, period.last)
            self._presence[key] = source(self.asked, duty, self.pack.calendar, period, as_of)
        return self._presence[key]

    # -- what is in order ------------------------------------------------

    @cached_property
    def _excuses(self) -> Mapping[UUID, list[Excuse]]:
        held: dict[UUID, list[Excuse]] = defaultdict(list)
        for source in registry.excuses.values():
            for excuse in source(self.asked):
                held[excuse.posting].append(excuse)
        return held

    def excused(
        self, kinds: frozenset[str], who: Who, period: Period
    ) -> tuple[frozenset[date], tuple[str, ...]]:
        """The days on which everybody who was there is excused, and the entries that say so."""
        if not kinds or not any(one.id in self._excuses for one in who.postings):
            return frozenset(), ()
        days: frozenset[date] | None = None
        records: dict[str, None] = {}
        for stretch in who.stretches:
            for day in days_between(stretch.first, stretch.last):
                found = self._excused_on(kinds, who, day)
                if found:
                    days = (days or frozenset()) | {day}
                    records.update(dict.fromkeys(found))
        return days or frozenset(), tuple(records)

    def _excused_on(self, kinds: frozenset[str], who: Who, day: date) -> list[str]:
        found = []
        for one in who.postings:
            if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on):
                held = self._excuses.get(one.id, ())
                excuse = next((e for e in held if e.kind in kinds and e.first <= day <= e.last), None)
                if excuse is None:
                    return []
                found.append(str(excuse.record))
        return found

    @cached_property
    def _settled(self) -> frozenset[tuple[str, date]]:
        asked = self.asked
        return frozenset(
            word
            for source in registry.settled.values()
            for word in source(asked.county, asked.first, asked.last)
        )

    def settled(self, who: Who, period: Period) -> bool:
        """Whether every township of a subject stands by every month of it."""
        months = {day.replace(day=1) for day in (period.first, period.last)} | set(_months(period))
        towns = {township_of(code) for code in who.village_codes}
        return all((town, month) in self._settled for town in towns for month in months)

    # -- counting --------------------------------------------------------

    def countable(self, way: CountedBy, period: Period) -> int:
        key = (way, period)
        if key not in self._countable:
            self._countable[key] = countable(way, self.pack.calendar, period)
        return self._countable[key]

    def counts(self, way: CountedBy, day: date) -> bool:
        if day not in self._kinds:
            self._kinds[day] = self.pack.calendar.kind_of(day)
        return self._kinds[day] in COUNTED_DAYS[way]

    def numbers_of(self, period: Period) -> dict[str, int]:
        """What the calendar and the pack's values say of a period."""
        if period not in self._of_period:
            self._of_period[period] = of_period(self.pack, period)
        return self._of_period[period]

    def number(self, name: str, who: Who) -> int:
        """A registered quantity over a subject's villages."""
        if name not in self._numbers:
            self._numbers[name] = registry.quantities[name](self.asked)
        return sum(self._numbers[name].get(code, 0) for code in who.village_codes)


def _begins(who: Who, period: Period) -> date:
    return who.stretches[0].first if who.stretches else period.first


def _order(event: Event) -> tuple[date, UUID]:
    return event.day, event.record


def _months(period: Period) -> Iterable[date]:
    month = period.first.replace(day=1)
    while month <= period.last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
