"""What the county holds of the villages in a file: read in set statements, however long the file is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.households.acts import FIRST_OF
from zhucun.households.models import Household, Mark, Membership, Villager, holding
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.text import match_key

AT_ONCE = 500
T = TypeVar("T")
PERSONAL = ("allowance", "supported")


@dataclass(slots=True)
class Known:
    """A household of the register with who is in it now."""

    household: Household
    members: list[Membership] = field(default_factory=list)
    told_by_marks: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody whose number the county knows, outside the villages of the file or no longer in a household."""

    name: str
    where: str  # village and head, for whoever may see them
    dead: bool


@dataclass(slots=True)
class Book:
    households: dict[UUID, Known]
    marks: set[tuple[UUID, str]]  # personal ones that hold: villager, kind
    elsewhere: dict[str, Elsewhere]  # by hash
    hashes: dict[str, UUID] = field(init=False)  # of everybody in these households

    def __post_init__(self) -> None:
        members = (one.villager for known in self.households.values() for one in known.members)
        self.hashes = {villager.id_hash: villager.id for villager in members if villager.id_hash}


@dataclass(frozen=True, slots=True)
class Asked:
    """By what the lines of a file may mean a household: only those that one of these fits are read whole."""

    ids: frozenset[str]
    numbers: frozenset[str]  # of households, as `match_key` has them
    names: frozenset[str]  # of heads, likewise
    hashes: frozenset[str]  # of anybody's identity number

    def fits(self, id: UUID, number: str, head_name: str) -> bool:
        return match_key(head_name) in self.names or match_key(number) in self.numbers or str(id) in self.ids


def book_of(county: str, scope: Scope, villages: Sequence[str], asked: Asked, on: date) -> Book:
    households: dict[UUID, Known] = {}
    there = Household.objects.in_county(county).filter(village_code__in=villages, ends_on__isnull=True)
    for ids in _sets(_meant(county, there, asked)):
        households |= {one.id: Known(one) for one in there.filter(id__in=ids)}
        for member in _members(county).filter(household_id__in=ids):
            households[member.household_id].members.append(member)
    marks = Mark.objects.in_county(county).filter(village_code__in=villages, voided=False)
    told = marks.filter(villager__isnull=True, kind__in=FIRST_OF).values_list("household_id", flat=True)
    for household_id in told:
        if household_id in households:
            households[household_id].told_by_marks = True
    personal = marks.filter(holding(on), villager__isnull=False, kind__in=PERSONAL)
    book = Book(households, set(personal.values_list("villager_id", "kind")), {})
    book.elsewhere = _elsewhere(county, scope, sorted(asked.hashes - book.hashes.keys()))
    return book


def _meant(county: str, there: CountyQuerySet[Household], asked: Asked) -> list[UUID]:
    """The households a file may mean, told by a few columns: most of a county has nothing to do with it."""
    by_number: set[UUID] = set()
    present = Membership.objects.in_county(county).filter(ends_on__isnull=True, voided=False)
    for hashes in _sets(sorted(asked.hashes)):
        found = present.filter(villager__id_hash__in=hashes).order_by()
        by_number.update(found.values_list("household_id", flat=True))
    rows = there.order_by("id").values_list("id", "number", "head_name")
    return [id for id, number, name in rows if id in by_number or asked.fits(id, number, name)]


def _members(county: str) -> CountyQuerySet[Membership]:
    rows = Membership.objects.in_county(county).filter(ends_on__isnull=True, voided=False)
    return rows.select_related("villager").order_by("id")


def _elsewhere(county: str, scope: Scope, hashes: Sequence[str]) -> dict[str, Elsewhere]:
    found: dict[str, Elsewhere] = {}
    for asked in _sets(hashes):
        people = Villager.objects.in_county(county).filter(id_hash__in=asked)
        rows = list(people.values_list("id", "id_hash", "name", "died_on"))
        if not rows:
            continue
        places: dict[UUID, str] = defaultdict(str)
        now = Membership.objects.in_county(county).filter(
            villager_id__in=[row[0] for row in rows], ends_on__isnull=True, voided=False
        )
        for villager_id, village, head in now.values_list(
            "villager_id", "village_code", "household__head_name"
        ):
            places[villager_id] = head if scope.reaches(village) else ""
        for villager_id, id_hash, name, died_on in rows:
            found[id_hash] = Elsewhere(name, places[villager_id], died_on is not None)
    return found


def _sets(every: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
