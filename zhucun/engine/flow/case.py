"""A case as its events made it: an event says what became true with it, folding the events gives the case.

What an event needed to know of the world that day (calendar, who holds a post) is decided in it and kept, so that
folding needs nothing else and gives the same case on any later day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from zhucun.engine.flow.definition import Ending, Level


class Happened(StrEnum):
    """What an event is. `late` is the clock's doing: told again, sent up, or a step taken by itself."""

    RAISED = "raised"
    STEP = "step"
    LATE = "late"
    RESUMED = "resumed"
    ASSIGNED = "assigned"  # somebody was named for it, outside the steps
    NOTED = "noted"  # a remark or a reminder; nothing moves


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
    times_up: int = 0
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
    raise NotImplementedError
