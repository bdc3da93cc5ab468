"""What one person owes that ends soon or can hardly be met any more: their own answers, the nearest day first.

The same rule says when a digest speaks of it, so that the home page and the digest never disagree.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.duty import Duty
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, DueState, Reason, StepCode, Verdict
from zhucun.policy import queries
from zhucun.policy.models import Decision
from zhucun.policy.pack import Pack, explain
from zhucun.policy.queries_answers import own_on

OUT_OF_REACH = {Reason.OUT_OF_REACH, Reason.OUT_OF_REACH_UNCONFIRMED}


@dataclass(frozen=True, slots=True)
class Due:
    """One duty of one's own: the day it ends, the answer so far, and the decision that says why."""

    duty: Duty
    day: date
    answer: Answer
    badge: str
    sentence: str
    decision: UUID


def due_for(scope: Scope, on: date, *, posted: bool = True) -> list[Due]:
    """Two statements, whatever one owes; none for somebody who answers for nothing.

    Without `posted` one's units are asked about alone, which saves a statement.
    """
    pack = queries.pack_of(scope.county)
    found = (due_of(pack, decision, on) for decision in own_on(scope, on, posted=posted))
    return sorted((one for one in found if one), key=lambda one: (one.day, one.duty.title))


def due_of(pack: Pack, decision: Decision, on: date) -> Due | None:
    """What a decision asks its bearer to mind on this day; None while nothing does."""
    duty = pack.duties.get(decision.duty)
    if duty is None:  # the pack has changed since
        return None
    verdict = Verdict.from_json(decision.verdict)
    period = Period(decision.period_from, decision.period_to)
    lost = verdict.answer is Answer.NOT_MET
    day = period.last if lost else day_to_mind(duty, verdict, period, on, pack.calendar)
    if day is None:
        return None
    told = explain(pack, duty.id, verdict, period, on=on)
    return Due(duty, day, verdict.answer, told.badge, told.sentence, decision.id)


def day_to_mind(
    duty: Duty, verdict: Verdict, period: Period, on: date, calendar: WorkCalendar
) -> date | None:
    """The day up to which something must still be done, once it is near enough or can hardly be reached."""
    if verdict.answer is Answer.UNDETERMINED and verdict.reason in OUT_OF_REACH:
        return period.last
    if verdict.answer is not Answer.UNDETERMINED or duty.warn_before is None or verdict.short == 0:
        return None
    ends = next_due(verdict, on) or period.last
    near = on <= ends and calendar.workdays(on, ends) <= duty.warn_before + 1
    return ends if near else None


def next_due(verdict: Verdict, on: date) -> date | None:
    """The next due day that waits for an act."""
    waiting = (
        date.fromisoformat(str(step.detail["day"]))
        for step in verdict.steps
        if step.code is StepCode.DUE_DAY and step.detail.get("state") == DueState.WAITING
    )
    return min((day for day in waiting if day >= on), default=None)
