"""The ways a case can take through its states, as its file draws them: conditions are left out of account.

What holds "on every way" to a state holds whichever conditions come true.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from zhucun.policy.pack.shapes.flow import FlowShape, OpeningShape, StateShape, StepShape
from zhucun.policy.pack.yaml12 import Path

Names = frozenset[str]
NOTHING: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Way:
    """From one state to another, by a step or, without one, by the clock sending it up; None is before it is raised."""

    source: str | None
    target: str
    step: StepShape | None = None


def steps_in(shape: FlowShape) -> Iterator[tuple[Path, StateShape, StepShape]]:
    for place, state in enumerate(shape.states):
        for index, step in enumerate(state.steps):
            yield ("states", place, "steps", index), state, step


def targets(one: StepShape | OpeningShape) -> tuple[str, ...]:
    if isinstance(one.to, list):
        return tuple(route.state for route in one.to)
    return (one.to,) if one.to else ()


def ways_of(shape: FlowShape) -> tuple[Way, ...]:
    known = {state.id for state in shape.states}
    found = [Way(None, target) for target in targets(shape.opening)]
    for state in shape.states:
        found += [Way(state.id, target, step) for step in state.steps for target in targets(step)]
        if state.late and state.late.state:
            found.append(Way(state.id, state.late.state))
    return tuple(way for way in found if way.target in known)


def reached(ways: tuple[Way, ...]) -> set[str]:
    """The states that some case can come to."""
    found: set[str] = set()
    new = {way.target for way in ways if way.source is None}
    while new:
        found |= new
        new = {way.target for way in ways if way.source in found} - found
    return found


def ending(ways: tuple[Way, ...], ends: set[str]) -> set[str]:
    """The states from which some end can be reached, the ends included."""
    found, new = set[str](), ends
    while new:
        found |= new
        new = {way.source for way in ways if way.target in found and way.source is not None} - found
    return found


def on_every_way(
    ways: tuple[Way, ...],
    first: Names,
    gained: Callable[[StepShape], Names],
    lost: Callable[[StepShape], Names],
) -> dict[str, Names]:
    """By state, what every way to it has gained and not lost again; `first` is gained by raising the case."""
    every = first.union(*(gained(way.step) for way in ways if way.step))
    held = {way.target: every for way in ways}
    changed = True
    while changed:
        changed = False
        for way in ways:
            before = first if way.source is None else held.get(way.source, every)
            brings = (before | gained(way.step)) - lost(way.step) if way.step else before
            if not held[way.target] <= brings:
                held[way.target] &= brings
                changed = True
    return held


def answered_before(shape: FlowShape) -> dict[str, Names]:
    """The fields that are surely filled in when a state is entered."""
    return on_every_way(
        ways_of(shape), frozenset(shape.opening.asks), lambda step: frozenset(step.asks), lambda _: NOTHING
    )


def named_before(shape: FlowShape) -> dict[str, Names]:
    """The parties that are surely somebody when a state is entered."""
    filled = answered_before(shape)
    accounts = {field.key for field in shape.fields if field.type == "account"}
    sure = {step.id: set(step.asks) | filled.get(state.id, NOTHING) for _, state, step in steps_in(shape)}

    def gained(step: StepShape) -> Names:
        return frozenset(
            party
            for party, who in step.names.items()
            if who != "nobody" and (who not in accounts or who in sure[step.id])
        )

    def lost(step: StepShape) -> Names:
        return frozenset(party for party, who in step.names.items() if who == "nobody")

    opening = shape.opening
    first = {party for party, who in opening.names.items() if who not in accounts or who in opening.asks}
    if shape.against and shape.against in opening.asks:
        first.add("against")
    return on_every_way(ways_of(shape), frozenset(first | {"raiser"}), gained, lost)


def clock_circle(shape: FlowShape) -> list[str] | None:
    """States a case would go round for ever with nobody doing anything: steps that only the clock takes.

    Being sent up ends at the top, unless the clock also takes a step that changes the level.
    """
    lowers = any(step.level for _, step in steps_of_clock(shape))
    moves: dict[str, set[str]] = {
        state.id: {state.late.state} if lowers and state.late and state.late.state else set()
        for state in shape.states
    }
    for state, step in steps_of_clock(shape):
        moves[state.id] |= set(targets(step))
    return next((way for start in moves if (way := circle(start, moves))), None)


def steps_of_clock(shape: FlowShape) -> list[tuple[StateShape, StepShape]]:
    """The steps that the end of a term takes by itself."""
    return [
        (state, step)
        for _, state, step in steps_in(shape)
        if state.late and state.late.step == step.id and "take" in (state.late.do, state.late.at_top)
    ]


def circle(start: str, moves: Mapping[str, set[str]]) -> list[str] | None:
    """The shortest way from a name over what it leads to back to itself."""
    ways, seen = [[start]], set[str]()
    for way in ways:
        for target in sorted(moves.get(way[-1], ())):
            if target == start:
                return [*way, start]
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return None
