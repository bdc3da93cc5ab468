"""From what is known to the facts of a duty, one function per form. Nothing is judged here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from zhucun.engine.calendar import days_between
from zhucun.engine.due import due_days, last_of_grace
from zhucun.engine.duty import (
    AddUp,
    BeforeConfirmation,
    CountedBy,
    CoverageDuty,
    DatedDuty,
    Duty,
    Selection,
    StandingDuty,
    StreakDuty,
    Subject,
    TallyDuty,
)
from zhucun.engine.facts import (
    Act,
    CoverageFacts,
    DatedFacts,
    Facts,
    Known,
    Member,
    Outcome,
    StandingFacts,
    State,
    StreakFacts,
)
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer
from zhucun.kernel.place_codes import village_id
from zhucun.policy import registry
from zhucun.policy.deciding.book import Answers, Book
from zhucun.policy.deciding.known import names_of, told
from zhucun.policy.deciding.subjects import Who
from zhucun.policy.offers import Event, MemberFact

ONE_DAY = timedelta(days=1)


def facts_of(book: Book, duty: Duty, who: Who, period: Period, answers: Answers) -> Known | None:
    """The facts of one subject in one period; `None` when nobody offers what the duty reads."""
    match duty:
        case TallyDuty():
            return _tally(book, duty, who, period)
        case CoverageDuty():
            return _coverage(book, duty, who, period)
        case DatedDuty():
            return _dated(book, duty, who, period)
        case StandingDuty():
            return _standing(book, duty, who, period)
        case StreakDuty():
            return _streak(book, duty, who, period, answers)
    raise TypeError(f"no facts are known for {type(duty).__name__}")


def _known(book: Book, duty: Duty, who: Who, period: Period) -> tuple[dict[str, Any], frozenset[date]]:
    """What every form asks, and the days that are excused."""
    excused, excused_records = book.excused(duty.excused_by, who, period)
    calendar = book.pack.calendar
    known: dict[str, Any] = {
        "countable": book.countable(duty.counted_by, period),
        "countable_while_posted": sum(book.countable(duty.counted_by, part) for part in who.stretches),
        "excused": sum(book.counts(duty.counted_by, day) for day in excused),
        "excused_records": excused_records,
        "period_over": book.on > period.last,  # what can be done today is not yet missed
        "settled": _waits(duty) and book.settled(who, period),
        "attributes": who.attributes,
        "calendar_source": calendar.source_of(period.first.year),
        "provisional_years": tuple(one.year for one in calendar.warnings(period.first, period.last)),
    }
    if names := names_of(duty):
        worked = sum(book.countable(CountedBy.WORKDAYS, part) for part in who.stretches)
        own = {"posted_workdays": worked, **_numbers(book, who, period, names)}
        known["quantities"] = book.numbers_of(period) | own
    return known, excused


def _waits(duty: Duty) -> bool:
    return duty.before_confirmation is BeforeConfirmation.UNDETERMINED


def _numbers(book: Book, who: Who, period: Period, names: frozenset[str]) -> Mapping[str, int]:
    found = {name: book.number(name, who) for name in names & registry.quantities.keys()}
    if "team_size" in names:
        found["team_size"] = _most_at_once(book, who, period)
    return found


def _most_at_once(book: Book, who: Who, period: Period) -> int:
    """How many were posted to the subject's villages on the fullest day of a period."""
    return sum(
        max((state.value or 0 for state in states if period.overlap(state.first, state.last)), default=0)
        for states in (book.states("dispatch.team_size", code) for code in sorted(who.village_codes))
    )


# --- tally


def _tally(book: Book, duty: TallyDuty, who: Who, period: Period) -> Known | None:
    if source := registry.presence.get(duty.measure):
        facts = book.presence(duty, period, source).get(who.id)
        if facts is None:
            return None
        posted = who.stretches[0] if who.stretches else None
        numbers = _numbers(book, who, period, names_of(duty))
        return told(duty, facts, period, book.pack, posted, who.attributes, numbers)
    known, _excused = _known(book, duty, who, period)
    events = _selected(book, duty, who, period)
    counted = [event for event in events if not event.open]
    done = _amount(duty.of, counted)
    return Facts(
        **known,
        done=done,
        open=_amount(duty.of, events) - done,
        still_possible=_ahead(book, duty, who, period, events),
        missing=not events,
        records=_ids(counted),
        open_records=_ids(event for event in events if event.open),
    )


