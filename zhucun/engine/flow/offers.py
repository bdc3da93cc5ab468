"""What somebody could do now. What only their own answers will decide is not held against them beforehand."""

from dataclasses import dataclass

from zhucun.engine.flow.acting import NotAllowed, Who, Why, World
from zhucun.engine.flow.case import Case
from zhucun.engine.flow.conditions import fields_of, fits, require
from zhucun.engine.flow.definition import Ending, Flow, Route, Step, StepKind
from zhucun.engine.flow.levels import moved
from zhucun.engine.flow.moving import missing_at_closing
from zhucun.engine.flow.naming import named
from zhucun.engine.flow.routing import may_take
from zhucun.engine.flow.steps import require_free


@dataclass(frozen=True, slots=True)
class Offer:
    """A step of somebody's; when it cannot be taken yet, `why` says what is in the way."""

    step: Step
    can: bool
    why: NotAllowed | None = None


def offered(flow: Flow, case: Case, who: Who, world: World) -> tuple[Offer, ...]:
    """Every step out of this state that is this person's to take, now or once something is in place."""
    state = flow.state(case.state)
    steps = (step for step in state.steps if case.is_open or step.reopens)
    return tuple(
        _offer(flow, case, step, who, world) for step in steps if may_take(flow, case, state, step, who)
    )


def _offer(flow: Flow, case: Case, step: Step, who: Who, world: World) -> Offer:
    try:
        require_free(case, step, who)
        _require_what_answers_leave(flow, case, step, who, world)
    except NotAllowed as refused:
        return Offer(step, can=False, why=refused)
    return Offer(step, can=True)


def _require_what_answers_leave(flow: Flow, case: Case, step: Step, who: Who, world: World) -> None:
    asked = frozenset({*step.asks, *step.may_add})
    settled = (condition for condition in step.when if not fields_of(condition.test, flow) & asked)
    require(settled, flow, case, world)
    sources = {party: source for party, source in step.names.items() if source not in asked}
    named(sources, flow, case.values, case.parties, who.user)
    if step.kind is StepKind.MOVE:
        moved(flow, case, step.level, world)
        _require_a_way(flow, case, step, asked, world)


def _require_a_way(flow: Flow, case: Case, step: Step, asked: frozenset[str], world: World) -> None:
    for route in step.to:
        if _turns_on(route, flow, asked):
            return
        if fits(route, flow, case, world):
            _require_closing(flow, case, route, asked)
            return
    raise NotAllowed(Why.NOT_YET)


def _require_closing(flow: Flow, case: Case, route: Route, asked: frozenset[str]) -> None:
    missing = tuple(key for key in missing_at_closing(flow, case) if key not in asked)
    if missing and flow.state(route.state).ending is Ending.SETTLED:
        raise NotAllowed(Why.CLOSING_NEEDS, about=missing)


def _turns_on(route: Route, flow: Flow, asked: frozenset[str]) -> bool:
    return any(fields_of(condition.test, flow) & asked for condition in route.when)
