"""Every read of households. Lists are paged by key: the next page begins after a row, wherever that row is now.

People and their dates are read by `queries_people`, the figures of a village by `queries_card`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from zhucun.accounts.scope import Scope
from zhucun.households.choices import Circumstance
from zhucun.households.domain import Filters
from zhucun.households.models import Household, Mark, RegistryAct, holding
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet

PAGE = 50
SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Household]
    following: UUID | None  # the row after which the next page begins


def households_in(scope: Scope, filters: Filters, on: date | None = None) -> CountyQuerySet[Household]:
    """The households a reader may see, narrowed by filters, in the order of the register; ended ones only when asked for."""
    found = Household.objects.for_scope(scope).filter(ends_on__isnull=not filters.ended)
    plain = {"village_code": filters.village, "circumstance": filters.circumstance}
    plain |= {"housing": filters.housing, "water": filters.water}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if filters.mark:
        found = found.filter(marked(scope, filters.mark, on or clock.today()))
    if filters.text:
        found = found.filter(head_name__contains=filters.text)
    return found.order_by("village_code", "head_name", "id")


def marked(scope: Scope, kind: str, on: date) -> Q:
    """The condition that a household is in a circumstance on a day: marked so, or said to be so of all."""
    marks = Mark.objects.for_scope(scope).filter(holding(on), kind=kind, villager__isnull=True)
    return Q(circumstance=kind) | Q(id__in=marks.values("household_id"))


def page_of(scope: Scope, filters: Filters, after: UUID | None = None, size: int = PAGE) -> Page:
    """One page of the list; a row to begin after that the reader may not see is 404."""
    found = households_in(scope, filters)
    if after is not None:
        found = found.filter(_beyond(household_for(scope, after)))
    rows = list(found[: size + 1])
    return Page(rows[:size], rows[size - 1].id if len(rows) > size else None)


def _beyond(last: Household) -> Q:
    same_village = Q(village_code=last.village_code)
    same_name = same_village & Q(head_name=last.head_name)
    return (
        Q(village_code__gt=last.village_code)
        | same_village & Q(head_name__gt=last.head_name)
        | same_name & Q(id__gt=last.id)
    )


def count_by_circumstance(scope: Scope, filters: Filters) -> dict[str, int]:
    """How many households each circumstance has under the other filters."""
    anyone = replace(filters, circumstance="")
    counted = households_in(scope, anyone).order_by().values("circumstance").annotate(n=Count("id"))
    return {row["circumstance"]: row["n"] for row in counted}


def household_for(scope: Scope, household_id: UUID) -> Household:
    """One household, or 404 when the reader may not know of it."""
    return get_object_or_404(Household.objects.for_scope(scope), id=household_id)


def household_in(county: str, household_id: UUID) -> Household | None:
    """One household of a county, for services that check the village themselves."""
    return Household.objects.in_county(county).filter(id=household_id).first()


def households_by_ids(county: str, ids: list[UUID]) -> dict[UUID, Household]:
    return {found.id: found for found in Household.objects.in_county(county).filter(id__in=ids)}


def suggested(county: str, village_code: str, text: str, limit: int = SUGGESTIONS) -> list[Household]:
    """What a visitor most likely means: heads whose name holds the text; without text, those who need attention."""
    found = Household.objects.in_county(county).filter(village_code=village_code, ends_on__isnull=True)
    named = Q(head_name__contains=text) if text else ~Q(circumstance=Circumstance.NONE)
    return list(found.filter(named).order_by("head_name", "id")[:limit])


def count_in(county: str, village_codes: Iterable[str]) -> int:
    return Household.objects.in_county(county).filter(village_code__in=list(village_codes)).count()


def acts_of(scope: Scope, household: Household) -> CountyQuerySet[RegistryAct]:
    """The history of a household, newest first, with who did it and of whom."""
    acts = RegistryAct.objects.for_scope(scope).filter(household=household)
    return acts.select_related("by", "villager").order_by("-at", "-id")
