"""Answers as lists show them: a duty's decisions on a day, those a reader may see, counted by township and answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from zhucun.accounts.scope import Scope
from zhucun.engine.duty import Duty, Subject
from zhucun.engine.verdict import Verdict
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import township_of
from zhucun.policy.models import Decision
from zhucun.policy.subjects_seen import Seen, own_subjects, seen_by


@dataclass(frozen=True, slots=True)
class Held:
    """One current decision, light enough to count thousands of them."""

    id: UUID
    seen: Seen
    answer: str
    first: date
    last: date

    @property
    def township(self) -> str:
        return township_of(self.seen.village_code) if self.seen.village_code else ""


def held_on(scope: Scope, duty: Duty, on: date) -> list[Held]:
    """The current decisions of a duty whose period holds a day, by place and name: three statements."""
    seen = seen_by(scope, duty.subject, on)
    rows = _current(scope.county).filter(duty=duty.id, period_from__lte=on, period_to__gte=on)
    if not scope.whole_county:
        rows = rows.filter(subject_id__in=list(seen))
    found = [
        Held(id, seen[subject], answer, first, last)
        for id, subject, answer, first, last in rows.values_list(
            "id", "subject_id", "answer", "period_from", "period_to"
        )
        if subject in seen
    ]
    return sorted(found, key=lambda one: (one.seen.village_code, one.seen.name, str(one.id)))


def last_day_with_answers(scope: Scope, duty: Duty, before: date) -> date | None:
    """The last period that has answers and began before a day: where a reader looks who comes too early."""
    rows = _current(scope.county).filter(duty=duty.id, period_from__lt=before)
    last: date | None = rows.order_by("-period_from").values_list("period_from", flat=True).first()
    return last


def by_answer(held: Iterable[Held]) -> Counter[str]:
    return Counter(one.answer for one in held)


def by_township(held: Iterable[Held]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in held:
        counts[one.township][one.answer] += 1
    return dict(sorted(counts.items()))


def verdicts_of(county: str, ids: list[UUID]) -> dict[UUID, Verdict]:
    """The verdicts of the rows of one page."""
    rows = Decision.objects.in_county(county).filter(id__in=ids).values_list("id", "verdict")
    return {id: Verdict.from_json(verdict) for id, verdict in rows}


def decision_for(scope: Scope, decision_id: UUID) -> tuple[Decision, Seen]:
    """One decision about somebody the reader may see, or 404."""
    held = Decision.objects.in_county(scope.county).filter(id=decision_id).first()
    if held is None:
        raise Http404("decision")
    seen = seen_by(scope, Subject(held.subject_kind), min(held.period_to, held.as_of)).get(held.subject_id)
    if seen is None:
        raise Http404("decision")
    return held, seen


def revisions_of(decision: Decision) -> list[Decision]:
    """Every answer there has been for the same subject and period, newest first."""
    rows = Decision.objects.in_county(decision.county_code).filter(
        duty=decision.duty, subject_id=decision.subject_id, period_from=decision.period_from
    )
    return list(rows.order_by("-revision"))


def own_on(scope: Scope, on: date, *, posted: bool = True) -> list[Decision]:
    """The current decisions about what the reader answers for, in running periods; without `posted`, of units alone."""
    own = own_subjects(scope.county, scope.user_id, on) if posted else {}
    subjects = {*own, *scope.units}
    if not subjects:
        return []
    rows = _current(scope.county).filter(
        subject_id__in=list(subjects), period_from__lte=on, period_to__gte=on
    )
    return list(rows.order_by("period_to", "duty", "id"))


def _current(county: str) -> CountyQuerySet[Decision]:
    found: CountyQuerySet[Decision] = Decision.objects.in_county(county).filter(is_current=True)
    return found
