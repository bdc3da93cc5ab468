"""What every act on the register does beside its own rows: who may, on which day, a line in the history, figures that follow.

A household's `people`, `head_name` and `circumstance` are never written by hand once there are members and marks to tell
them: `follow` reads them anew after each act.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhucun.accounts.models import User
from zhucun.households import refusals, refusals_people
from zhucun.households.checks import may_edit, reason
from zhucun.households.choices import Circumstance, Did
from zhucun.households.domain_people import HEAD
from zhucun.households.initials import initials_of
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager, holding
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.registry import register_changed

FIRST_OF = tuple(Circumstance(word) for word in ("supported", "allowance", "monitored", "lifted"))
Changes = Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Doing:
    """One act under way: by whom, on which day it happened, when it was written down, and why."""

    by: User | None
    on: date
    at: datetime
    because: str

    @property
    def today(self) -> date:
        return clock.date_of(self.at)

    def line(
        self, did: Did, household: Household, villager: Villager | None = None, changed: Changes | None = None
    ) -> RegistryAct:
        """The line of the household's history, not saved yet."""
        return RegistryAct(
            county_code=household.county_code,
            household=household,
            villager=villager,
            village_code=household.village_code,
            act=did,
            happened_on=self.on,
            at=self.at,
            by=self.by,
            because=self.because,
            changed=dict(changed or {}),
        )

    def wrote(
        self, did: Did, household: Household, villager: Villager | None = None, changed: Changes | None = None
    ) -> None:
        self.line(did, household, villager, changed).save(force_insert=True)


def begin(
    by: User, on: date, at: datetime | None, because: str, *households: Household, must_say: bool = True
) -> Doing:
    """Whether somebody may act on these households on a day; each is read anew, inside the county's queue."""
    at = at or clock.now()
    today = clock.date_of(at)
    if on > today:
        raise refusals_people.DayInFuture(day=on)
    for household in households:
        may_edit(by, household.county_code, household.village_code, today)
        household.refresh_from_db()
        if household.ends_on is not None:
            raise refusals.HouseholdEnded(name=household.head_name, day=household.ends_on)
        _after_founding(household, on)
    because = reason(because) if must_say or because.strip() else ""
    return Doing(by, on, at, because)


def _after_founding(household: Household, on: date) -> None:
    """Nothing happens in a household that was split off before it was there."""
    founded = RegistryAct.objects.in_county(household.county_code).filter(
        household=household, act=Did.FOUNDED, happened_on__gt=on
    )
    if first := founded.first():
        raise refusals_people.DayTooEarly(day=on, since=first.happened_on)


def correcting(by: User, county: str, village_code: str, at: datetime | None, because: str) -> Doing:
    """A correction is of today, and of ended households too: a mistake may be found late."""
    at = at or clock.now()
    may_edit(by, county, village_code, clock.date_of(at))
    return Doing(by, clock.date_of(at), at, reason(because))


def members_of(household: Household) -> list[Membership]:
    """Who is in a household now, in the order they came."""
    rows = Membership.objects.in_county(household.county_code).filter(
        household=household, ends_on__isnull=True, voided=False
    )
    return list(rows.select_related("villager").order_by("id"))


def follow(households: Iterable[Household], today: date) -> None:
    """Bring people, head and circumstance of households in line with their members and marks."""
    touched = list(households)
    for household in touched:
        _follow_members(household)
        household.circumstance = _circumstance(household, today)
        household.save(update_fields=["people", "head_name", "initials", "circumstance"])
    villages = sorted({household.village_code for household in touched})
    if touched:
        register_changed(touched[0].county_code, villages)


def _follow_members(household: Household) -> None:
    members = members_of(household)
    ever = Membership.objects.in_county(household.county_code).filter(household=household, voided=False)
    if members or ever.exists():
        household.people = len(members)
    head = next((member.villager for member in members if member.relation == HEAD), None)
    if head is not None:
        household.head_name = head.name
    household.initials = initials_of(household.head_name)


def told_by_marks(household: Household) -> bool:
    """Whether some mark says or said what the household is first of all, be it one taken back."""
    return _first_marks(household).exists()


def _circumstance(household: Household, today: date) -> str:
    """The first of the four that holds; what was once said without a mark stays until there is one."""
    marks = _first_marks(household)
    held = set(marks.filter(holding(today)).values_list("kind", flat=True))
    found = next((word for word in FIRST_OF if word in held), None)
    if found is None and not marks.exists():
        return household.circumstance
    return found or Circumstance.NONE


def _first_marks(household: Household) -> CountyQuerySet[Mark]:
    return Mark.objects.in_county(household.county_code).filter(
        household=household, villager__isnull=True, kind__in=FIRST_OF
    )
