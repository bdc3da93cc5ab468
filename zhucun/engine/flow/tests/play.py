"""A case played through: every move is tried, and whatever comes of it is written down."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from zhucun.engine.flow.acting import NotAllowed, Who, World
from zhucun.engine.flow.case import Case, Event, after
from zhucun.engine.flow.clocks import lapse
from zhucun.engine.flow.definition import Flow, Step, StepKind
from zhucun.engine.flow.opening import raise_case
from zhucun.engine.flow.routing import may_take
from zhucun.engine.flow.steps import assign, note, resume, take
from zhucun.engine.flow.tests.build import CALENDAR
from zhucun.engine.flow.tests.draw import ELSEWHERE, PEOPLE, USERS, Move

FIRST_DAY = date(2026, 11, 16)
PARTIES = ("helper", "other")
ANSWERED = {"t": "x", "p": "nobody", "u": "roads"}  # when it is raised, unless drawn otherwise


@dataclass(frozen=True, slots=True)
class Tried:
    """One move: the case before it, and the event or the refusal (neither when the clock had nothing to do)."""

    move: Move
    act: str
    world: World
    who: Who
    step: str = ""
    before: Case | None = None
    event: Event | None = None
    refused: NotAllowed | None = None
    after: Case | None = None


@dataclass
class Played:
    flow: Flow
    place: str
    tried: list[Tried] = field(default_factory=list)

    @property
    def happened(self) -> list[Tried]:
        return [one for one in self.tried if one.event]

    @property
    def events(self) -> list[Event]:
        return [one.event for one in self.tried if one.event]


def play(life: tuple[Flow, str, Move, list[Move]]) -> Played:
    """Raise a case and try every move on it; nothing more is tried when it could not be raised."""
    flow, place, first, moves = life
    played, day = Played(flow, place), FIRST_DAY
    case = _try(played, None, first, day)
    for move in moves:
        if case is None:
            break
        day += timedelta(days=move.days)
        case = _try(played, case, move, day)
    return played


def _try(played: Played, case: Case | None, move: Move, day: date) -> Case | None:
    world = World(
        on=day,
        calendar=CALENDAR,
        values={"limit": 4},
        handled_at=lambda level: level in move.handled,
        children_open=move.children_open,
    )
    what: dict[str, Any] = {"move": move, "world": world, "before": case}
    what |= _chosen(played.flow, case, move)
    try:
        event = _acted(played, case, move, world, what["who"], what["step"], what["act"])
    except NotAllowed as refused:
        played.tried.append(Tried(**what, refused=refused, after=case))
        return case
    now = after(case, event) if event else case
    played.tried.append(Tried(**what, event=event, after=now))
    return now


def _chosen(flow: Flow, case: Case | None, move: Move) -> dict[str, Any]:
    """Which step, and who: the one drawn, or the first whose step it is."""
    drawn = PEOPLE[move.who or 0]
    if case is None:
        raiser = next(
            who for who in (drawn, PEOPLE[0]) if {"secretary", "officer"} & {r for r, _ in who.grants}
        )
        return {"act": "raise", "who": raiser, "step": ""}
    steps = flow.state(case.state).steps
    step = steps[move.pick % len(steps)] if move.pick != ELSEWHERE else None
    theirs = _whose(flow, case, step) if step and move.who is None else None
    return {"act": move.act, "who": theirs or drawn, "step": step.id if step else "elsewhere"}


def _whose(flow: Flow, case: Case, step: Step) -> Who | None:
    state = flow.state(case.state)
    return next((who for who in PEOPLE if may_take(flow, case, state, step, who)), None)


def _acted(
    played: Played, case: Case | None, move: Move, world: World, who: Who, step: str, act: str
) -> Event | None:
    flow = played.flow
    if case is None:
        role = next(role for role, _ in who.grants if role in flow.opening.by)
        answers = move.answers if move.pick == ELSEWHERE else {**ANSWERED, **move.answers}
        return raise_case(flow, who=who, role=role, place=played.place, answers=answers, world=world)
    match act:
        case "take":
            found = flow.state(case.state).step(step)
            into = "another" if found and found.kind is StepKind.MERGE else ""
            return take(flow, case, step, move.answers, who, world, merge_into=into)
        case "clock":
            return lapse(flow, case, world)
        case "resume":
            return resume(flow, case, who, world)
        case "assign":
            return assign(flow, case, PARTIES[move.pick % 2], USERS[move.pick], who, world)
        case _:
            return note(case, who, world)
