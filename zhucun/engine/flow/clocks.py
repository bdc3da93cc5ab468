"""What the clock does when a term is over.

A term is over on the day after its due day: the due day itself still counts, for a deadline and for a time to wait
alike. Each term is answered once. One run makes one event of a case, and a stay that the clock begins is never late
from its first day on, so that an outage is made good step by step and not in a storm.
"""

from zhucun.engine.flow.acting import NotAllowed, World
from zhucun.engine.flow.case import Case, Event, Happened
from zhucun.engine.flow.definition import Flow, Late, LateDo
from zhucun.engine.flow.levels import above
from zhucun.engine.flow.moving import Act, Moved, enter, follow, told
from zhucun.engine.flow.terms import due_of

__all__ = ["due_of", "is_over_term", "lapse"]


def lapse(flow: Flow, case: Case, world: World) -> Event | None:
    """What the end of the term brings on this day; None when there is nothing to do, or nothing can be done yet."""
    late = flow.state(case.state).late if is_over_term(case, world) else None
    if late is None:
        return None
    try:
        return _answered(flow, case, late, late.do, world)
    except NotAllowed:  # a condition does not hold yet: asked again on the next day
        return None


def is_over_term(case: Case, world: World) -> bool:
    """Whether the term of an open case is over and nothing has answered it yet."""
    running = case.due_on is not None and not case.late and case.suspended_on is None and case.is_open
    return running and case.due_on is not None and case.due_on < world.on


def _answered(flow: Flow, case: Case, late: Late, do: LateDo, world: World) -> Event | None:
    match do:
        case LateDo.REMIND:
            return told(Moved(case), _clock(), world)
        case LateDo.ESCALATE:
            return _sent_up(flow, case, late, world)
        case LateDo.TAKE:
            return _taken(flow, case, late.step, world)


def _sent_up(flow: Flow, case: Case, late: Late, world: World) -> Event | None:
    reached = above(flow, case, world)
    if reached.level is None:
        do = LateDo.TAKE if late.at_top is LateDo.TAKE else LateDo.REMIND
        return _answered(flow, case, late, do, world)
    state = late.state or case.state
    there = enter(flow, case, state, world, level=reached.level, afresh=True)
    return told(Moved(there, entered=True, skipped=reached.skipped), _clock(), world)


def _taken(flow: Flow, case: Case, step_id: str, world: World) -> Event | None:
    """The clock answers nothing and is nobody: it is asked no fields and takes no part in four eyes."""
    step = flow.state(case.state).step(step_id)
    if step is None or (step.once and step.id in case.since_entered):
        return None
    return follow(flow, case, step, world, by="", given={})


def _clock() -> Act:
    return Act(what=Happened.LATE, by="", answers={}, names={})
