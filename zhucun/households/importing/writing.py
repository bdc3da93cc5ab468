"""A plan → rows, in set statements inside the transaction of the act. Each family's history says what came in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from zhucun.households.acts import Doing
from zhucun.households.checks import Words, checked_villager
from zhucun.households.choices import Did
from zhucun.households.domain_people import HEAD
from zhucun.households.importing.plan import Added, Corrected, FamilyPlan
from zhucun.households.initials import initials_of
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager

AT_ONCE = 500
_HOUSEHOLD = (
    "group_name", "number", "circumstance", "housing", "water", "way_to_earn", "needs", "people", "head_name",
    "initials",
)  # fmt: skip


@dataclass(slots=True)
class Rows:
    """Everything an import writes of households that were there before."""

    households: list[Household] = field(default_factory=list)
    villagers: list[Villager] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)  # that differ of some villager
    relations: list[Membership] = field(default_factory=list)
    new_villagers: list[Villager] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    acts: list[RegistryAct] = field(default_factory=list)


def write_changes(county: str, plans: Iterable[FamilyPlan], doing: Doing, members: dict[Any, int]) -> Rows:
    """Carry out what changes of known households; `members` counts who is in each of them before."""
    rows, words = Rows(), Words(county)
    for plan in plans:
        if plan.household is not None:
            _family(rows, plan, plan.household, doing, words, members)
    if rows.villagers:
        Villager.objects.in_county(county).bulk_update(
            rows.villagers, sorted(rows.columns), batch_size=AT_ONCE
        )
    if rows.households:
        Household.objects.in_county(county).bulk_update(rows.households, _HOUSEHOLD, batch_size=AT_ONCE)
    if rows.relations:
        Membership.objects.in_county(county).bulk_update(rows.relations, ["relation"], batch_size=AT_ONCE)
    for made in (rows.new_villagers, rows.memberships, rows.marks, rows.acts):
        _create(made)
    return rows


def _create(made: Iterable[Model]) -> None:
    rows = list(made)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE)


def _family(
    rows: Rows, plan: FamilyPlan, household: Household, doing: Doing, words: Words, members: dict[Any, int]
) -> None:
    for name, (_was, now) in plan.household_changed.items():
        setattr(household, name, now)
    if plan.household_changed:
        rows.acts.append(doing.line(Did.CORRECTED, household, changed=plan.household_changed))
    for one in plan.corrected:
        _correct(rows, one, household, doing)
    for added in plan.added:
        _add(rows, added, household, doing, words)
    if plan.added:
        household.people = members.get(household.id, 0) + len(plan.added)
    household.initials = initials_of(household.head_name)
    if plan.household_changed or plan.added or any(one.changed for one in plan.corrected):
        rows.households.append(household)


def _correct(rows: Rows, one: Corrected, household: Household, doing: Doing) -> None:
    villager, membership = one.membership.villager, one.membership
    changed = dict(one.changed)
    if one.relation:
        changed["relation"] = [membership.relation, one.relation]
        membership.relation = one.relation
        rows.relations.append(membership)
    if one.columns:
        for name, value in one.columns.items():
            setattr(villager, name, value)
        rows.villagers.append(villager)
        rows.columns |= one.columns.keys()
    if changed:
        rows.acts.append(doing.line(Did.MEMBER_CORRECTED, household, villager, changed))
    if membership.relation == HEAD:
        household.head_name = villager.name
    _mark(rows, one.marks, household, villager, doing)


def _add(rows: Rows, one: Added, household: Household, doing: Doing, words: Words) -> None:
    columns = checked_villager(one.entry.person, words, today=doing.today)
    villager = Villager(county_code=household.county_code, **columns)
    rows.new_villagers.append(villager)
    rows.memberships.append(
        Membership(
            county_code=household.county_code,
            villager=villager,
            household=household,
            village_code=household.village_code,
            relation=one.entry.relation,
            joined=one.entry.joined,
        )
    )
    told = {"relation": ["", one.entry.relation], "joined": ["", one.entry.joined]}
    rows.acts.append(doing.line(Did.MEMBER_ADDED, household, villager, told))
    if one.entry.relation == HEAD:
        household.head_name = villager.name
    _mark(rows, one.marks, household, villager, doing)


def _mark(rows: Rows, kinds: Iterable[str], household: Household, villager: Villager, doing: Doing) -> None:
    for kind in kinds:
        mark = Mark(
            county_code=household.county_code,
            household=household,
            villager=villager,
            village_code=household.village_code,
            kind=kind,
            starts_on=doing.on,
            basis=_("成批导入"),
        )
        rows.marks.append(mark)
        told = {"kind": ["", kind], "basis": ["", mark.basis]}
        rows.acts.append(doing.line(Did.MARK_BEGAN, household, villager, told))
