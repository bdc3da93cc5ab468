"""A case as its events made it: an event says what became true with it, folding the events gives the case.

What an event needed to know of the world that day (calendar, who holds a post) is decided in it and kept, so that
folding needs nothing else and gives the same case on any later day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from zhucun.engine.flow.definition import DIGITS, Ending, Level


class Happened(StrEnum):
    """What an event is. `late` is the clock's doing: told again, sent up, or a step taken by itself."""

    RAISED = "raised"
    STEP = "step"
    LATE = "late"
    RESUMED = "resumed"
    ASSIGNED = "assigned"  # somebody was named for it, outside the steps
    NOTED = "noted"  # a remark or a reminder; nothing moves


ACTS = frozenset({Happened.RAISED, Happened.STEP, Happened.LATE})  # those whose answers become the case's


@dataclass(frozen=True, slots=True)
class Waits:
    """For whom a case waits: one account, one unit, or the holders of a role at a place; all empty for nobody."""

    user: str = ""
    unit: str = ""
    role: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where a case stands after its last event.

    `place` is a division code prefix of 6, 9 or 12 digits. `doers` keeps who last took each step.
    """

    flow: str
    place: str
    state: str
    level: Level | None
    seq: int
    raised_on: date
    raised_by: str
    raised_as: str  # the role
    entered_on: date
    due_on: date | None
    waits: Waits
    values: Mapping[str, Any] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    doers: Mapping[str, str] = field(default_factory=dict)
    since_entered: frozenset[str] = frozenset()  # steps taken in this stay
    late: bool = False  # the end of this term has been answered
    times_up: int = 0  # how often it came to a higher level, by the clock or by hand
    times_reopened: int = 0
    suspended_on: date | None = None
    ending: Ending | None = None
    ended_on: date | None = None
    merged_into: str = ""

    @property
    def is_open(self) -> bool:
        return self.ending is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a case: what was done, and what is so from then on.

    `entered` says that a stay in a state began, the same state again included: terms run anew. `place`, `flow` and
    `role` are told by the first event alone.
    """

    seq: int
    what: Happened
    on: date
    by: str  # an account; empty for the clock
    state: str
    level: Level | None
    due_on: date | None
    waits: Waits
    step: str = ""
    entered: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # parties as of now; an empty name takes one away
    skipped: tuple[Level, ...] = ()  # levels passed over because nobody there may handle it
    suspended: bool = False
    ending: Ending | None = None
    merged_into: str = ""
    flow: str = ""
    place: str = ""
    role: str = ""


def fold(events: Iterable[Event]) -> Case:
    """The case after its last event; events are in order, from 1, without a gap."""
    case: Case | None = None
    for event in events:
        case = after(case, event)
    if case is None:
        raise ValueError("a case has at least the event that raised it")
    return case


def after(case: Case | None, event: Event) -> Case:
    """The case once an event has happened."""
    if event.seq != (case.seq + 1 if case else 1) or (event.what is Happened.RAISED) != (case is None):
        raise ValueError(f"event {event.seq} ({event.what}) does not follow {case.seq if case else 0}")
    if case is None:
        return _begun(event)
    if event.what is Happened.NOTED:
        return replace(case, seq=event.seq)
    return replace(
        case,
        seq=event.seq,
        state=event.state,
        level=event.level,
        due_on=event.due_on,
        waits=event.waits,
        merged_into=event.merged_into,
        suspended_on=(case.suspended_on or event.on) if event.suspended else None,
        parties=_named(case.parties, event.names),
        times_up=case.times_up + _rose(case.level, event.level),
        **_acted(case, event),
        **_stay(case, event),
        **_end(case, event),
    )


def _begun(event: Event) -> Case:
    return Case(
        flow=event.flow,
        place=event.place,
        state=event.state,
        level=event.level,
        seq=event.seq,
        raised_on=event.on,
        raised_by=event.by,
        raised_as=event.role,
        entered_on=event.on,
        due_on=event.due_on,
        waits=event.waits,
        values=dict(event.answers),
        parties=_named({}, event.names),
        ending=event.ending,
        ended_on=event.on if event.ending else None,
    )


def _acted(case: Case, event: Event) -> dict[str, Any]:
    """What was answered and who did it; the words of an assignment stay with its event."""
    if event.what not in ACTS:
        return {}
    doers = {**case.doers, event.step: event.by} if event.step else case.doers
    return {"values": {**case.values, **event.answers}, "doers": doers}


def _stay(case: Case, event: Event) -> dict[str, Any]:
    if event.entered:
        return {"entered_on": event.on, "since_entered": frozenset(), "late": False}
    taken = frozenset({event.step} if event.step else ())
    late = event.what is Happened.LATE or (case.late and not _was_prolonged(case, event))
    return {"since_entered": case.since_entered | taken, "late": late}


def _was_prolonged(case: Case, event: Event) -> bool:
    """A person gave it more time, and there is some left: the new end of the term is yet to be answered."""
    if event.what is not Happened.STEP or event.due_on is None or case.due_on is None:
        return False
    return event.due_on > case.due_on and event.due_on >= event.on


def _end(case: Case, event: Event) -> dict[str, Any]:
    again = case.ending is not None and event.what is Happened.STEP
    day = case.ended_on if case.ending and not again else event.on
    return {
        "ending": event.ending,
        "ended_on": day if event.ending else None,
        "times_reopened": case.times_reopened + again,
    }


def _named(parties: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {party: user for party, user in {**parties, **names}.items() if user}


def _rose(before: Level | None, now: Level | None) -> bool:
    return before is not None and now is not None and DIGITS[now] < DIGITS[before]
