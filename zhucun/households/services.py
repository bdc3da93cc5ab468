"""Writing the register of households. A correction says why; the trail says which fields changed.

People, families, circumstances, whole registers and children's data have services of their own: `services_people`,
`services_families`, `services_marks`, `services_bulk`, `services_minors`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import Actor, note, recorded
from zhucun.households import acts
from zhucun.households.checks import EDIT as EDIT
from zhucun.households.checks import checked_household, may_edit, reason
from zhucun.households.choices import Did
from zhucun.households.domain import Entry
from zhucun.households.domain_people import HEAD
from zhucun.households.initials import initials_of
from zhucun.households.models import Household, Mark, Membership, Pairing, RegistryAct
from zhucun.households.refusals import (
    CircumstanceFollowsMarks,
    HeadFollowsMembers,
    HouseholdDiffers,
    NothingCorrected,
    PeopleFollowMembers,
)
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.policy.registry import register_changed

AT_ONCE = 1000


@recorded("households.household_added", _("登记农户"))
def add_household(*, by: User, county: str, entry: Entry, on: date, id: UUID | None = None) -> Household:
    """Enter a household. The same id with the same entry again is the household already entered, never a second one."""
    entry = checked_household(county, entry)
    may_edit(by, county, entry.village_code, on)
    id = id or uuid7()
    try:
        household, is_new = Household.objects.in_county(county).get_or_create(
            id=id, defaults={"county_code": county, **columns(entry)}
        )
    except IntegrityError as error:  # the id is another county's
        raise HouseholdDiffers(id=id) from error
    if not is_new and _changed(household, entry):
        raise HouseholdDiffers(id=id)
    if not is_new:
        note(again=True)
        return household
    acts.Doing(by, on, clock.now(), "").wrote(Did.ENTERED, household)
    register_changed(county, [household.village_code])
    return household


@recorded("households.household_corrected", _("更正农户信息"))
def correct_household(*, by: User, household: Household, entry: Entry, because: str, on: date) -> Household:
    """Put a household's entry right; what the entry leaves open stays. It stays in its village.

    What members and marks tell (people, head, circumstance) is put right there, once there are any.
    """
    county = household.county_code
    entry = checked_household(county, replace(entry, village_code=household.village_code))
    may_edit(by, county, household.village_code, on)
    because = reason(because)
    changed = _changed(household, entry)
    if not changed:
        raise NothingCorrected(name=household.head_name)
    _refuse_what_follows(household, changed)
    note(fields=changed, **_circumstance_step(household, entry))
    was = {name: [getattr(household, name), getattr(entry, name)] for name in changed}
    for name, value in columns(entry).items():
        setattr(household, name, value)
    household.save(update_fields=[*changed, "initials"])
    acts.Doing(by, on, clock.now(), because).wrote(Did.CORRECTED, household, changed=was)
    register_changed(county, [household.village_code])
    return household


@recorded("households.households_added", _("成批登记农户"))
def add_households_in_bulk(*, by: Actor, county: str, entries: Iterable[Entry]) -> list[Household]:
    """Enter a whole register at once, for imports: one transaction, one line in the trail. The caller has checked who asks."""
    rows = [Household(county_code=county, **columns(checked_household(county, entry))) for entry in entries]
    Household.objects.bulk_create(rows, batch_size=AT_ONCE)
    doing = acts.Doing(by if isinstance(by, User) else None, clock.today(), clock.now(), "")
    lines = [doing.line(Did.ENTERED, row) for row in rows]
    RegistryAct.objects.bulk_create(lines, batch_size=AT_ONCE)
    villages = sorted({row.village_code for row in rows})
    note(households=len(rows), villages=len(villages))
    register_changed(county, villages)
    return rows


@recorded("households.moved_with_village", _("农户随村合并转入"))
def move_with_village(*, by: Actor, county: str, old_codes: Sequence[str], new_code: str, on: date) -> int:
    """Villages were merged: their households are found under the village that took them over, with all that hangs on them."""
    old = set(old_codes) - {new_code}
    for model in (Membership, Mark, RegistryAct):
        model.objects.in_county(county).filter(village_code__in=old).update(village_code=new_code)
    paired = Pairing.objects.in_county(county).filter(household__isnull=False, place_code__in=old)
    paired.update(place_code=new_code)
    moved = Household.objects.in_county(county).filter(village_code__in=old).update(village_code=new_code)
    note(households=moved, new_code=new_code)
    register_changed(county, [*old_codes, new_code])
    return moved


def columns(entry: Entry) -> dict[str, Any]:
    """The columns of a household that an entry says something of."""
    return {**entry.said, "initials": initials_of(entry.head_name)}


def _changed(household: Household, entry: Entry) -> list[str]:
    return [name for name, value in entry.said.items() if getattr(household, name) != value]


def _refuse_what_follows(household: Household, changed: list[str]) -> None:
    members = acts.members_of(household)
    if "people" in changed and members:
        raise PeopleFollowMembers(name=household.head_name, people=len(members))
    if "head_name" in changed and any(member.relation == HEAD for member in members):
        raise HeadFollowsMembers(name=household.head_name)
    if "circumstance" in changed and acts.told_by_marks(household):
        raise CircumstanceFollowsMarks(name=household.head_name)


def _circumstance_step(household: Household, entry: Entry) -> dict[str, str]:
    if household.circumstance == entry.circumstance:
        return {}
    return {"circumstance_was": household.circumstance, "circumstance_is": entry.circumstance}
