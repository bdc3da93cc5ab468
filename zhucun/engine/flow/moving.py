"""What a step makes of a case, whether a person takes it or the clock.

A draft is the case as it will be; the event tells it. The fold of the event gives the draft again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from zhucun.engine.flow.acting import NotAllowed, Why, World
from zhucun.engine.flow.case import Case, Event, Happened
from zhucun.engine.flow.conditions import require, require_in_order, route_of
from zhucun.engine.flow.definition import AGAINST, Ending, Flow, Level, Step, StepKind
from zhucun.engine.flow.levels import moved
from zhucun.engine.flow.naming import named, refuse_complained_about
from zhucun.engine.flow.numbers import is_filled
from zhucun.engine.flow.routing import NOBODY, waits_for
from zhucun.engine.flow.terms import due_of, prolonged


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does what; `by` is empty for the clock."""

    what: Happened
    by: str
    step: str = ""
    answers: Mapping[str, Any]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """The case as it will be, whether a stay began, and the levels passed over on the way."""

    draft: Case
    entered: bool = False
    skipped: tuple[Level, ...] = ()


def follow(
    flow: Flow,
    case: Case,
    step: Step,
    world: World,
    *,
    by: str,
    given: Mapping[str, Any],
    merge_into: str = "",
) -> Event:
    """The event of a step that whoever asks for may take; an empty `by` is the clock."""
    informed = replace(case, values={**case.values, **given})
    require_in_order(flow, given, informed.values)
    require(step.when, flow, informed, world)
    names = named(step.names, flow, informed.values, informed.parties, by)
    parties = {**informed.parties, **names}
    refuse_complained_about(parties, parties.get(AGAINST, ""))
    draft = replace(informed, parties=parties)
    what = Happened.STEP if by else Happened.LATE
    gone = _gone(flow, draft, step, world, merge_into, afresh=not by)
    return told(gone, Act(what=what, by=by, step=step.id, answers=given, names=names), world)


def enter(
    flow: Flow,
    draft: Case,
    state: str,
    world: World,
    *,
    level: Level | None,
    ending: Ending | None = None,
    afresh: bool = False,
) -> Case:
    """Begin a stay: the term runs anew, nothing of the stay before is left."""
    begun = replace(
        draft,
        state=state,
        level=level,
        entered_on=world.on,
        ending=ending or flow.state(state).ending,
        merged_into="",
    )
    _require_closing(flow, begun)
    return waiting(flow, replace(begun, due_on=due_of(flow, begun, world, afresh=afresh)))


def waiting(flow: Flow, draft: Case) -> Case:
    """With the people its state waits for; a case that is over waits for nobody."""
    actor = flow.state(draft.state).actor
    return replace(draft, waits=waits_for(flow, draft, actor) if draft.is_open else NOBODY)


def told(gone: Moved, act: Act, world: World) -> Event:
    """The event that makes a draft so."""
    draft = gone.draft
    return Event(
        seq=draft.seq + 1,
        what=act.what,
        on=world.on,
        by=act.by,
        state=draft.state,
        level=draft.level,
        due_on=draft.due_on,
        waits=draft.waits,
        step=act.step,
        entered=gone.entered,
        answers=act.answers,
        names=act.names,
        skipped=gone.skipped,
        suspended=draft.suspended_on is not None,
        ending=draft.ending,
        merged_into=draft.merged_into,
    )


def missing_at_closing(flow: Flow, case: Case) -> tuple[str, ...]:
    return tuple(key for key in flow.closing_needs if not is_filled(case.values.get(key)))


def _gone(flow: Flow, draft: Case, step: Step, world: World, merge_into: str, *, afresh: bool) -> Moved:
    match step.kind:
        case StepKind.STAY:
            return Moved(waiting(flow, _prolonged(flow, draft, step, world)))
        case StepKind.SUSPEND:
            return Moved(waiting(flow, replace(draft, suspended_on=world.on)))
        case StepKind.MERGE:
            return Moved(_merged(flow, draft, step, world, merge_into), entered=True)
        case StepKind.MOVE:
            route = route_of(step.to, flow, draft, world)
            reached = moved(flow, draft, step.level, world)
            there = enter(flow, draft, route.state, world, level=reached.level, afresh=afresh)
            return Moved(there, entered=True, skipped=reached.skipped)


def _prolonged(flow: Flow, draft: Case, step: Step, world: World) -> Case:
    if step.prolongs is None or draft.due_on is None:
        return draft
    due = prolonged(step.prolongs, flow, draft, world)
    if due is None:  # by how much is not known: nothing would be prolonged
        raise NotAllowed(Why.NOT_YET, about=(step.id,))
    return replace(draft, due_on=due)


def _merged(flow: Flow, draft: Case, step: Step, world: World, merge_into: str) -> Case:
    """A merging step that leads nowhere ends the case in the state where it is."""
    state = route_of(step.to, flow, draft, world).state if step.to else draft.state
    over = enter(flow, draft, state, world, level=draft.level, ending=Ending.MERGED)
    return replace(over, merged_into=merge_into)


def _require_closing(flow: Flow, draft: Case) -> None:
    if draft.ending is Ending.SETTLED and (missing := missing_at_closing(flow, draft)):
        raise NotAllowed(Why.CLOSING_NEEDS, about=missing)
