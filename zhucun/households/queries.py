"""Every read of households. Lists are paged by key: the next page begins after a row, wherever that row is now.

People and their dates are read by `queries_people`, the figures of a village by `queries_card`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from zhucun.accounts.scope import Scope
from zhucun.households.choices import Circumstance
from zhucun.households.domain import Filters
from zhucun.households.models import Household, Mark, RegistryAct, holding
from zhucun.households.naming import naming_of
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.paging import Page, page
from zhucun.kernel.place_codes import prefix_of, within

PAGE = 50
SUGGESTIONS = 8


def households_in(scope: Scope, filters: Filters, on: date | None = None) -> CountyQuerySet[Household]:
    """The households a reader may see, narrowed by filters, in the order of the register; ended ones only when asked for."""
    found = Household.objects.for_scope(scope).filter(ends_on__isnull=not filters.ended)
    plain = {name: getattr(filters, name) for name in ("circumstance", "housing", "water")}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if filters.village:  # as a range: a page that begins further down is one too, and the index serves both
        found = found.filter(within("village_code", prefix_of(filters.village)))
    if filters.mark:
        found = found.filter(marked(scope, filters.mark, on or clock.today()))
    if naming := naming_of(filters.text):
        found = found.filter(naming.condition("head_name", "initials"))
    return found.order_by("village_code", "head_name", "id")


def marked(scope: Scope, kind: str, on: date) -> Q:
    """The condition that a household is in a circumstance on a day: marked so, or said to be so of all."""
    marks = Mark.objects.for_scope(scope).filter(holding(on), kind=kind, villager__isnull=True)
    return Q(circumstance=kind) | Q(id__in=marks.values("household_id"))


def page_of(scope: Scope, filters: Filters, after: UUID | None = None, size: int = PAGE) -> Page[Household]:
    """One page of the list; a row to begin after that the reader may not see is 404."""
    last = household_for(scope, after) if after else None
    return page(households_in(scope, filters), size, after=last)


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


def households_at(county: str, place: str) -> CountyQuerySet[Household]:
    """The households of a village or township, for services and forms that have checked who asks."""
    return Household.objects.in_county(county).filter(_there(place))


def households_seen_at(scope: Scope, place: str) -> CountyQuerySet[Household]:
    """Those of them that a reader may see."""
    return Household.objects.for_scope(scope).filter(_there(place))


def _there(place: str) -> Q:
    return within("village_code", prefix_of(place))


def suggested(
    there: CountyQuerySet[Household], text: str, limit: int = SUGGESTIONS
) -> CountyQuerySet[Household]:
    """Which household is most likely meant: heads by name or initials; without text, those who need attention."""
    here = there.filter(ends_on__isnull=True).order_by("head_name", "id")
    naming = naming_of(text)
    if naming is None:
        return here.exclude(circumstance=Circumstance.NONE)[:limit]
    named = here.filter(naming.condition("head_name", "initials"))
    return named.order_by(naming.fit("head_name", "initials"), "head_name", "id")[:limit]


def count_in(county: str, village_codes: Iterable[str]) -> int:
    return Household.objects.in_county(county).filter(village_code__in=list(village_codes)).count()


def acts_of(scope: Scope, household: Household) -> CountyQuerySet[RegistryAct]:
    """The history of a household, newest first, with who did it and of whom."""
    acts = RegistryAct.objects.for_scope(scope).filter(household=household)
    return acts.select_related("by", "villager").order_by("-at", "-id")
