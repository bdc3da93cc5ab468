"""Every read of cases. Whom a case is against never meets it here, nor does whoever reports to that person.

Lists and pages begin with `visible`; nothing else decides who sees a case.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhucun.accounts.scope import NOTHING, Scope
from zhucun.cases.models import Case, CaseEvent, CaseFile, CaseParty
from zhucun.cases.routing import ACT, MANAGE, SEE, barring
from zhucun.engine.flow.case import Happened
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import within
from zhucun.policy.registry import RecordLine


def visible(scope: Scope, on: date) -> CountyQuerySet[Case]:
    """The cases a reader may know of: of the reader's places, the reader's own, and those that wait for the reader.

    One statement beside the list itself: whom the reader reports to.
    """
    theirs = [*_own(scope), *_waiting(scope.narrowed(ACT))]
    if scope.narrowed(SEE).whole_county:
        return _allowed(scope, on, Q(confidential=False) | _among(theirs))
    return _allowed(scope, on, _among([*_of_places(scope.narrowed(SEE)), *theirs]))


def waiting_for(scope: Scope, on: date | None = None) -> CountyQuerySet[Case]:
    """What waits for the reader, the most urgent first; what waits for nobody in particular comes last."""
    found = _allowed(scope, on or clock.today(), _among(_waiting(scope.narrowed(ACT))))
    return found.order_by("due_on", "id")


def might_wait(scope: Scope) -> CountyQuerySet[Case]:
    """What waits for the reader before it is asked of whom the reader must not hear: never to be shown as it is."""
    return Case.objects.in_county(scope.county).filter(_among(_waiting(scope.narrowed(ACT))))


def raised_by(scope: Scope, on: date | None = None) -> CountyQuerySet[Case]:
    """What the reader has raised, newest first."""
    found = _allowed(scope, on or clock.today(), Q(raised_by=scope.user_id))
    return found.order_by("-raised_on", "-id")


def manageable(scope: Scope, on: date) -> CountyQuerySet[Case]:
    """What the reader may assign and remind about: of what the reader sees, that of the reader's places."""
    return visible(scope, on).filter(_at(scope.narrowed(MANAGE)))


def case_in(scope: Scope, id: UUID, on: date | None = None) -> Case:
    """One case, or 404 when the reader may not know of it."""
    rows = visible(scope, on or clock.today()).select_related("raised_by", "waits_user", "flow_version")
    found = rows.filter(id=id).first()
    if found is None:
        raise Http404("case")
    return found


def case_of_id(county: str, id: UUID) -> Case | None:
    """One case of a county, for services that check who asks themselves."""
    return Case.objects.in_county(county).filter(id=id).first()


def events_of(case: Case) -> list[CaseEvent]:
    """Everything that happened to a case, from the first word on."""
    rows = CaseEvent.objects.in_county(case.county_code).filter(case_id=case.id)
    return list(rows.select_related("by").order_by("seq"))


def moved_since(case: Case, seq: int) -> bool:
    """Whether more than a remark has happened after a number."""
    later = CaseEvent.objects.in_county(case.county_code).filter(case_id=case.id, seq__gt=seq)
    return later.exclude(what=Happened.NOTED).exists()


def reminded_on(county: str, on: date) -> set[UUID]:
    """The cases about which somebody was reminded on a day."""
    rows = CaseEvent.objects.in_county(county).filter(happened_on=on, what=Happened.NOTED)
    return set(rows.filter(body__more__reminded=True).values_list("case_id", flat=True))


def waits_for_somebody(case: Case) -> bool:
    return bool(case.waits_user_id or case.waits_unit or case.waits_role)


def files_of(case: Case) -> list[CaseFile]:
    rows = CaseFile.objects.in_county(case.county_code).filter(case_id=case.id)
    return list(rows.select_related("added_by").order_by("added_at", "id"))


def children_of(case: Case, scope: Scope, on: date) -> list[Case]:
    """The cases that were opened out of this one, as far as the reader may know of them."""
    return list(visible(scope, on).filter(parent=case.id).order_by("raised_on", "id"))


def record_lines(county: str, ids: list[UUID]) -> list[RecordLine]:
    """Cases behind a figure. What is confidential or against somebody stays without a name."""
    rows = Case.objects.in_county(county).filter(id__in=ids, confidential=False, against__isnull=True)
    return [
        RecordLine(id, day, title, "cases:case", "case", SEE, by)
        for id, day, title, by in rows.values_list("id", "raised_on", "title", "raised_by__name")
    ]


def _allowed(scope: Scope, on: date, reach: Q) -> CountyQuerySet[Case]:
    if not scope.grants:
        return Case.objects.in_county(scope.county).none()
    barred = barring(scope, on)
    author = Q(raised_by=scope.user_id) & ~Q(against=scope.user_id)
    told = Q(against__isnull=True) | ~Q(against__in=barred) | author
    return Case.objects.in_county(scope.county).filter(reach, told)


# Each way of knowing a case is a statement of its own, with an index of its own: joined by OR they would read a county.
Ways = list[QuerySet[Any, Any]]


def _among(ways: Ways) -> Q:
    return Q(id__in=ways[0].union(*ways[1:], all=True)) if ways else NOTHING


def _of_places(scope: Scope) -> Ways:
    rows = Case.objects.in_county(scope.county).filter(confidential=False)
    return [rows.filter(within("place_code", prefix)).values("id") for prefix in scope.prefixes]


def _own(scope: Scope) -> Ways:
    named = CaseParty.objects.in_county(scope.county).filter(user=scope.user_id)
    raised = Case.objects.in_county(scope.county).filter(raised_by=scope.user_id)
    return [raised.values("id"), named.values("case_id")]


def _waiting(scope: Scope) -> Ways:
    """One's own name always counts, a role and a unit only where they carry the right to act."""
    conditions = [Q(waits_user=scope.user_id)]
    for grant in scope.grants:
        if grant.unit_id:
            conditions.append(Q(waits_unit=grant.unit_id))
        else:
            conditions.append(Q(waits_role=grant.role, waits_place=grant.place_prefix))
    rows = Case.objects.in_county(scope.county).filter(ending="")
    return [rows.filter(condition).values("id") for condition in conditions]


def _at(scope: Scope) -> Q:
    if scope.whole_county:
        return Q()
    found = NOTHING
    for prefix in scope.prefixes:
        found = within("place_code", prefix) if found is NOTHING else found | within("place_code", prefix)
    return found
