"""What hypothesis draws: small flows in which nothing is left out, and what people and the clock do with a case.

A drawn flow is well formed as lint would have it: whoever a state waits for is somebody, and where nobody acts the
clock goes on by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from zhucun.engine.expression import Expression
from zhucun.engine.flow.acting import Who
from zhucun.engine.flow.definition import (
    AGAINST,
    RAISER,
    About,
    Acting,
    Actor,
    ChildrenTest,
    Compare,
    Condition,
    DaysCounted,
    Effect,
    Ending,
    FieldTest,
    Flow,
    Late,
    LateDo,
    Level,
    LevelTest,
    NumberTest,
    Opening,
    RoleTest,
    Route,
    State,
    Step,
    StepKind,
    Term,
    TermUnit,
    Test,
)
from zhucun.engine.flow.tests.build import COUNTY, TOWNSHIP, VILLAGE

Numbers = Mapping[str, int]
ARITHMETIC: Mapping[str, Callable[[Numbers], Fraction]] = {
    "n": lambda q: Fraction(q["n"]),
    "n / 2 + 1": lambda q: Fraction(q["n"], 2) + 1,
    "limit": lambda q: Fraction(q["limit"]),
    "unknown": lambda q: Fraction(q["unknown"]),
    "span - 2": lambda q: Fraction(q["span"] - 2),
    "6 / n": lambda q: Fraction(6, q["n"]),
    "3": lambda _: Fraction(3),
}
FIELDS = ("t", "n", "d", "e", "p", "u")
ROLES: Mapping[str, int] = {"secretary": 12, "officer": 9, "county_officer": 6, "leader": 6}
AT = {12: VILLAGE, 9: TOWNSHIP, 6: COUNTY}
PEOPLE = (
    *(Who(f"{role}_{n}", ((role, AT[digits]),)) for role, digits in ROLES.items() for n in (1, 2)),
    Who("both", (("secretary", VILLAGE), ("officer", TOWNSHIP)), frozenset({"roads"})),
    Who("contact", (), frozenset({"roads"})),
    Who("stranger", (("officer", "520381009"), ("secretary", "520381001003")), frozenset({"water"})),
    Who("nobody"),
)
USERS = tuple(who.user for who in PEOPLE)
EVERY_LEVEL = frozenset(Level)
OPEN, ENDS = ("s0", "s1", "s2"), ("settled", "other")
STATES = (*OPEN, *ENDS)
STEPS = ("a", "b", "c")
DAYS = ("2026-11-01", "2026-11-03", "2026-11-20", "2026-11-29")
ELSEWHERE = 9  # picks a step that the state does not have


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


few = st.integers(0, 3).map(lambda n: n == 3)  # small numbers come most often
expressions = st.sampled_from(sorted(ARITHMETIC)).map(Expression.parse)


def subsets(of: tuple[str, ...], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=most, unique=True).map(tuple)


tests: st.SearchStrategy[Test] = st.one_of(
    st.builds(NumberTest, expressions, st.sampled_from(Compare), expressions),
    st.builds(FieldTest, one_of("t", "p"), one_of(frozenset(), frozenset({"x"}))),
    st.builds(RoleTest, one_of(frozenset({"secretary"}), frozenset({"officer"}))),
    st.builds(LevelTest, st.frozensets(st.sampled_from(Level))),
    st.just(ChildrenTest()),
)
conditions = st.lists(st.builds(Condition, tests, st.just("尚不具备条件")), max_size=1).map(tuple)
units = st.sampled_from(TermUnit)
sinces = one_of("", "", "", "raised", "d")


@st.composite
def terms(draw: st.DrawFn) -> Term:
    amounts = st.integers(0, 6) | st.integers(0, 3) | expressions
    everywhere = draw(st.integers(0, 2)) < 2
    levels: tuple[Level | None, ...] = (
        (None,) if everywhere else tuple(draw(st.lists(st.sampled_from(Level))))
    )
    mapping = {level: draw(amounts) for level in levels}
    return Term(draw(units), mapping, draw(sinces))


@st.composite
def routes(draw: st.DrawFn, *, sure: bool = False) -> tuple[Route, ...]:
    """With `sure` the last one leads on whatever holds, and needs nothing to close with."""
    some = draw(st.lists(st.builds(Route, st.sampled_from(STATES), conditions), max_size=1))
    last = Route(draw(st.sampled_from((*OPEN, *OPEN, "other") if sure else (*OPEN, *OPEN, *ENDS))))
    return (last,) if sure else (*some, last)


actors = st.one_of(
    st.just(Actor(Acting.LEVEL)),
    st.builds(Actor, st.just(Acting.ROLE), st.sampled_from(sorted(ROLES))),
    st.builds(Actor, st.just(Acting.PARTY), one_of(RAISER, "helper")),
    st.just(Actor(Acting.UNIT, "u")),
)
step_actors = actors | st.builds(Actor, st.just(Acting.PARTY), one_of("other", AGAINST))


@st.composite
def steps(draw: st.DrawFn, id: str) -> Step:
    kind = draw(one_of(*[StepKind.MOVE] * 5, *[StepKind.STAY] * 2, StepKind.SUSPEND, StepKind.MERGE))
    names = {"helper": draw(one_of("me", "raiser"))} if draw(few) else {}
    if draw(few):
        names["other"] = draw(one_of("me", "p", "nobody", "helper"))
    if draw(st.integers(0, 7)) == 7:
        names[AGAINST] = "p"
    asks = draw(subsets(FIELDS, 1)) if draw(few) else ()
    return Step(
        id=id,
        title=id,
        kind=kind,
        to=() if kind is StepKind.MERGE and draw(st.booleans()) else draw(routes()),
        by=draw(step_actors) if draw(few) else None,
        not_by=frozenset(draw(subsets((*STEPS, RAISER, "helper"), 1))) if draw(few) else frozenset(),
        when=draw(conditions) if draw(few) else (),
        asks=asks,
        may_add=FIELDS,
        level=draw(one_of("", "", "up", "down", "county", "village")),
        names=names,
        prolongs=draw(terms()) if kind is StepKind.STAY and draw(st.booleans()) else None,
        once=draw(few),
        effects=tuple(Effect(f"some.{id}", {"n": "n"}) for _ in range(draw(st.integers(0, 2)))),
    )


@st.composite
def lates(draw: st.DrawFn) -> Late:
    return Late(
        draw(st.sampled_from(LateDo)),
        step=draw(st.sampled_from(STEPS)),
        state=draw(one_of("", *OPEN)),
        at_top=draw(one_of(None, LateDo.REMIND, LateDo.TAKE)),
    )


@st.composite
def open_states(draw: st.DrawFn, id: str) -> State:
    if draw(st.integers(0, 5)) == 5:
        return draw(waiting_states(id))
    count = draw(st.integers(2, len(STEPS)))
    return State(
        id=id,
        title=id,
        actor=draw(actors),
        steps=tuple(draw(steps(step)) for step in STEPS[:count]),
        term=draw(terms()) if draw(st.integers(0, 4)) else None,
        late=draw(lates()) if draw(st.integers(0, 4)) else None,
    )


@st.composite
def waiting_states(draw: st.DrawFn, id: str) -> State:
    tick = Step(
        id="a", title="a", kind=StepKind.MOVE, to=draw(routes(sure=True)), effects=(Effect("some.a"),)
    )
    term = Term(draw(units), {None: draw(st.integers(0, 6))})
    late = Late(LateDo.TAKE, step="a")
    others = (draw(steps("b")),) if draw(st.booleans()) else ()
    shut = tuple(step for step in others if step.by and step.kind is not StepKind.SUSPEND)
    return State(
        id=id, title=id, actor=Actor(Acting.NOBODY), steps=(tick, *shut), term=term, waits=True, late=late
    )


@st.composite
def endings(draw: st.DrawFn, id: str, ending: Ending) -> State:
    again = Step(
        id="c", title="c", kind=StepKind.MOVE, to=draw(routes()), reopens=not draw(few), may_add=FIELDS
    )
    raiser = Actor(Acting.PARTY, RAISER)
    return State(id=id, title=id, actor=raiser, steps=(again,), ending=ending)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    against = draw(few)
    opening = Opening(
        by=frozenset({"secretary", "officer"}),
        to=(*draw(st.just(()) | st.tuples(st.builds(Route, st.sampled_from(OPEN), conditions))), Route("s0")),
        asks=("t", "u", *(("p",) if draw(few) else ())),
        may_add=FIELDS,
        names={"helper": "me"} | ({AGAINST: "p"} if against else {}),
    )
    ends = [Ending.REFUSED, Ending.WITHDRAWN, Ending.MERGED]
    states = [draw(open_states(id)) for id in OPEN]
    states += [draw(endings("settled", Ending.SETTLED)), draw(endings("other", draw(st.sampled_from(ends))))]
    readers = st.frozensets(st.sampled_from((RAISER, "helper", AGAINST, "actor", *ROLES)), max_size=2)
    return Flow(
        id="drawn",
        title="drawn",
        about=About.VILLAGE,
        opening=opening,
        states={state.id: state for state in states},
        levels={Level.VILLAGE: "secretary", Level.TOWNSHIP: "officer", Level.COUNTY: "county_officer"},
        role_digits=ROLES,
        fields=frozenset(FIELDS),
        numbers=frozenset({"n"}),
        counted=(DaysCounted("span", "d", "e", draw(units), draw(st.booleans())),),
        seen_by=draw(st.dictionaries(st.sampled_from(FIELDS), readers)),
        confidential=draw(few),
        closing_needs=draw(subsets(FIELDS, 1)) if draw(few) else (),
    )


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody tries after some days. `who` is None for somebody whose step it is, if there is one."""

    days: int
    act: str
    pick: int
    who: int | None
    answers: Mapping[str, Any]
    handled: frozenset[Level]
    children_open: int


def _move(chance: Random) -> Move:
    given = {"t": ["x", "y"], "n": range(9), "d": DAYS, "e": DAYS, "p": ["", *USERS], "u": ["roads", "water"]}
    return Move(
        days=chance.choice((0, 0, 1, 1, 2, 3, 7)),
        act=chance.choice((*["take"] * 8, *["clock"] * 6, *["resume"] * 3, "assign", "note")),
        pick=chance.randrange(ELSEWHERE + 1),
        who=chance.choice((*[None] * 24, *range(len(PEOPLE)))),
        answers={key: chance.choice(values) for key, values in given.items() if chance.random() < 0.6},
        handled=EVERY_LEVEL if chance.random() < 0.8 else EVERY_LEVEL - {chance.choice([*Level])},
        children_open=chance.choice((0, 0, 0, 1)),
    )


# By chance alone, and not smallest first: most moves are none, and a case must get far to be tried.
moves = st.randoms(use_true_random=True).map(_move)
places = one_of(VILLAGE, VILLAGE, TOWNSHIP, COUNTY)
lives = st.tuples(flows(), places, moves, st.lists(moves, min_size=6, max_size=24))
