"""What may be done with a case, by whom, and what follows. Every refusal has a code, and the pack's own words if it has some."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.flow.definition import Level


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who asks: the account, and the roles held with the place prefix of each (units: their ids)."""

    user: str
    grants: tuple[tuple[str, str], ...] = ()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class World:
    """What a flow must know beyond the case: the day, the calendar, the pack's numbers, and who there is.

    `handled_at` says whether anybody may handle the case at a level (not the one complained about, not those who
    report to that person, not an empty post); `children_open` counts child cases that are not over.
    """

    on: date
    calendar: WorkCalendar
    values: Mapping[str, int] = field(default_factory=dict)
    handled_at: Callable[[Level], bool] = lambda _level: True
    children_open: int = 0


class Why(StrEnum):
    """Why something cannot be done."""

    NOT_IN_THIS_STATE = "not_in_this_state"
    NOT_YOURS = "not_yours"
    FOUR_EYES = "four_eyes"
    NOT_YET = "not_yet"  # a condition does not hold; its sentence says which
    ANSWER_MISSING = "answer_missing"
    NOT_ASKED = "not_asked"
    DAYS_REVERSED = "days_reversed"  # a stretch would end before it begins; about its last and its first day
    CLOSING_NEEDS = "closing_needs"
    SUSPENDED = "suspended"
    NOT_SUSPENDED = "not_suspended"
    OVER = "over"
    ONCE = "once"
    NO_LEVEL = "no_level"
    NOBODY_TO_NAME = "nobody_to_name"
    MAY_NOT_RAISE = "may_not_raise"


@dataclass(unsafe_hash=True)  # not frozen: Python itself writes the traceback of whatever is raised
class NotAllowed(Exception):
    # Told to the person who asked; never an accident.
    why: Why
    says: str = ""  # the pack's sentence
    about: tuple[str, ...] = ()  # fields, steps, or levels concerned


Answers = Mapping[str, Any]
