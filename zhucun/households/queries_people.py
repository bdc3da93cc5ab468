"""Reading people: who is or was in a household on a day, the villagers of a village, what is marked of them.

The facets here are the one place that says how a person is counted; the village card counts by them and the list of
villagers is narrowed by them, so that a figure opens exactly what it counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhucun.accounts.scope import Scope
from zhucun.households.domain_filters import AGES, PeopleFilters, birthday
from zhucun.households.domain_people import ADULT_CARE, ADULT_RELATIONS, HEAD, ONLY_ADULTS
from zhucun.households.models import Household, Mark, Membership, Villager, holding
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.paging import Page, page
from zhucun.kernel.place_codes import prefix_of, within

PAGE = 50
UNKNOWN = "unknown"  # the value of a facet of which nothing is written


@dataclass(frozen=True, slots=True)
class HouseholdOnDay:
    """A family as it was on a day: members with the head first, what was marked of it and of each."""

    household: Household
    on: date
    members: list[Membership]
    marks: list[Mark]  # of the household
    personal: dict[UUID, list[Mark]]  # of persons, by id


def household_on(scope: Scope, household: Household, on: date) -> HouseholdOnDay:
    """Who was there on a day, in two statements. Since before the register is since birth, where a birth is known."""
    there = Membership.objects.for_scope(scope).filter(there_on(on), household=household)
    members = sorted(there.select_related("villager"), key=lambda one: (one.relation != HEAD, one.id))
    marks = list(Mark.objects.for_scope(scope).filter(holding(on), household=household).order_by("id"))
    personal: dict[UUID, list[Mark]] = {one.villager_id: [] for one in members}
    for mark in marks:
        if mark.villager_id in personal:
            personal[mark.villager_id].append(mark)
    return HouseholdOnDay(household, on, members, [m for m in marks if m.villager_id is None], personal)


def there_on(on: date) -> Q:
    """The condition that a membership put its person into its household on a day."""
    unborn = Q(starts_on__isnull=True, villager__born_on__gt=on)
    return holding(on) & ~unborn


def people_in(scope: Scope, filters: PeopleFilters, on: date | None = None) -> CountyQuerySet[Membership]:
    """Everybody in a household a reader may see today, narrowed by filters, families together."""
    on = on or clock.today()
    found = Membership.objects.for_scope(scope).filter(ends_on__isnull=True, voided=False)
    if filters.village:
        found = found.filter(within("village_code", prefix_of(filters.village)))
    if filters.text:
        found = found.filter(villager__name__contains=filters.text)
    if filters.mark:
        found = found.filter(villager_id__in=personally_marked(scope, filters.mark, on).values("villager_id"))
    for facet, value in filters.facets.items():
        found = found.annotate(**{f"facet_{facet}": facet_of(facet, on)}).filter(**{f"facet_{facet}": value})
    return found.select_related("villager", "household").order_by("village_code", "household_id", "id")


def personally_marked(scope: Scope, kind: str, on: date) -> CountyQuerySet[Mark]:
    return Mark.objects.for_scope(scope).filter(holding(on), kind=kind, villager__isnull=False)


def people_page(
    scope: Scope, filters: PeopleFilters, after: UUID | None = None, size: int = PAGE
) -> Page[Membership]:
    """One page; the row to begin after is a membership, and one that the reader may not see is 404."""
    last = get_object_or_404(Membership.objects.for_scope(scope), id=after) if after else None
    return page(people_in(scope, filters), size, after=last)


def villager_for(scope: Scope, villager_id: UUID) -> Membership:
    """Where somebody is, or was last, with the person; 404 when the reader may not know of them."""
    rows = Membership.objects.for_scope(scope).filter(villager_id=villager_id, voided=False)
    last_first = (F("ends_on").desc(nulls_first=True), "-id")
    found = rows.select_related("villager", "household").order_by(*last_first).first()
    if found is None:
        raise Http404("no such villager")
    return found


def stays_of(scope: Scope, villager: Villager) -> list[Membership]:
    """Every household somebody was in, the newest first, as far as the reader may see them."""
    rows = Membership.objects.for_scope(scope).filter(villager=villager, voided=False)
    return list(rows.select_related("household").order_by(F("ends_on").desc(nulls_first=True), "-id"))


def villagers_by_hash(county: str, hashes: Iterable[str]) -> dict[str, Villager]:
    """People by the hash of their number, for comparing lists; whoever shows them checks the scope."""
    found = Villager.objects.in_county(county).filter(id_hash__in=list(hashes))
    return {one.id_hash: one for one in found}


def facet_of(facet: str, on: date) -> Combinable:
    """How a person is told apart by a facet, as an expression over memberships; empty is `unknown`."""
    if facet == "age":
        return _age(on)
    if facet == "works_away":
        return _either(~Q(villager__works_at=""))
    if facet == "minor":
        return _either(kept_as_minor(on))
    column = "relation" if facet == "relation" else f"villager__{facet}"
    return Case(When(**{column: ""}, then=Value(UNKNOWN)), default=F(column), output_field=CharField())


def kept_as_minor(on: date) -> Q:
    """`domain_people.is_minor` over memberships: under 14, or perhaps so for all that is known."""
    grown_up = Q(relation__in=ADULT_RELATIONS) | ~Q(villager__works_at="")
    grown_up |= Q(villager__works_months__isnull=False)
    for name, codes in ONLY_ADULTS.items():
        grown_up |= Q(**{f"villager__{name}__in": codes})
    unknown = Q(villager__born_on__isnull=True, villager__stripped_on__isnull=True)
    return Q(villager__born_on__gt=birthday(on, ADULT_CARE)) | (unknown & ~grown_up)


def _age(on: date) -> Case:
    """Bands of ages, the oldest first, so that the first band that fits is the one."""
    older_first = sorted(AGES.items(), key=lambda band: -band[1])
    fits = [When(villager__born_on__lte=birthday(on, least), then=Value(band)) for band, least in older_first]
    return Case(*fits, default=Value(UNKNOWN), output_field=CharField())


def _either(condition: Q) -> Case:
    return Case(When(condition, then=Value("yes")), default=Value("no"), output_field=CharField())
