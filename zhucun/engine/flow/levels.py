"""Where a case goes between village, township and county. A level where nobody may handle it is passed over.

Levels below the place of a case do not exist for it: what lies in a township begins there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from zhucun.engine.flow.acting import NotAllowed, Why, World
from zhucun.engine.flow.case import Case
from zhucun.engine.flow.definition import DIGITS, Flow, Level

UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True)
class Reached:
    """`level` is None where the kind of case knows no levels, or none of those wanted is handled."""

    level: Level | None
    skipped: tuple[Level, ...] = ()


def levels_of(flow: Flow, place: str) -> tuple[Level, ...]:
    """The levels a case at a place can have, lowest first."""
    there = (level for level in flow.levels if DIGITS[level] <= len(place))
    return tuple(sorted(there, key=lambda level: -DIGITS[level]))


def first_level(flow: Flow, place: str, world: World) -> Reached:
    """Where a case begins."""
    if not flow.levels:
        return Reached(None)
    return _or_refuse(_reach(levels_of(flow, place), world))


def above(flow: Flow, case: Case, world: World) -> Reached:
    """The next level up that is handled; none at the top."""
    return _reach(_wanted(flow, case, UP), world)


def moved(flow: Flow, case: Case, where: str, world: World) -> Reached:
    """The level after a step that says `up`, `down`, a level's name, or nothing."""
    return _or_refuse(_reach(_wanted(flow, case, where), world)) if where else Reached(case.level)


def _wanted(flow: Flow, case: Case, where: str) -> tuple[Level, ...]:
    """The levels to try, nearest first: passing over goes on in the direction of the step, else upwards."""
    there, now = levels_of(flow, case.place), DIGITS[case.level] if case.level else 0
    match where:
        case "up":
            return tuple(level for level in there if DIGITS[level] < now)
        case "down":
            return tuple(level for level in reversed(there) if DIGITS[level] > now > 0)
        case _:
            return tuple(level for level in there if DIGITS[level] <= DIGITS[Level(where)])


def _reach(wanted: Iterable[Level], world: World) -> Reached:
    skipped: list[Level] = []
    for level in wanted:
        if world.handled_at(level):
            return Reached(level, tuple(skipped))
        skipped.append(level)
    return Reached(None, tuple(skipped))


def _or_refuse(reached: Reached) -> Reached:
    if reached.level is None:
        raise NotAllowed(Why.NO_LEVEL, about=tuple(reached.skipped))
    return reached
