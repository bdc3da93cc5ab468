"""What the register drops when its term is over: of a family and of a person what is sensitive, of a pairing all.

The name and where somebody lived stay, so that a village's history stays true; nothing else that was kept of them does,
and neither do the lines of the history that told it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from zhucun.households.choices import Circumstance, Housing, IdKind, Sex, Water
from zhucun.households.domain_people import is_minor
from zhucun.households.models import (
    Household,
    Mark,
    Membership,
    MinorAccess,
    Pairing,
    RegistryAct,
    Villager,
)
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.erasing import erase
from zhucun.kernel.place_codes import within
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.retention.registry import Held, Shown, by_household, by_place, offer

EMPTY_HOUSEHOLD: dict[str, Any] = {
    "circumstance": Circumstance.NONE,
    "number": "",
    "housing": Housing.UNKNOWN,
    "water": Water.UNKNOWN,
    "way_to_earn": "",
    "needs": "",
}
EMPTY_VILLAGER: dict[str, Any] = {
    "sex": Sex.UNKNOWN,
    "born_on": None,
    "died_on": None,
    "id_kind": IdKind.NONE,
    "id_number": None,
    "id_hash": "",
    "phone": None,
    "phone_tail_hash": "",
    "ethnicity": "",
    "political": "",
    "education": "",
    "schooling": "",
    "health": None,
    "disability": "",
    "skill": "",
    "works_at": "",
    "works_months": None,
    "medical_insurance": "",
    "pension": "",
    "benefits": [],
}
UNTOLD: dict[str, Any] = {"changed": {}, "because": ""}


def offer_all() -> None:
    """Called at start."""
    village, place = by_place("village_code"), by_place("place_code")
    of = by_household
    offer(Held("household", Then.STRIP, _ended, _strip_households, _show_households, village, of("id")))
    offer(
        Held("villager", Then.STRIP, _gone, _strip_villagers, _show_villagers, _villagers_in, _villagers_of)
    )
    offer(
        Held(
            "pairing", Then.DELETE, _pairings_over, _erase_pairings, _show_pairings, place, of("household_id")
        )
    )
    offer(Held("minor-access", Then.DELETE, _accesses_over, _erase_accesses, _show_accesses, place))


def _ended(county: str, last: date) -> CountyQuerySet[Household]:
    return Household.objects.in_county(county).filter(ends_on__lte=last, stripped_on__isnull=True)


def _strip_households(county: str, ids: Sequence[UUID], on: date) -> None:
    """The marks of its members go with the members."""
    Household.objects.in_county(county).filter(id__in=ids).update(stripped_on=on, **EMPTY_HOUSEHOLD)
    own: Any = {"household_id__in": ids, "villager__isnull": True}
    erase(Mark.objects.in_county(county).filter(**own))
    RegistryAct.objects.in_county(county).filter(**own).update(**UNTOLD)


def _show_households(rows: Iterable[Household]) -> list[Shown]:
    return [
        Shown(row.id, row.head_name, row.village_code, "households:household", household=row.id)
        for row in rows
    ]


def _gone(county: str, last: date) -> CountyQuerySet[Villager]:
    """In no household, the last one left on that day or before; of somebody entered by mistake the mistake's end counts."""
    memberships = Membership.objects.in_county(county)
    over = memberships.filter(Q(ends_on__lte=last) | Q(voided=True))
    counted = memberships.filter(villager_id=OuterRef("id"), voided=False)
    later = counted.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=last))
    acts = RegistryAct.objects.in_county(county).filter(villager_id=OuterRef("id"), happened_on__gt=last)
    rows = Villager.objects.in_county(county).filter(stripped_on__isnull=True)
    rows = rows.filter(
        id__in=over.values("villager_id")
    )  # few: asked first, so that the rest is asked of few
    return rows.filter(~Exists(later)).filter(Exists(counted) | ~Exists(acts))


def _strip_villagers(county: str, ids: Sequence[UUID], on: date) -> None:
    Villager.objects.in_county(county).filter(id__in=ids).update(stripped_on=on, **EMPTY_VILLAGER)
    erase(Mark.objects.in_county(county).filter(villager_id__in=ids))
    RegistryAct.objects.in_county(county).filter(villager_id__in=ids).update(**UNTOLD)


def _show_villagers(rows: Iterable[Villager]) -> list[Shown]:
    people = list(rows)
    if not people:
        return []
    found = Membership.objects.in_county(people[0].county_code).filter(
        villager_id__in=[person.id for person in people]
    )
    last = {m.villager_id: m for m in found.order_by("-voided", "ends_on", "id")}  # what counts comes last
    return [_shown(person, last[person.id]) for person in people if person.id in last]


def _shown(person: Villager, stay: Membership) -> Shown:
    """Of a child a list has not even the name."""
    name = "" if is_minor(person, clock.today(), stay.relation) else person.name
    return Shown(person.id, name, stay.village_code, "households:person", household=stay.household_id)


def _villagers_in(county: str, prefix: str) -> Q:
    rows = Membership.objects.in_county(county).filter(within("village_code", prefix))
    return Q(id__in=rows.values("villager_id"))


def _villagers_of(county: str, households: Any) -> Q:
    """Whoever ever lived there: what is asked of a family may be about one who has left it."""
    rows = Membership.objects.in_county(county).filter(household_id__in=households)
    return Q(id__in=rows.values("villager_id"))


def _pairings_over(county: str, last: date) -> CountyQuerySet[Pairing]:
    return Pairing.objects.in_county(county).filter(ends_on__lte=last)


def _erase_pairings(county: str, ids: Sequence[UUID], on: date) -> None:
    erase(Pairing.objects.in_county(county).filter(id__in=ids))


def _show_pairings(rows: Iterable[Pairing]) -> list[Shown]:
    return [Shown(row.id, row.name, row.place_code, household=row.household_id) for row in rows]


def _accesses_over(county: str, last: date) -> CountyQuerySet[MinorAccess]:
    return MinorAccess.objects.in_county(county).filter(ends_on__lte=last)


def _erase_accesses(county: str, ids: Sequence[UUID], on: date) -> None:
    erase(MinorAccess.objects.in_county(county).filter(id__in=ids))


def _show_accesses(rows: Iterable[MinorAccess]) -> list[Shown]:
    named = rows.select_related("user") if isinstance(rows, CountyQuerySet) else rows
    return [Shown(row.id, row.user.name, row.place_code) for row in named]
