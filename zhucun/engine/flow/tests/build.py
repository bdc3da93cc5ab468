"""Short ways to write flows, people and days for the examples."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhucun.engine.calendar import SpecialDay, SpecialKind, WorkCalendar
from zhucun.engine.expression import Expression
from zhucun.engine.flow.acting import NotAllowed, Who, World
from zhucun.engine.flow.case import Case, Event, after, fold
from zhucun.engine.flow.clocks import lapse
from zhucun.engine.flow.definition import (
    RAISER,
    About,
    Acting,
    Actor,
    Amount,
    Compare,
    Condition,
    Ending,
    Flow,
    Late,
    Level,
    NumberTest,
    Opening,
    Route,
    State,
    Step,
    StepKind,
    Term,
    TermUnit,
    Test,
)
from zhucun.engine.flow.opening import raise_case
from zhucun.engine.flow.steps import take

VILLAGE, TOWNSHIP, COUNTY = "520381001002", "520381001", "520381"
LEVEL, NOBODY = Actor(Acting.LEVEL), Actor(Acting.NOBODY)
BY_RAISER = Actor(Acting.PARTY, RAISER)

secretary = Who("secretary", (("secretary", VILLAGE),))
officer = Who("officer", (("officer", TOWNSHIP),))
officer_b = Who("officer_b", (("officer", TOWNSHIP),))
county_officer = Who("county", (("county_officer", COUNTY),))
stranger = Who("stranger", (("officer", "520381009"), ("secretary", "520381001003")))

# The week of Monday the 16th; Friday the 27th is a holiday, Saturday the 28th is worked for it.
CALENDAR = WorkCalendar(
    [
        SpecialDay(date(2026, 11, 27), SpecialKind.HOLIDAY, "调休"),
        SpecialDay(date(2026, 11, 28), SpecialKind.MAKE_UP, "调休"),
    ],
    {2026: "paper"},
)


def nov(day: int) -> date:
    return date(2026, 11, day)


def world(day: int = 16, **changes: Any) -> World:
    usual: dict[str, Any] = {"on": nov(day), "calendar": CALENDAR}
    return World(**(usual | changes))


def without(*levels: Level) -> Any:
    """Nobody may handle it at these levels."""
    return lambda level: level not in levels


def step(id: str, to: str | tuple[Route, ...] = (), **changes: Any) -> Step:
    routes = (Route(to),) if isinstance(to, str) else to
    usual: dict[str, Any] = {"id": id, "title": id, "kind": StepKind.MOVE, "to": routes}
    return Step(**(usual | changes))


def stay(id: str, **changes: Any) -> Step:
    return step(id, kind=StepKind.STAY, **changes)


def state(id: str, *steps: Step, **changes: Any) -> State:
    usual: dict[str, Any] = {"id": id, "title": id, "actor": LEVEL, "steps": steps}
    return State(**(usual | changes))


def over(id: str = "over", ending: Ending = Ending.SETTLED, **changes: Any) -> State:
    usual: dict[str, Any] = {"id": id, "title": id, "actor": BY_RAISER, "ending": ending}
    return State(**(usual | changes))


def workdays(amount: Amount, since: str = "") -> Term:
    return Term(TermUnit.WORKDAYS, {None: amount}, since)


def days(amount: Amount, since: str = "") -> Term:
    return Term(TermUnit.DAYS, {None: amount}, since)


def party(name: str) -> Actor:
    return Actor(Acting.PARTY, name)


def role(name: str) -> Actor:
    return Actor(Acting.ROLE, name)


def check(left: str, compare: Compare, right: str) -> NumberTest:
    return NumberTest(Expression.parse(left), compare, Expression.parse(right))


def when(*tests: Test, otherwise: str = "") -> tuple[Condition, ...]:
    return tuple(Condition(test, otherwise) for test in tests)


def flow(*states: State, **changes: Any) -> Flow:
    """A kind of case handled level by level; it opens in its first state."""
    opening = Opening(by=frozenset({"secretary", "officer"}), to=(Route(states[0].id),), asks=("what",))
    settings: dict[str, Any] = {
        "id": "matter",
        "title": "事项",
        "about": About.VILLAGE,
        "opening": opening,
        "states": {one.id: one for one in states},
        "levels": {
            Level.VILLAGE: "secretary",
            Level.TOWNSHIP: "officer",
            Level.COUNTY: "county_officer",
        },
        "role_digits": {"secretary": 12, "officer": 9, "county_officer": 6, "leader": 6},
        "fields": frozenset({"what", "result", "people", "first", "last", "person", "unit"}),
        "numbers": frozenset({"people"}),
    }
    return Flow(**(settings | changes))


def opening(**changes: Any) -> Opening:
    usual: dict[str, Any] = {
        "by": frozenset({"secretary"}),
        "to": (Route("handle"),),
        "asks": ("what",),
    }
    return Opening(**(usual | changes))


def late(do: Any, **changes: Any) -> Late:
    return Late(do, **changes)


def raised(flow: Flow, day: int = 16, place: str = VILLAGE, **changes: Any) -> Case:
    return fold([raised_event(flow, day, place, **changes)])


def raised_event(flow: Flow, day: int = 16, place: str = VILLAGE, **changes: Any) -> Event:
    usual: dict[str, Any] = {
        "who": secretary,
        "role": "secretary",
        "answers": {"what": "路灯"},
        "world": world(day),
    }
    return raise_case(flow, place=place, **(usual | changes))


def taken(
    flow: Flow,
    case: Case,
    step: str,
    who: Who = secretary,
    day: int = 16,
    answers: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Case:
    """The case after a step."""
    merge_into = changes.pop("merge_into", "")
    event = take(flow, case, step, answers or {}, who, world(day, **changes), merge_into=merge_into)
    return after(case, event)


def lapsed(flow: Flow, case: Case, world: World) -> Event:
    """What the clock does where it does something."""
    event = lapse(flow, case, world)
    assert event is not None
    return event


def refusal(act: Any) -> NotAllowed:
    """The refusal an act meets; meeting none is a failure."""
    try:
        act()
    except NotAllowed as refused:
        return refused
    raise AssertionError("it was allowed")


def refused(
    flow: Flow,
    case: Case,
    id: str,
    who: Who = secretary,
    answers: Mapping[str, Any] | None = None,
    merge_into: str = "",
    **changes: Any,
) -> NotAllowed:
    """The refusal a step meets."""
    return refusal(lambda: take(flow, case, id, answers or {}, who, world(**changes), merge_into=merge_into))


MATTER = flow(
    state(
        "handle",
        step("done", "over", asks=("result",), may_add=("people",)),
        step("up", "handle", level="up"),
        step("down", "handle", level="down"),
        step("to_county", "handle", level="county"),
        step("to_village", "handle", level="village"),
        stay("told"),
        step("withdraw", "gone", by=BY_RAISER),
        term=workdays(3),
    ),
    over("over", Ending.SETTLED, steps=(step("again", "handle", reopens=True), step("look", "handle"))),
    over("gone", Ending.WITHDRAWN),
)
