"""Writing the register of households. A correction says why; the trail says which fields changed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import Actor, note, recorded
from zhucun.households.choices import Circumstance
from zhucun.households.domain import GROUP_NAME, HEAD_NAME, MOST_PEOPLE, Entry
from zhucun.households.models import Household
from zhucun.households.refusals import (
    EntryTooLong,
    HeadNameMissing,
    HouseholdDiffers,
    NothingCorrected,
    PeopleOutOfRange,
    ReasonMissing,
    UnknownCircumstance,
    VillageElsewhere,
    VillageNotYours,
)
from zhucun.kernel.ids import uuid7
from zhucun.policy.registry import register_changed

EDIT = "households.edit"
AT_ONCE = 1000


@recorded("households.household_added", _("登记农户"))
def add_household(*, by: User, county: str, entry: Entry, on: date, id: UUID | None = None) -> Household:
    """Enter a household. The same id with the same entry again is the household already entered, never a second one."""
    entry = _checked(county, entry)
    _may_edit(by, county, entry.village_code, on)
    id = id or uuid7()
    try:
        household, is_new = Household.objects.in_county(county).get_or_create(
            id=id, defaults={"county_code": county, **asdict(entry)}
        )
    except IntegrityError as error:  # the id is another county's
        raise HouseholdDiffers(id=id) from error
    if not is_new and _changed(household, entry):
        raise HouseholdDiffers(id=id)
    if not is_new:
        note(again=True)
        return household
    register_changed(county, [household.village_code])
    return household


@recorded("households.household_corrected", _("更正农户信息"))
def correct_household(*, by: User, household: Household, entry: Entry, because: str, on: date) -> Household:
    """Put a household's entry right. It stays in its village: a family that moves is entered where it lives now."""
    county = household.county_code
    entry = _checked(county, replace(entry, village_code=household.village_code))
    _may_edit(by, county, household.village_code, on)
    if not because.strip():
        raise ReasonMissing
    changed = _changed(household, entry)
    if not changed:
        raise NothingCorrected(name=household.head_name)
    note(fields=changed, **_circumstance_step(household, entry))
    for name in changed:
        setattr(household, name, getattr(entry, name))
    household.save(update_fields=changed)
    register_changed(county, [household.village_code])
    return household


@recorded("households.households_added", _("成批登记农户"))
def add_households_in_bulk(*, by: Actor, county: str, entries: Iterable[Entry]) -> list[Household]:
    """Enter a whole register at once, for imports: one transaction, one line in the trail. The caller has checked who asks."""
    rows = [Household(county_code=county, **asdict(_checked(county, entry))) for entry in entries]
    Household.objects.bulk_create(rows, batch_size=AT_ONCE)
    villages = sorted({row.village_code for row in rows})
    note(households=len(rows), villages=len(villages))
    register_changed(county, villages)
    return rows


@recorded("households.moved_with_village", _("农户随村合并转入"))
def move_with_village(*, by: Actor, county: str, old_codes: Sequence[str], new_code: str, on: date) -> int:
    """Villages were merged: their households are found under the village that took them over."""
    found = Household.objects.in_county(county).filter(village_code__in=set(old_codes) - {new_code})
    moved = found.update(village_code=new_code)
    note(households=moved, new_code=new_code)
    register_changed(county, [*old_codes, new_code])
    return moved


def _changed(household: Household, entry: Entry) -> list[str]:
    return [name for name, value in asdict(entry).items() if getattr(household, name) != value]


def _checked(county: str, entry: Entry) -> Entry:
    entry = entry.cleaned()
    if not entry.fits(county):
        raise VillageElsewhere(code=entry.village_code)
    if not entry.head_name:
        raise HeadNameMissing
    if len(entry.head_name) > HEAD_NAME or len(entry.group_name) > GROUP_NAME:
        raise EntryTooLong(name=HEAD_NAME, group=GROUP_NAME)
    if not 1 <= entry.people <= MOST_PEOPLE:
        raise PeopleOutOfRange(people=entry.people, most=MOST_PEOPLE)
    if entry.circumstance not in Circumstance.values:
        raise UnknownCircumstance(word=entry.circumstance)
    return entry


def _may_edit(by: User, county: str, village_code: str, on: date) -> None:
    if not scope_of(by, county, on=on).covers(village_code, EDIT):
        raise VillageNotYours(code=village_code)


def _circumstance_step(household: Household, entry: Entry) -> dict[str, str]:
    if household.circumstance == entry.circumstance:
        return {}
    return {"circumstance_was": household.circumstance, "circumstance_is": entry.circumstance}
