"""What the register tells of households for monitoring, for a few or for a whole county: two statements either way.

What is not entered is not known: None, never nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from zhucun.households.choices import Housing, Water
from zhucun.households.models import Household, Membership
from zhucun.monitoring.domain import SCHOOL_AGE, age_on, failing_of

# Codes of the word list `schooling`; at that age, being at no school is to be asked about, and so not known.
DROPPED_OUT, AT_NO_SCHOOL = "dropped_out", "none"
NO_INSURANCE = "none"  # code of the word list `medical_insurance`
FAILS: Mapping[str, int] = {Housing.SAFE: 0, Housing.UNSAFE: 1, Water.SAFE: 0, Water.UNSAFE: 1}


class Member(NamedTuple):
    """What is read of somebody who lives in a household now."""

    household: UUID
    born_on: date | None
    schooling: str
    insurance: str
    works_at: str
    works_months: int | None
    disability: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One household: how many of each guarantee fail, and who is there."""

    people: int
    unsafe_housing: int | None
    unsafe_water: int | None
    dropped_out: int | None
    uninsured: int | None
    lost_work: int | None

    @property
    def failing(self) -> int | None:
        return failing_of((self.unsafe_housing, self.unsafe_water, self.dropped_out, self.uninsured))


def facts_of(
    county: str,
    on: date,
    households: Collection[UUID] | None = None,
    members: Mapping[UUID, list[Member]] | None = None,
) -> dict[UUID, Facts]:
    """Of some households of a county, or of all that are there; `members` where they have been read already."""
    rows = Household.objects.in_county(county).filter(ends_on__isnull=True)
    if households is not None:
        rows = rows.filter(id__in=households)
    people = members_in(county, households) if members is None else members
    told = rows.order_by().values_list("id", "people", "housing", "water")
    return {
        id: _facts(entered, FAILS.get(housing), FAILS.get(water), people.get(id, []), on)
        for id, entered, housing, water in told
    }


def members_in(county: str, households: Collection[UUID] | None = None) -> dict[UUID, list[Member]]:
    """Who lives where now: one statement."""
    rows = Membership.objects.in_county(county).filter(ends_on__isnull=True, voided=False)
    if households is not None:
        rows = rows.filter(household__in=households)
    found: dict[UUID, list[Member]] = defaultdict(list)
    for row in rows.order_by().values_list(*MEMBER):
        found[row[0]].append(Member(*row))
    return found


MEMBER = (
    "household_id",
    "villager__born_on",
    "villager__schooling",
    "villager__medical_insurance",
    "villager__works_at",
    "villager__works_months",
    "villager__disability",
)


def _facts(entered: int, housing: int | None, water: int | None, members: list[Member], on: date) -> Facts:
    if not members:
        return Facts(entered, housing, water, None, None, None)
    return Facts(
        people=len(members),
        unsafe_housing=housing,
        unsafe_water=water,
        dropped_out=failing_of(_dropped_out(member, on) for member in members),
        uninsured=failing_of(_uninsured(member) for member in members),
        lost_work=sum(1 for member in members if member.works_at and member.works_months == 0),
    )


def _dropped_out(member: Member, on: date) -> int | None:
    """Somebody of school age who left school; whoever's age is not known counts as nobody knows."""
    if member.born_on is None:
        return None if member.schooling in ("", DROPPED_OUT) else 0
    if age_on(member.born_on, on) not in SCHOOL_AGE:
        return 0
    return None if member.schooling in ("", AT_NO_SCHOOL) else int(member.schooling == DROPPED_OUT)


def _uninsured(member: Member) -> int | None:
    return None if not member.insurance else int(member.insurance == NO_INSURANCE)