def _selected(book: Book, duty: Duty, who: Who, period: Period, last: date | None = None) -> list[Event]:
    """What happened in a period, as far as a duty counts it and it has happened already."""
    events = book.events(duty.measure, who, period.first, min(book.on, last or period.last))
    return [event for event in events if _counts(book, duty, event)]


def _counts(book: Book, duty: Duty, event: Event) -> bool:
    if event.calendar_day and not book.counts(duty.counted_by, event.day):
        return False
    of = duty.of
    return of is None or (event.form in of.forms and bool(fits(event.body, of.where)))


def fits(body: Mapping[str, object], where: Mapping[str, frozenset[str]]) -> bool | None:
    """Whether a record says all that is wanted; `None` when it leaves one of the fields out."""
    if not where.keys() <= body.keys():
        return None
    return all(not wanted.isdisjoint(_said(body[name])) for name, wanted in where.items())


def _said(value: object) -> set[str]:
    if isinstance(value, list):
        return {str(one) for one in value}
    return {str(value).lower() if isinstance(value, bool) else str(value)}


def _amount(of: Selection | None, events: Iterable[Event]) -> int:
    add_up = of.add_up if of else AddUp.RECORDS
    if add_up is AddUp.DAYS:
        return len({event.day for event in events})
    if of and of.field and add_up is AddUp.FIELD:
        return sum(value for event in events if isinstance(value := event.body.get(of.field), int))
    return sum(1 for _ in events)


def _ahead(book: Book, duty: TallyDuty, who: Who, period: Period, events: list[Event]) -> int | None:
    """Days can only be as many as are left, today among them; for the rest nothing limits what may still come."""
    if book.on > period.last:
        return 0
    if duty.of and duty.of.add_up is not AddUp.DAYS:
        return None
    way = duty.counted_by if duty.of is None else CountedBy.DAYS
    taken = any(event.day == book.on for event in events)
    begins = book.on + ONE_DAY if taken else book.on
    parts = (
        period.overlap(max(begins, part.first), part.last) for part in who.stretches if part.last >= begins
    )
    return sum(book.countable(way, part) for part in parts if part)


def _ids(events: Iterable[Event]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(event.record) for event in events))


# --- coverage


def _coverage(book: Book, duty: CoverageDuty, who: Who, period: Period) -> Known | None:
    known, _excused = _known(book, duty, who, period)
    found = book.members(duty.every, who, period)
    belongs = [fits_attributes(book.attributes_of(member, who, period), duty.every_where) for member in found]
    if None in belongs:
        return CoverageFacts(**known, members=None)
    members = [member for member, one in zip(found, belongs, strict=True) if one]
    events = _by_member(members, _selected(book, duty, who, period), who)
    shown = tuple(_member(book, duty, who, period, member, events[member.id]) for member in members)
    return CoverageFacts(**known, members=shown, missing=not any(one.done or one.open for one in shown))


def fits_attributes(held: Mapping[str, tuple[str, ...]], where: Mapping[str, frozenset[str]]) -> bool | None:
    if not where.keys() <= held.keys():
        return None
    return all(not wanted.isdisjoint(held[name]) for name, wanted in where.items())


def _by_member(members: Iterable[MemberFact], events: list[Event], who: Who) -> Mapping[UUID, list[Event]]:
    """Each member's events: a household's own, a cadre's own, or all that happened in a village."""
    kinds = {member.kind for member in members}
    village = {one.id: village_id(one.village_code) for one in who.postings}
    held: dict[UUID, list[Event]] = defaultdict(list)
    for event in events:
        if Subject.HOUSEHOLD in kinds and event.household:
            held[event.household].append(event)
        if Subject.POSTING in kinds:
            held[event.posting].append(event)
        if Subject.VILLAGE in kinds:
            held[village[event.posting]].append(event)
    return held


