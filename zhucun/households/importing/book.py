"""What the county holds of the villages in a file: read in set statements, however long the file is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.households.acts import FIRST_OF
from zhucun.households.models import Household, Mark, Membership, Villager, holding
from zhucun.kernel.county import CountyQuerySet

AT_ONCE = 500
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


def book_of(county: str, scope: Scope, villages: Sequence[str], hashes: Iterable[str], on: date) -> Book:
    found = Household.objects.in_county(county).filter(village_code__in=villages, ends_on__isnull=True)
    households = {one.id: Known(one) for one in found}
    for member in _members(county).filter(village_code__in=villages):
        if member.household_id in households:
            households[member.household_id].members.append(member)
    marks = Mark.objects.in_county(county).filter(village_code__in=villages, voided=False)
    told = marks.filter(villager__isnull=True, kind__in=FIRST_OF).values_list("household_id", flat=True)
    for household_id in told:
        if household_id in households:
            households[household_id].told_by_marks = True
    personal = marks.filter(holding(on), villager__isnull=False, kind__in=PERSONAL)
    book = Book(households, set(personal.values_list("villager_id", "kind")), {})
    book.elsewhere = _elsewhere(county, scope, sorted(set(hashes) - book.hashes.keys()))
    return book


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


def _sets(hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(hashes), AT_ONCE):
        yield hashes[start : start + AT_ONCE]
