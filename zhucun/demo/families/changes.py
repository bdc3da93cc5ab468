"""What happens to a family on one day, written down by whoever keeps the register of the village."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from zhucun.accounts.models import User
from zhucun.demo.names import Names
from zhucun.demo.timeline import moment
from zhucun.households import services_families as families
from zhucun.households import services_marks as marks
from zhucun.households import services_people as people
from zhucun.households.choices import Gone, Joined
from zhucun.households.domain_people import HEAD, VillagerEntry, age_on
from zhucun.households.models import Household, Membership
from zhucun.kernel.identity import Sex

OLD, YEAR = 72, 365
GOES_ALONG = {"daughter_in_law": "spouse", "grandson": "son", "granddaughter": "daughter"}


@dataclass(frozen=True)
class Clerk:
    """Somebody who writes the register of a village on a day."""

    user: User
    names: Names
    rng: Random
    day: date

    @property
    def at(self) -> datetime:
        return moment(self.day, time(self.rng.randrange(9, 17), self.rng.randrange(60)))

    def age(self, one: Membership) -> int:
        return age_on(one.villager.born_on, self.day) if one.villager.born_on else 0


@dataclass(frozen=True)
class Home:
    household: Household
    members: Sequence[Membership]  # the head first

    def of(self, relation: str) -> Membership | None:
        return next((one for one in self.members if one.relation == relation), None)


def born(clerk: Clerk, home: Home) -> None:
    sex = clerk.rng.choice((Sex.MALE, Sex.FEMALE))
    name = clerk.names.relative(home.household.head_name, sex)
    entry = VillagerEntry(name=name, sex=sex.value, ethnicity=home.members[0].villager.ethnicity)
    _comes(clerk, home, entry, "grandson" if sex is Sex.MALE else "granddaughter", Joined.BORN)


def married_in(clerk: Clerk, home: Home) -> None:
    birthday = clerk.day - timedelta(days=clerk.rng.randint(22, 27) * YEAR + clerk.rng.randrange(YEAR))
    name = clerk.names.person(Sex.FEMALE)
    entry = VillagerEntry(name=name, sex=Sex.FEMALE.value, born_on=birthday, skill="ordinary")
    _comes(clerk, home, entry, "daughter_in_law", Joined.MARRIED)


def died(clerk: Clerk, home: Home) -> None:
    gone = next(one for one in home.members if one.relation != HEAD and clerk.age(one) >= OLD)
    people.member_dies(by=clerk.user, villager=gone.villager, on=clerk.day, at=clerk.at)


def head_died(clerk: Clerk, home: Home) -> None:
    """The wife or husband is head from now on."""
    head, heir, *others = home.members
    people.member_dies(by=clerk.user, villager=head.villager, on=clerk.day, at=clerk.at)
    families.change_head(
        by=clerk.user,
        household=home.household,
        villager=heir.villager,
        relations={one.villager.id: one.relation for one in others},
        on=clerk.day,
        because="户主去世",
        at=clerk.at,
    )


def married_out(clerk: Clerk, home: Home) -> None:
    bride = home.of("daughter")
    assert bride is not None
    why = "嫁到邻县，户口迁出"
    people.member_leaves(
        by=clerk.user, villager=bride.villager, on=clerk.day, because=why, gone=Gone.MARRIED, at=clerk.at
    )


def split(clerk: Clerk, home: Home) -> None:
    """The son who has married founds a household of his own; his wife and children go along."""
    son = home.of("son")
    assert son is not None
    families.split_household(
        by=clerk.user,
        household=home.household,
        head=son.villager,
        relations={
            one.villager.id: GOES_ALONG[one.relation] for one in home.members if one.relation in GOES_ALONG
        },
        on=clerk.day,
        because="成家立业，分户另过",
        at=clerk.at,
    )


def merged(clerk: Clerk, home: Home, into: Household) -> None:
    """An old person who lived alone moves in with relatives."""
    families.merge_households(
        by=clerk.user,
        into=into,
        household=home.household,
        relations={home.members[0].villager.id: "other_relative"},
        on=clerk.day,
        because="老人和亲属一起生活",
        at=clerk.at,
    )


def moved_away(clerk: Clerk, home: Home) -> None:
    families.household_ends(
        by=clerk.user, household=home.household, on=clerk.day, because="随子女到县城落户", at=clerk.at
    )


def new_phone(clerk: Clerk, home: Home) -> None:
    villager = home.members[0].villager
    number = f"154{home.household.county_code[4:]}9{clerk.rng.randrange(100_000):05}"
    entry = replace(VillagerEntry.of(villager), phone=number)
    people.correct_villager(by=clerk.user, villager=villager, entry=entry, because="换了号码", at=clerk.at)


def lost_work(clerk: Clerk, home: Home) -> None:
    worker = next(one for one in home.members if one.villager.works_at)
    _marked(clerk, home, "job_lost", "本人和用工单位说明", worker)


def allowance(clerk: Clerk, home: Home) -> None:
    """The household and everybody in it, from the month on in which it was approved."""
    for one in (None, *home.members):
        _marked(clerk, home, "allowance", f"民政部门审批（{clerk.day:%Y-%m}）", one)


def flooded(clerk: Clerk, home: Home) -> None:
    _marked(clerk, home, "disaster", "乡镇灾情核查表", None)


def _comes(clerk: Clerk, home: Home, entry: VillagerEntry, relation: str, joined: Joined) -> None:
    people.add_villager(
        by=clerk.user,
        county=home.household.county_code,
        household=home.household,
        entry=entry,
        relation=relation,
        on=clerk.day,
        joined=joined,
        at=clerk.at,
    )


def _marked(clerk: Clerk, home: Home, kind: str, basis: str, whose: Membership | None) -> None:
    marks.mark_begins(
        by=clerk.user,
        household=home.household,
        kind=kind,
        on=clerk.day,
        basis=basis,
        villager=whose.villager if whose else None,
        at=clerk.at,
    )
