"""Storing decisions: a changed answer supersedes the last one; none is ever rewritten."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from zhucun.engine.duty import Duty
from zhucun.engine.period import Period
from zhucun.engine.verdict import Verdict
from zhucun.policy.models import Decision
from zhucun.policy.pack import Pack

BATCH = 500


def store_decisions(
    *,
    county: str,
    pack: Pack,
    duty: Duty,
    period: Period,
    verdicts: Mapping[UUID, Verdict],
    as_of: date,
    at: datetime,
) -> dict[UUID, UUID]:
    """Keep one verdict per subject; gives the id of the decision now current for each. Six statements at most."""
    current = _current(county, duty, period, list(verdicts))
    fresh = [
        Decision(
            county_code=county,
            duty=duty.id,
            subject_kind=duty.subject.value,
            subject_id=subject,
            period_from=period.first,
            period_to=period.last,
            revision=held.revision + 1 if (held := current.get(subject)) else 1,
            answer=verdict.answer.value,
            verdict=verdict.to_json(),
            pack_version=pack.version,
            pack_digest=pack.digest,
            as_of=as_of,
            made_at=at,
        )
        for subject, verdict in verdicts.items()
        if _tells_something_new(current.get(subject), verdict, period_over=as_of >= period.last)
    ]
    replaced = [current[decision.subject_id].id for decision in fresh if decision.subject_id in current]
    if replaced:
        Decision.objects.in_county(county).filter(id__in=replaced).update(is_current=False)
    Decision.objects.bulk_create(fresh, batch_size=BATCH)
    ids = {subject: decision.id for subject, decision in current.items()}
    return ids | {decision.subject_id: decision.id for decision in fresh}


def _current(county: str, duty: Duty, period: Period, subjects: list[UUID]) -> dict[UUID, Decision]:
    rows = Decision.objects.in_county(county).filter(
        duty=duty.id, period_from=period.first, is_current=True, subject_id__in=subjects
    )
    return {decision.subject_id: decision for decision in rows}


def _tells_something_new(held: Decision | None, verdict: Verdict, *, period_over: bool) -> bool:
    """A running month grows by a day every day; only what changes the answer's meaning is a new revision then."""
    if held is None:
        return True
    new, old = verdict.to_json(), held.verdict
    if period_over:
        return bool(new != old)
    return any(new[part] != old[part] for part in ("answer", "reason", "target", "open", "excused"))
