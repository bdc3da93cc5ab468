"""What was missed, for those whom a rule tells of it: how many, under which duty, in which period; never who.

The last period that is over counts, while it is recent; else what the running one can no longer reach.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from zhucun.accounts.scope import Scope
from zhucun.engine.duty import Duty
from zhucun.engine.period import Period, PeriodKind
from zhucun.engine.verdict import Answer, StepCode, Verdict
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy import installed, queries
from zhucun.policy.models import Decision
from zhucun.policy.subjects_seen import ids_seen

ONE_DAY = timedelta(days=1)
RECENT = timedelta(days=92)  # a quarter that has just ended is still spoken of
BY_SUBJECT = frozenset({PeriodKind.TERM, PeriodKind.FREE})


@dataclass(frozen=True, slots=True)
class Missed:
    """So many answers of a duty that were not met; `by_rung` counts those whose consequence speaks to the reader."""

    duty: Duty
    period: Period
    count: int
    over: bool
    by_rung: bool


def missed_for(scope: Scope, on: date) -> list[Missed]:
    """In the order of the rules. One statement for a whole county, two for a part of it; a third for consequences."""
    scope = scope.narrowed("policy.answers")
    roles = {grant.role for grant in scope.grants}
    rows = _recent(scope, on)
    counted = Counter(
        {(duty, Period(first, last)): n for duty, first, last, n, *_version in _grouped(scope.county, rows)}
    )
    if not counted:
        return []
    pack = queries.pack_of(scope.county)
    found = (
        _newest(pack.duties[id], counted, roles, on)
        for id in pack.duties
        if any(duty == id for duty, _period in counted) and _tells(pack.duties[id], roles)
    )
    told = [one for one in found if one]
    reached = _reaching(rows, [one for one in told if one.by_rung], roles, on)
    return [
        Missed(one.duty, one.period, reached[one.duty.id], one.over, by_rung=True) if one.by_rung else one
        for one in told
        if not one.by_rung or reached[one.duty.id]
    ]


def _recent(scope: Scope, on: date) -> CountyQuerySet[Decision]:
    rows: CountyQuerySet[Decision] = Decision.objects.in_county(scope.county).filter(
        is_current=True, answer=Answer.NOT_MET.value, period_from__lte=on, period_to__gte=on - RECENT
    )
    return rows if scope.whole_county else rows.filter(subject_id__in=ids_seen(scope, on))


def _grouped(county: str, rows: CountyQuerySet[Decision]) -> list[tuple[str, date, date, int, int, str]]:
    grouped = rows.order_by().values("duty", "period_from", "period_to")
    held = list(
        grouped.annotate(n=Count("id"), **installed.version_beside(county)).values_list(
            "duty", "period_from", "period_to", "n", "layer_number", "layer_digest"
        )
    )
    if held:
        installed.remember(county, *held[0][4:])
    return held


def _tells(duty: Duty, roles: set[str]) -> bool:
    return _tells_always(duty, roles) or any(not roles.isdisjoint(one.tell) for one in duty.on_breach)


def _newest(duty: Duty, counted: Counter[tuple[str, Period]], roles: set[str], on: date) -> Missed | None:
    own = {period: n for (id, period), n in counted.items() if id == duty.id}
    running = {period: n for period, n in own.items() if on in period}
    chosen, over = running, False
    if duty.period not in BY_SUBJECT:
        before = Period.containing(duty.period, Period.containing(duty.period, on).first - ONE_DAY)
        if before in own:
            chosen, over = {before: own[before]}, True
    if not chosen:
        return None
    return Missed(duty, max(chosen), sum(chosen.values()), over, by_rung=not _tells_always(duty, roles))


def _reaching(
    rows: CountyQuerySet[Decision], told: Iterable[Missed], roles: set[str], on: date
) -> Counter[str]:
    """How many reached a consequence of which one of the roles is to be told."""
    by_id = {one.duty.id: one for one in told}
    found: Counter[str] = Counter()
    if by_id:
        held = rows.filter(duty__in=by_id).values_list("duty", "period_from", "period_to", "verdict")
        for id, first, last, verdict in held:
            one, period = by_id[id], Period(first, last)
            if (period == one.period) if one.over else (on in period):
                found[id] += _rung_tells(one.duty, Verdict.from_json(verdict), roles)
    return found


def _rung_tells(duty: Duty, verdict: Verdict, roles: set[str]) -> bool:
    """Whether the consequence that a verdict has reached tells one of the roles, as the rules say today."""
    at = [int(step.detail["index"]) for step in verdict.steps if step.code is StepCode.BREACH]
    return any(
        not roles.isdisjoint(duty.on_breach[index].tell) for index in at if index < len(duty.on_breach)
    )


def _tells_always(duty: Duty, roles: set[str]) -> bool:
    return any(role in roles for role in duty.tell)
