"""A whole register at once, for imports and the demo county: one transaction, one line in the trail, set statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import Actor, note, recorded
from zhucun.households import refusals, refusals_people
from zhucun.households.acts import FIRST_OF, Doing
from zhucun.households.checks import (
    HOUSEHOLD_MARKS,
    PERSONAL_MARKS,
    RELATIONS,
    Words,
    checked_household,
    checked_villager,
)
from zhucun.households.choices import Circumstance, Did
from zhucun.households.domain_people import BASIS, HEAD, Family, MarkEntry, MemberEntry
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager
from zhucun.households.papers import CITIZEN
from zhucun.households.services import columns
from zhucun.households.words import FACTS
from zhucun.kernel import clock
from zhucun.kernel.identity import mask_id
from zhucun.policy.registry import register_changed

AT_ONCE = 1000
ASKED_AT_ONCE = 500


@dataclass(slots=True)
class Rows:
    """Everything that one bulk act writes."""

    households: list[Household] = field(default_factory=list)
    villagers: list[Villager] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    acts: list[RegistryAct] = field(default_factory=list)

    def write(self) -> None:
        Household.objects.bulk_create(self.households, batch_size=AT_ONCE)
        Villager.objects.bulk_create(self.villagers, batch_size=AT_ONCE)
        Membership.objects.bulk_create(self.memberships, batch_size=AT_ONCE)
        Mark.objects.bulk_create(self.marks, batch_size=AT_ONCE)
        RegistryAct.objects.bulk_create(self.acts, batch_size=AT_ONCE)


@recorded("households.families_added", _("成批登记农户和成员"))
def add_families(
    *,
    by: Actor,
    county: str,
    families: Sequence[Family],
    on: date,
    because: str = "",
    at: datetime | None = None,
) -> list[Household]:
    """Enter households with everybody in them. The caller has checked who asks, and shown what is wrong in each row.

    The first thing that is wrong keeps all of it out. The citizen's number is one person in the county, as ever.
    """
    doing = Doing(by if isinstance(by, User) else None, on, at or clock.now(), because.strip())
    if on > doing.today:
        raise refusals_people.DayInFuture(day=on)
    rows, words = Rows(), Words(county)
    for family in families:
        _add(rows, doing, words, county, family)
    _refuse_numbers(county, rows.villagers)
    rows.write()
    villages = sorted({row.village_code for row in rows.households})
    note(households=len(rows.households), people=len(rows.villagers), villages=len(villages))
    register_changed(county, villages)
    return rows.households


def _add(rows: Rows, doing: Doing, words: Words, county: str, family: Family) -> None:
    marks = _marks_of(family, doing.on)
    household = _household(county, family, marks)
    people = [_villager(county, words, one, doing) for one in family.members]
    rows.households.append(household)
    rows.villagers += people
    rows.memberships += list(_memberships(household, words, family.members, people))
    rows.marks += [_mark(household, words, mark, people, doing) for mark in marks]
    rows.acts.append(doing.line(Did.ENTERED, household, changed={"people": [0, household.people]}))


def _household(county: str, family: Family, marks: Sequence[MarkEntry]) -> Household:
    entry = family.entry
    if family.members:
        entry = replace(entry, people=len(family.members))
        heads = [one.person.name for one in family.members if one.relation == HEAD]
        if len(heads) > 1:
            raise refusals_people.HeadTaken(name=heads[0])
        entry = replace(entry, head_name=heads[0]) if heads else entry
    household = Household(county_code=county, **columns(checked_household(county, entry)))
    held = {mark.kind for mark in marks if mark.member is None}
    marked = next((word for word in FIRST_OF if word in held), None)
    household.circumstance = marked or household.circumstance
    return household


def _villager(county: str, words: Words, member: MemberEntry, doing: Doing) -> Villager:
    villager = Villager(county_code=county, **checked_villager(member.person, words, today=doing.today))
    if member.starts_on is not None and member.starts_on > doing.today:
        raise refusals_people.DayInFuture(day=member.starts_on)
    if member.starts_on and villager.born_on and member.starts_on < villager.born_on:
        raise refusals_people.BornLater(name=villager.name, born=villager.born_on, day=member.starts_on)
    return villager


def _memberships(
    household: Household, words: Words, entries: Sequence[MemberEntry], people: Sequence[Villager]
) -> Iterator[Membership]:
    for entry, villager in zip(entries, people, strict=True):
        if not entry.relation:
            raise refusals_people.RelationMissing(name=villager.name)
        words.need(RELATIONS, entry.relation, "relation")
        yield Membership(
            county_code=household.county_code,
            villager=villager,
            household=household,
            village_code=household.village_code,
            relation=entry.relation,
            starts_on=entry.starts_on,
            joined=entry.joined,
        )


def _marks_of(family: Family, on: date) -> list[MarkEntry]:
    """With what the entry says the household is, where another of the four is marked: neither may be lost."""
    marks = list(family.marks)
    said, kinds = family.entry.circumstance, {mark.kind for mark in marks if mark.member is None}
    if kinds & set(FIRST_OF) and said != Circumstance.NONE and said not in kinds:
        marks.append(MarkEntry(kind=said, starts_on=on))
    return marks


def _mark(
    household: Household, words: Words, entry: MarkEntry, people: Sequence[Villager], doing: Doing
) -> Mark:
    if not entry.kind:
        raise refusals.UnknownWord(what=FACTS["kind"], word=entry.kind, field="kind")
    words.need(HOUSEHOLD_MARKS if entry.member is None else PERSONAL_MARKS, entry.kind, "kind")
    if len(entry.basis) > BASIS:
        raise refusals.FactTooLong(what=FACTS["basis"], most=BASIS, field="basis")
    if entry.starts_on > doing.today:
        raise refusals_people.DayInFuture(day=entry.starts_on)
    return Mark(
        county_code=household.county_code,
        household=household,
        villager=None if entry.member is None else people[entry.member],
        village_code=household.village_code,
        kind=entry.kind,
        starts_on=entry.starts_on,
        basis=entry.basis,
    )


def _refuse_numbers(county: str, people: Sequence[Villager]) -> None:
    """One number is one person: among those who come, and against those who are there."""
    seen: dict[str, Villager] = {}
    for villager in people:
        if villager.id_hash and (other := seen.setdefault(villager.id_hash, villager)) is not villager:
            masked = mask_id(str(villager.id_number)[:CITIZEN])
            raise refusals_people.IdNumberTwice(masked=masked, first=other.name, second=villager.name)
    if known := next(known_hashes(county, seen), None):
        raise refusals_people.IdNumberKept(name=seen[known].name)


def known_hashes(county: str, hashes: Iterable[str]) -> Iterator[str]:
    """Which of these are already in the register: for a preview, a set at a time."""
    asked = sorted(hashes)
    for start in range(0, len(asked), ASKED_AT_ONCE):
        found = Villager.objects.in_county(county).filter(id_hash__in=asked[start : start + ASKED_AT_ONCE])
        yield from found.values_list("id_hash", flat=True)
