"""The small parts of a flow, from file to engine: who acts, under which conditions, within which term.

Only called with parts of which `flow_grammar` has found nothing wrong.
"""

from collections.abc import Sequence

from zhucun.engine.expression import Expression
from zhucun.engine.flow.definition import (
    Acting,
    Actor,
    Amount,
    ChildrenTest,
    Compare,
    Condition,
    FieldTest,
    Late,
    LateDo,
    Level,
    LevelTest,
    NumberTest,
    RoleTest,
    Route,
    Term,
    TermUnit,
    Test,
)
from zhucun.policy.pack.shapes.flow import ActorShape, ConditionShape, LateShape, RouteShape, TermShape

ACTORS = ("level", "role", "party", "unit", "nobody")
TESTS = ("check", "field", "filled", "raised_as", "level", "children")
COMPARISONS = tuple(Compare)


def written(shape: ActorShape | ConditionShape | TermShape, ways: Sequence[str]) -> list[str]:
    """Which of several ways of saying it a part uses."""
    return [way for way in ways if getattr(shape, way) is not None]


def actor(shape: ActorShape) -> Actor:
    kind = written(shape, ACTORS)[0]
    name = getattr(shape, kind)
    return Actor(Acting(kind), name if isinstance(name, str) else "")


def condition(shape: ConditionShape) -> Condition:
    return Condition(_test(shape), shape.otherwise or "")


def routes(to: str | list[RouteShape] | None) -> tuple[Route, ...]:
    if to is None:
        return ()
    if isinstance(to, str):
        return (Route(to),)
    return tuple(Route(one.state, tuple(condition(each) for each in one.when)) for one in to)


def term(shape: TermShape) -> Term:
    unit = TermUnit(written(shape, tuple(TermUnit))[0])
    asked = getattr(shape, unit)
    if isinstance(asked, dict):
        return Term(unit, {Level(level): amount(one) for level, one in asked.items()}, shape.since or "")
    return Term(unit, {None: amount(asked)}, shape.since or "")


def late(shape: LateShape) -> Late:
    at_top = LateDo(shape.at_top) if shape.at_top else None
    return Late(LateDo(shape.do), shape.step or "", shape.state or "", at_top)


def amount(said: int | str) -> Amount:
    return said if isinstance(said, int) else Expression.parse(said)


def _test(shape: ConditionShape) -> Test:
    if shape.check is not None:
        return _numbers(shape)
    if shape.field is not None:
        return FieldTest(shape.field, frozenset(shape.is_ or ()))
    if shape.filled is not None:
        return FieldTest(shape.filled)
    if shape.raised_as is not None:
        return RoleTest(frozenset(shape.raised_as))
    if shape.level is not None:
        return LevelTest(frozenset(Level(one) for one in shape.level))
    return ChildrenTest()


def _numbers(shape: ConditionShape) -> NumberTest:
    compare = Compare(written(shape, COMPARISONS)[0])
    left, right = shape.check, getattr(shape, compare)
    return NumberTest(Expression.parse(str(left)), compare, Expression.parse(str(right)))
