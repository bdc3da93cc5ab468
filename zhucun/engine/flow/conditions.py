"""Whether a case is as a step or a route asks. A number that is not known fits nothing."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from typing import Any, assert_never

from zhucun.engine.flow.acting import NotAllowed, Why, World
from zhucun.engine.flow.case import Case
from zhucun.engine.flow.definition import (
    ChildrenTest,
    Compare,
    Condition,
    FieldTest,
    Flow,
    LevelTest,
    NumberTest,
    RoleTest,
    Route,
    Test,
)
from zhucun.engine.flow.numbers import is_filled, is_reversed, numbers_in

COMPARES: Mapping[Compare, Callable[[Fraction, Fraction], bool]] = {
    Compare.AT_LEAST: ge,
    Compare.AT_MOST: le,
    Compare.MORE_THAN: gt,
    Compare.LESS_THAN: lt,
    Compare.EQUALS: eq,
}


def holds(test: Test, flow: Flow, case: Case, world: World) -> bool:
    match test:
        case NumberTest():
            return _compares(test, numbers_in(flow, case, world))
        case FieldTest(key, values):
            value = case.values.get(key)
            return is_filled(value) and (not values or str(value) in values)
        case RoleTest(roles):
            return case.raised_as in roles
        case LevelTest(levels):
            return case.level in levels
        case ChildrenTest():
            return world.children_open == 0
        case _:
            assert_never(test)


def require(conditions: Iterable[Condition], flow: Flow, case: Case, world: World) -> None:
    """Refuse with the sentence of the first condition that does not hold."""
    for condition in conditions:
        if not holds(condition.test, flow, case, world):
            raise NotAllowed(Why.NOT_YET, condition.otherwise, tuple(sorted(fields_of(condition.test, flow))))


def require_in_order(flow: Flow, given: Iterable[str], values: Mapping[str, Any]) -> None:
    """Refuse answers by which a stretch would end before it begins; what was so before they were given stays."""
    for days in flow.counted:
        if days.in_order and {days.first, days.last} & set(given) and is_reversed(days, values):
            raise NotAllowed(Why.DAYS_REVERSED, about=(days.last, days.first))


def fits(route: Route, flow: Flow, case: Case, world: World) -> bool:
    return all(holds(condition.test, flow, case, world) for condition in route.when)


def route_of(routes: Iterable[Route], flow: Flow, case: Case, world: World) -> Route:
    """The first that fits."""
    for route in routes:
        if fits(route, flow, case, world):
            return route
    raise NotAllowed(Why.NOT_YET)


def fields_of(test: Test, flow: Flow) -> frozenset[str]:
    """The fields whose answers a test turns on."""
    match test:
        case NumberTest(left, _, right):
            names = left.names | right.names
            days = [counted for counted in flow.counted if counted.key in names]
            return (names & flow.fields).union(*({counted.first, counted.last} for counted in days))
        case FieldTest(key):
            return frozenset({key})
        case _:
            return frozenset()


def _compares(test: NumberTest, numbers: Mapping[str, int]) -> bool:
    try:
        return COMPARES[test.compare](test.left.value(numbers), test.right.value(numbers))
    except (KeyError, ZeroDivisionError):
        return False
