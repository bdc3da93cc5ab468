"""A person's own duties as a phone may read them: the answer as of now, in words, with its why."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.engine.period import Period
from zhucun.engine.verdict import Verdict
from zhucun.policy.due import day_to_mind
from zhucun.policy.models import Decision
from zhucun.policy.pack import Explanation, Pack, explain
from zhucun.policy.queries_answers import own_on


def duties(scope: Scope, pack: Pack, on: date) -> dict[str, Any]:
    """What one owes under one's postings: two statements, whatever it is."""
    held = (one for one in own_on(scope, on) if one.duty in pack.duties)
    return {"as_of": on.isoformat(), "duties": [_duty(one, pack, on) for one in held]}


def _duty(one: Decision, pack: Pack, on: date) -> dict[str, Any]:
    verdict, period = Verdict.from_json(one.verdict), Period(one.period_from, one.period_to)
    told = explain(pack, one.duty, verdict, period, on=on)
    day = day_to_mind(pack.duties[one.duty], verdict, period, on, pack.calendar)
    return {
        "title": told.title,
        "answer": verdict.answer.value,
        "answer_name": told.answer,
        "says": told.sentence,
        "due_on": day.isoformat() if day else None,
        "why": list(_why(told)),
    }


def _why(told: Explanation) -> Iterator[str]:
    for row in told.rows:
        yield _("%(label)s：%(value)s") % {"label": row.label, "value": row.value} if row.value else row.label
    if told.citation:
        cited = {"source": told.citation.source.title, "text": told.citation.text}
        yield _("依据《%(source)s》：%(text)s") % cited
