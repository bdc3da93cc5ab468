"""The first event of a case: who may raise it, what is asked, and where it goes at once."""

from collections.abc import Mapping
from dataclasses import replace

from zhucun.engine.flow.acting import Answers, NotAllowed, Who, Why, World
from zhucun.engine.flow.case import Case, Event, Happened
from zhucun.engine.flow.conditions import require_in_order, route_of
from zhucun.engine.flow.definition import AGAINST, RAISER, Flow
from zhucun.engine.flow.levels import first_level
from zhucun.engine.flow.moving import Act, Moved, enter, told
from zhucun.engine.flow.naming import asked_for, named
from zhucun.engine.flow.routing import NOBODY, parties_of

NOTHING: Mapping[str, str] = {}


def raise_case(
    flow: Flow,
    *,
    who: Who,
    role: str,
    place: str,
    answers: Answers,
    world: World,
    subject_named: Mapping[str, str] = NOTHING,
) -> Event:
    """Raise a case at a place (6, 9 or 12 digits). `subject_named` are people who follow from what it is about;
    those that the flow has no name for do not become its people."""
    if not may_raise(flow, who, role, place):
        raise NotAllowed(Why.MAY_NOT_RAISE, about=(role,))
    opening = flow.opening
    given = asked_for(answers, opening.asks, opening.may_add)
    require_in_order(flow, given, given)
    names = _people(flow, who, given, subject_named)
    reached = first_level(flow, place, world)
    draft = replace(_blank(flow, who, role, place, world), values=given, parties=names, level=reached.level)
    route = route_of(opening.to, flow, draft, world)
    there = enter(flow, draft, route.state, world, level=reached.level)
    act = Act(what=Happened.RAISED, by=who.user, answers=given, names=names)
    event = told(Moved(there, entered=True, skipped=reached.skipped), act, world)
    return replace(event, flow=flow.id, place=place, role=role)


def may_raise(flow: Flow, who: Who, role: str, place: str) -> bool:
    """Whether the role is held on the line of the place: above it, there, or below it."""
    held = (at for named, at in who.grants if named == role and at)
    on_line = any(place.startswith(at) or at.startswith(place) for at in held)
    return role in flow.opening.by and on_line


def _people(flow: Flow, who: Who, given: Answers, subject_named: Mapping[str, str]) -> dict[str, str]:
    """The raiser, those the opening names, and of the others those the flow has a name for, but for the one
    complained about."""
    known = {**subject_named, RAISER: who.user}
    names = named(flow.opening.names, flow, given, known, who.user)
    against = names.get(AGAINST, known.get(AGAINST, ""))
    own = parties_of(flow)
    kept = {
        name: user
        for name, user in known.items()
        if name in own and (name in (RAISER, AGAINST) or user != against)
    }
    return {name: user for name, user in {**kept, **names}.items() if user}


def _blank(flow: Flow, who: Who, role: str, place: str, world: World) -> Case:
    return Case(
        flow=flow.id,
        place=place,
        state="",
        level=None,
        seq=0,
        raised_on=world.on,
        raised_by=who.user,
        raised_as=role,
        entered_on=world.on,
        due_on=None,
        waits=NOBODY,
    )
