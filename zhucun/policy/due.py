"""What one person owes that ends soon or can hardly be met any more: their own answers, the nearest day first.

The same rule says when a digest speaks of it, so that the home page and the digest never disagree.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.engine.duty import Duty
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Verdict
from zhucun.policy import queries
from zhucun.policy.models import Decision
from zhucun.policy.pack import Pack, explain
from zhucun.policy.queries_answers import own_on
from zhucun.policy.reminders.domain import day_to_mind


@dataclass(frozen=True, slots=True)
class Due:
    """One duty of one's own: the day it ends, the answer so far, and the decision that says why."""

    duty: Duty
    day: date
    answer: Answer
    badge: str
    sentence: str
    decision: UUID


def due_for(scope: Scope, on: date) -> list[Due]:
    """Two statements, whatever one owes; none for somebody who answers for nothing."""
    pack = queries.pack_of(scope.county)
    found = (_due(pack, decision, on) for decision in own_on(scope, on))
    return sorted((one for one in found if one), key=lambda one: (one.day, one.duty.title))


def _due(pack: Pack, decision: Decision, on: date) -> Due | None:
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
