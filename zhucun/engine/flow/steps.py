"""What people do with a case: take a step, go on after a suspension, name somebody, leave a remark."""

from dataclasses import replace

from zhucun.engine.flow.acting import Answers, NotAllowed, Who, Why, World
from zhucun.engine.flow.case import Case, Event, Happened
from zhucun.engine.flow.definition import AGAINST, RAISER, Flow, Step, StepKind
from zhucun.engine.flow.moving import Act, Moved, follow, told, waiting
from zhucun.engine.flow.naming import asked_for, refuse_complained_about
from zhucun.engine.flow.routing import may_act, may_take, parties_of
from zhucun.engine.flow.terms import after_suspension

MERGE_INTO = "merge_into"


def take(
    flow: Flow, case: Case, step_id: str, answers: Answers, who: Who, world: World, *, merge_into: str = ""
) -> Event:
    """Take a step out of the state where the case is."""
    step = _step_here(flow, case, step_id)
    if not may_take(flow, case, flow.state(case.state), step, who):
        raise NotAllowed(Why.NOT_YOURS, about=(step.id,))
    require_free(case, step, who)
    given = asked_for(answers, step.asks, step.may_add)
    if bool(merge_into) != (step.kind is StepKind.MERGE):
        raise NotAllowed(Why.NOT_ASKED if merge_into else Why.ANSWER_MISSING, about=(MERGE_INTO,))
    return follow(flow, case, step, world, by=who.user, given=given, merge_into=merge_into)


def resume(flow: Flow, case: Case, who: Who, world: World) -> Event:
    """Let the clock run on; whoever the case waits for may, and whoever may suspend it as it was suspended."""
    _require_open(case)
    if case.suspended_on is None:
        raise NotAllowed(Why.NOT_SUSPENDED)
    if not may_resume(flow, case, who):
        raise NotAllowed(Why.NOT_YOURS)
    draft = replace(case, due_on=after_suspension(flow, case, world), suspended_on=None)
    return told(Moved(draft), Act(what=Happened.RESUMED, by=who.user, answers={}, names={}), world)


def assign(flow: Flow, case: Case, party: str, user: str, who: Who, world: World) -> Event:
    """Name somebody outside the steps; the clock goes on. Whether `who` may is for the caller to know."""
    _require_open(case)
    if party in (RAISER, AGAINST) or party not in parties_of(flow):
        raise NotAllowed(Why.NOT_ASKED, about=(party,))
    if not user:
        raise NotAllowed(Why.NOBODY_TO_NAME, about=(party,))
    refuse_complained_about({party: user}, case.parties.get(AGAINST, ""))
    draft = waiting(flow, replace(case, parties={**case.parties, party: user}))
    act = Act(what=Happened.ASSIGNED, by=who.user, answers={}, names={party: user})
    return told(Moved(draft), act, world)


def note(case: Case, who: Who, world: World) -> Event:
    """A remark or a reminder. Its words are kept beside the event; nothing moves."""
    _require_open(case)
    return told(Moved(case), Act(what=Happened.NOTED, by=who.user, answers={}, names={}), world)


def may_resume(flow: Flow, case: Case, who: Who) -> bool:
    state = flow.state(case.state)
    suspends = [step for step in state.steps if step.kind is StepKind.SUSPEND]
    actors = [step.by for step in suspends if step.by and step.id in case.since_entered]
    return any(may_act(flow, case, actor, who) for actor in (state.actor, *actors))


def require_free(case: Case, step: Step, who: Who) -> None:
    """Refuse what the case itself forbids somebody who otherwise acts: a clock that stands, four eyes, once."""
    if case.suspended_on is not None:
        raise NotAllowed(Why.SUSPENDED, about=(step.id,))
    mine = (name for name in step.not_by if who.user in (case.doers.get(name), case.parties.get(name)))
    if eyes := tuple(sorted(mine)):
        raise NotAllowed(Why.FOUR_EYES, about=eyes)
    if step.once and step.id in case.since_entered:
        raise NotAllowed(Why.ONCE, about=(step.id,))


def _step_here(flow: Flow, case: Case, step_id: str) -> Step:
    step = flow.state(case.state).step(step_id)
    if not case.is_open and (step is None or not step.reopens):
        raise NotAllowed(Why.OVER)
    if step is None:
        raise NotAllowed(Why.NOT_IN_THIS_STATE, about=(step_id,))
    return step


def _require_open(case: Case) -> None:
    if not case.is_open:
        raise NotAllowed(Why.OVER)
