"""Who answers for what, and what one more word would do. Pure: knows no database.

A pairing holds from its first day up to, but not including, the day it ends: the day of a hand-over is the first of
the new one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from zhucun.households.choices import PairingKind
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, VILLAGE, prefix_of
from zhucun.kernel.text import canonical_name
from zhucun.places.choices import Level

NAME, BECAUSE = 60, 200
OF_HOUSEHOLDS = (PairingKind.CADRE_HOUSEHOLD, PairingKind.MEMBER_HOUSEHOLD, PairingKind.GRID)
OF_PLACES = (PairingKind.LEADER_TOWNSHIP, PairingKind.UNIT_VILLAGE)
LEVEL_OF = {PairingKind.LEADER_TOWNSHIP: Level.TOWNSHIP, PairingKind.UNIT_VILLAGE: Level.VILLAGE}
# An office says it from above: whoever keeps a village does not choose the unit that helps it.
SAID_FROM: Mapping[str, int] = {PairingKind.LEADER_TOWNSHIP: COUNTY, PairingKind.UNIT_VILLAGE: TOWNSHIP}
# The number of the pack that says how many one helper answers for; a county that has none sets no limit.
LIMITS: Mapping[str, str] = {
    PairingKind.LEADER_TOWNSHIP: "townships_per_leader",
    PairingKind.UNIT_VILLAGE: "villages_per_unit",
    PairingKind.CADRE_HOUSEHOLD: "households_per_cadre",
    PairingKind.MEMBER_HOUSEHOLD: "linked_households",
    PairingKind.GRID: "households_per_grid",
}


@dataclass(frozen=True, slots=True)
class Helper:
    """Whoever answers: an account, a unit, or a name alone."""

    name: str
    user_id: UUID | None = None
    unit_id: UUID | None = None

    def cleaned(self) -> "Helper":
        return replace(self, name=canonical_name(self.name))

    def is_same(self, other: "Helper") -> bool:
        """The same account or unit; names tell only where neither is known by more."""
        if self.user_id or other.user_id or self.unit_id or other.unit_id:
            return (self.user_id, self.unit_id) == (other.user_id, other.unit_id)
        return self.name == other.name


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of what somebody wants to say: this helper answers for this place or family from a day on."""

    kind: str
    place_code: str  # twelve digits
    helper: Helper
    starts_on: date
    because: str = ""
    household_id: UUID | None = None

    @property
    def target(self) -> "Target":
        return Target(self.kind, self.place_code if self.household_id is None else "", self.household_id)


@dataclass(frozen=True, slots=True)
class Target:
    """What is answered for; a family is the same wherever its village has gone."""

    kind: str
    place_code: str
    household_id: UUID | None


@dataclass(frozen=True, slots=True)
class Held:
    """A pairing that somebody has said already."""

    id: UUID | None  # None: by an earlier line of the same list
    helper: Helper
    starts_on: date
    ends_on: date | None


class State(StrEnum):
    """What a line would do."""

    NEW = "new"
    HANDS_OVER = "hands_over"
    SAME = "same"
    CLASHES = "clashes"


class Plan:
    """Lines one after the other, each held against what is there and against the lines before it."""

    def __init__(self, held: Iterable[tuple[Target, Held]]) -> None:
        self._held: dict[Target, list[Held]] = {}
        for target, one in held:
            self._held.setdefault(target, []).append(one)

    def add(self, wanted: Wanted) -> tuple[State, Held | None]:
        """What a line would do, and the pairing that it repeats, takes over from or clashes with."""
        rows = self._held.setdefault(wanted.target, [])
        mine = [one for one in rows if one.helper.is_same(wanted.helper)]
        rivals = mine if wanted.kind in OF_PLACES else rows
        same = next((one for one in mine if _covers(one, wanted.starts_on) and one.ends_on is None), None)
        if same is not None:
            return State.SAME, same
        clash = next((one for one in rivals if _later(one, wanted.starts_on)), None)
        if clash is not None:
            return State.CLASHES, clash
        taken = next((one for one in rivals if one.ends_on is None), None)
        if taken is not None and taken.id is None:
            return State.CLASHES, taken
        if taken is not None:
            rows[rows.index(taken)] = replace(taken, ends_on=wanted.starts_on)
        rows.append(Held(None, wanted.helper, wanted.starts_on, None))
        return (State.HANDS_OVER if taken else State.NEW), taken


def _covers(held: Held, day: date) -> bool:
    return held.starts_on <= day and (held.ends_on is None or day < held.ends_on)


def _later(held: Held, day: date) -> bool:
    """Whether what is held begins on that day or after it, or had an end that lies beyond it."""
    return held.starts_on >= day or (held.ends_on is not None and held.ends_on > day)


def may_say(prefixes: Iterable[str], kind: str, place_code: str) -> bool:
    """Whether somebody with these places says who answers: an office at least as high as the kind asks for."""
    place = prefix_of(place_code)
    highest = SAID_FROM.get(kind, VILLAGE)
    return any(place.startswith(prefix) and len(prefix) <= highest for prefix in prefixes)


def joined(before: str, now: str) -> str:
    """Why it began and why it ended stand in one line; the trail keeps each whole."""
    return "；".join(dict.fromkeys(filter(None, (before, now))))[-BECAUSE:]
