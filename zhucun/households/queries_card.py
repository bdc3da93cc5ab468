"""The figures of a village, counted from the register: a fixed number of statements, and each figure opens what it counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Sum

from zhucun.accounts.scope import Scope
from zhucun.households.choices import Circumstance
from zhucun.households.domain import Filters
from zhucun.households.domain_filters import FACETS, PeopleFilters
from zhucun.households.models import Mark, Membership, holding
from zhucun.households.queries import households_in
from zhucun.households.queries_people import facet_of, people_in
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import prefix_of, within

Counts = Mapping[str, int]
OF_HOUSEHOLDS = ("housing", "water")


@dataclass(frozen=True, slots=True)
class VillageCounts:
    """`circumstances` and `housing`/`water` count households and open with `Filters(mark=…)`, `Filters(housing=…)`;
    `marks` and `facets` count people and open with `PeopleFilters(mark=…)`, `PeopleFilters(facets={…})`."""

    households: int
    people: int
    said_people: int  # what households say of themselves, those without members entered too
    circumstances: Counts
    facts: Mapping[str, Counts]
    marks: Counts
    facets: Mapping[str, Counts]


def village_counts(scope: Scope, village: str, on: date) -> VillageCounts:
    """Everything the card of a village shows; a township or a county is a village to it; for a whole scope it is left empty."""
    homes = households_in(scope, Filters(village=village), on).order_by()
    people = people_in(scope, PeopleFilters(village=village), on).order_by().select_related(None)
    told = list(homes.values("circumstance", *OF_HOUSEHOLDS).annotate(n=Count("id"), said=Sum("people")))
    facets = _facets(people, on)
    return VillageCounts(
        households=sum(row["n"] for row in told),
        people=sum(facets[FACETS[0]].values()),
        said_people=sum(row["said"] for row in told),
        circumstances=_circumstances(scope, village, on, _tally(told, "circumstance")),
        facts={name: _tally(told, name) for name in OF_HOUSEHOLDS},
        marks=_personal(scope, village, on),
        facets=facets,
    )


def _tally(told: Iterable[Mapping[str, Any]], name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in told:
        found[row[name]] += row["n"]
    return found


def _circumstances(scope: Scope, village: str, on: date, said: Counter[str]) -> Counts:
    """Those said to be first of all in a circumstance, and those marked so whom another comes first of."""
    also = _marks(scope, village, on).filter(villager__isnull=True).exclude(kind=F("household__circumstance"))
    rows = also.values("kind").annotate(n=Count("household_id", distinct=True))
    marked = {row["kind"]: row["n"] for row in rows.order_by()}
    return {kind: n for kind, n in (said + Counter(marked)).items() if kind != Circumstance.NONE}


def _personal(scope: Scope, village: str, on: date) -> Counts:
    marks = _marks(scope, village, on).filter(villager__isnull=False)
    rows = marks.values("kind").annotate(n=Count("villager_id", distinct=True))
    return {row["kind"]: row["n"] for row in rows.order_by()}


def _marks(scope: Scope, village: str, on: date) -> CountyQuerySet[Mark]:
    marks = Mark.objects.for_scope(scope).filter(holding(on))
    return marks.filter(within("village_code", prefix_of(village))) if village else marks


def _facets(people: CountyQuerySet[Membership], on: date) -> dict[str, Counter[str]]:
    """People by every facet, from one statement that groups those who are alike in all of them."""
    told_by = {f"by_{name}": facet_of(name, on) for name in FACETS}
    rows = people.annotate(**told_by).values_list(*told_by).annotate(n=Count("id"))
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for *values, n in rows:
        for name, value in zip(FACETS, values, strict=True):
            found[name][value] += n
    return found
