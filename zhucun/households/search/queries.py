"""Who and which household is meant, within the reader's places and nowhere else: a fixed number of statements.

Names are narrowed in an index that holds names alone; where somebody lived is asked only of those who fit. What lies
beyond the reader's places is not counted, so neither an answer nor its length tells that there is such a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from zhucun.accounts.scope import Scope
from zhucun.households.domain_people import HEAD, SEALED
from zhucun.households.models import ID_NUMBER, Household, Membership, Villager
from zhucun.households.naming import Naming
from zhucun.households.papers import TAIL, phone_tail_hash
from zhucun.households.search.domain import Kind, Meaning, Number
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.fields import keyed_hash

MOST = 30


@dataclass(frozen=True, slots=True)
class Found:
    """`stays` are people with the household each lives in or was in last; `households` those nobody is entered of.

    `open` holds the people whose page the reader may open: not of those who live elsewhere by now.
    """

    stays: list[Membership]
    households: list[Household]
    open: frozenset[UUID]
    more: bool

    @property
    def count(self) -> int:
        return len(self.stays) + len(self.households)


def found(scope: Scope, meaning: Meaning) -> Found:
    """The first hits, those that fit best before all others, present before former."""
    people = _people(scope, meaning)
    stays, following = _stays(scope, people[:MOST]), len(people) > MOST
    households = list(_households(scope, meaning)[: MOST + 1])
    room = max(MOST - len(stays), 0)
    return Found(stays, households[:room], _open(scope, stays), following or len(households) > room)


def _people(scope: Scope, meaning: Meaning) -> list[UUID]:
    there = Membership.objects.for_scope(scope).filter(voided=False, villager=OuterRef("pk"))
    rows = Villager.objects.in_county(scope.county).filter(Exists(there))
    if isinstance(meaning, Naming):
        rows = rows.filter(meaning.condition("name", "initials"))
        best = rows.order_by(meaning.fit("name", "initials"), "name", "id")
        return list(best.values_list("id", flat=True)[: MOST + 1])
    if meaning.kind is Kind.PAPER:
        return list(rows.filter(id_hash=keyed_hash(meaning.text, ID_NUMBER)).values_list("id", flat=True))
    if meaning.kind is Kind.TELEPHONE:
        return _by_telephone(rows, meaning)
    return []


def _by_telephone(rows: CountyQuerySet[Villager], number: Number) -> list[UUID]:
    """By the hash of the last four digits; a whole number is compared with those few that end so."""
    tail = rows.filter(phone_tail_hash=phone_tail_hash(number.text)).only("county_code", "phone")
    return sorted(one.id for one in tail if len(number.text) == TAIL or one.phone == number.text)


def _households(scope: Scope, meaning: Meaning) -> CountyQuerySet[Household]:
    """By their own number; by the head's name only where the head is not entered, who would be found as a person."""
    rows = Household.objects.for_scope(scope)
    if isinstance(meaning, Number):
        wanted = Q(pk__in=[]) if meaning.kind is Kind.PAPER else Q(number=meaning.text)
        return rows.filter(wanted)
    heads = Membership.objects.in_county(scope.county).filter(household=OuterRef("pk"), relation=HEAD)
    rows = rows.filter(meaning.condition("head_name", "initials"), ~Exists(heads.filter(voided=False)))
    return rows.order_by(meaning.fit("head_name", "initials"), "head_name", "id")


def _stays(scope: Scope, people: list[UUID]) -> list[Membership]:
    """Where each of them is, or was last within the reader's places, in the order given and the present first."""
    rows = Membership.objects.for_scope(scope).filter(villager_id__in=people, voided=False)
    whole = rows.select_related("villager", "household").defer(*(f"villager__{name}" for name in SEALED))
    last: dict[UUID, Membership] = {}
    for stay in whole.order_by(F("ends_on").desc(nulls_first=True), "-id"):
        last.setdefault(stay.villager_id, stay)
    ordered = [last[id] for id in people if id in last]
    return sorted(ordered, key=lambda stay: stay.ends_on is not None)


def _open(scope: Scope, stays: Iterable[Membership]) -> frozenset[UUID]:
    """Somebody who left may live where the reader does not reach: then the page is not theirs to open."""
    here = {stay.villager_id for stay in stays if stay.ends_on is None}
    gone = [stay.villager_id for stay in stays if stay.ends_on is not None]
    if not gone:
        return frozenset(here)
    rows = Membership.objects.in_county(scope.county).filter(villager_id__in=gone, voided=False)
    latest: dict[UUID, str] = {}
    ordered = rows.order_by(F("ends_on").desc(nulls_first=True), "-id")
    for villager, village in ordered.values_list("villager_id", "village_code"):
        latest.setdefault(villager, village)
    return frozenset(here | {id for id, village in latest.items() if scope.reaches(village)})