def _member(
    book: Book, duty: CoverageDuty, who: Who, period: Period, member: MemberFact, events: list[Event]
) -> Member:
    counted = [event for event in events if not event.open]
    done = _amount(duty.of, counted)
    open_ = _amount(duty.of, events) - done
    excused = member.kind is Subject.POSTING and _wholly_excused(book, duty, member, period)
    return Member(str(member.id), done, open_, excused, _ids(events))


def _wholly_excused(book: Book, duty: Duty, member: MemberFact, period: Period) -> bool:
    who = next((one for one in book.whos(Subject.POSTING, period) if one.id == member.id), None)
    if who is None:
        return False
    days, _records = book.excused(duty.excused_by, who, period)
    there = sum(book.countable(duty.counted_by, part) for part in who.stretches)
    return bool(days) and sum(book.counts(duty.counted_by, day) for day in days) >= there


# --- dated


def _dated(book: Book, duty: DatedDuty, who: Who, period: Period) -> Known | None:
    calendar = book.pack.calendar
    starts = sorted({posting.starts_on for posting in who.postings})
    days = due_days(duty.days, period, calendar, {"posting_start": starts})
    due = tuple(day for day in days if any(day in part for part in who.stretches))
    late = {day: last_of_grace(day, duty.grace, calendar) for day in due} if duty.grace else {}
    closes = max([period.last, *late.values()])
    known, excused = _known(book, duty, who, period)
    events = _selected(book, duty, who, period, closes)
    return DatedFacts(
        **known | {"missing": not events},
        as_of=min(book.on - ONE_DAY, closes),  # the last day that is wholly past
        due=due,
        acts=tuple(Act(event.day, str(event.record), event.open) for event in events),
        excused_days=excused,
        late_until=late,
    )


# --- standing


def _standing(book: Book, duty: StandingDuty, who: Who, period: Period) -> Known | None:
    known, excused = _known(book, duty, who, period)
    as_of = min(book.on, period.last)
    hull = _hull(who, as_of)
    states = tuple(_states(book, duty, who, hull)) if hull else ()
    worked = (day for day in days_between(period.first, period.last) if book.counts(CountedBy.WORKDAYS, day))
    return StandingFacts(
        **known | {"missing": not states},
        as_of=as_of,
        states=states,
        excused_days=excused,
        workdays=frozenset(worked),
    )


def _hull(who: Who, as_of: date) -> Period | None:
    """From the first to the last day somebody was there: before and after them a village stands for nobody."""
    if not who.stretches or who.stretches[0].first > as_of:
        return None
    return Period(who.stretches[0].first, min(as_of, who.stretches[-1].last))


def _states(book: Book, duty: StandingDuty, who: Who, hull: Period) -> Iterable[State]:
    for code in sorted(who.village_codes):
        for fact in book.states(duty.measure, code):
            if part := hull.overlap(fact.first, fact.last):
                yield State(part, fact.value, tuple(map(str, fact.records)), fact.open)


# --- streak


def _streak(book: Book, duty: StreakDuty, who: Who, period: Period, answers: Answers) -> Known | None:
    known, excused = _known(book, duty, who, period)
    if duty.of_duty:
        outcomes = tuple(_answered(duty, who, period, answers))
    else:
        outcomes = tuple(
            Outcome(
                event.day,
                fits(event.body, duty.hit_where),
                str(event.record),
                excused=event.day in excused,
                open=event.open,
            )
            for event in _selected(book, duty, who, period)
        )
    return StreakFacts(**known | {"missing": not outcomes}, outcomes=outcomes)


def _answered(duty: StreakDuty, who: Who, period: Period, answers: Answers) -> Iterable[Outcome]:
    """One outcome per period of another duty; what did not apply is no part of the row, what is open is not known."""
    for part, answer in answers.get((duty.of_duty or "", who.id), ()):
        hit = answer.value == duty.outcome
        if part.last not in period or (answer is Answer.NOT_APPLICABLE and not hit):
            continue
        known = None if answer is Answer.UNDETERMINED and not hit else hit
        yield Outcome(part.last, known, f"{duty.of_duty}@{part.first.isoformat()}")
