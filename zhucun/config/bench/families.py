"""Families that do not exist, with everything a register asks of them. Pure: the same number gives the same family."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from zhucun.demo.drawing import stream
from zhucun.demo.names import Names
from zhucun.demo.numbers import citizen_number
from zhucun.households.choices import Circumstance, Housing, IdKind, Water
from zhucun.households.domain import Entry
from zhucun.households.domain_people import HEAD, Family, MarkEntry, MemberEntry, VillagerEntry
from zhucun.kernel.identity import Sex

MOST = 7  # members; each family has a row of serial numbers of this length
NUMBERED = 50_000  # serial numbers below one made-up division
SEED = 23
KINDS = {
    Circumstance.NONE: 60,
    Circumstance.LIFTED: 28,
    Circumstance.ALLOWANCE: 6,
    Circumstance.MONITORED: 4,
    Circumstance.SUPPORTED: 2,
}
AWAY = ("广东省东莞市", "福建省泉州市", "浙江省义乌市", "县城", "")
EARNS = ("外出务工", "种烟叶和水稻", "养羊", "公益性岗位", "")
NEEDS = ("老屋要修", "想学电焊", "孩子上学", "", "")
OLD, GROWN = 60, 18
A_YEAR, LONG = 365.25, 900


@dataclass(frozen=True, slots=True)
class Someone:
    """Who somebody is in a family before anything else is known of them."""

    relation: str
    sex: Sex
    age: int


def family(number: int, village: str, on: date) -> Family:
    """The family of a number; `on` is the day on which ages and circumstances are looked at."""
    rng = stream(SEED, number)
    names, people = Names(rng, tibetan=0.0), _people(rng)
    members = tuple(
        MemberEntry(
            person=_person(one, names.person(one.sex), number * MOST + at, on, rng), relation=one.relation
        )
        for at, one in enumerate(people)
    )
    kind = rng.choices(list(KINDS), weights=list(KINDS.values()))[0]
    entry = Entry(
        village_code=village,
        head_name=members[0].person.name,
        people=len(members),
        group_name=f"{rng.choice('一二三四五六')}组",
        circumstance=kind,
        number=f"{village}{number:07}",
        housing=rng.choices(list(Housing), weights=(90, 2, 8))[0],
        water=rng.choices(list(Water), weights=(92, 1, 7))[0],
        way_to_earn=rng.choice(EARNS),
        needs=rng.choice(NEEDS),
    )
    return Family(entry=entry, members=members, marks=tuple(_marks(kind, people, on, rng)))


def elsewhere(one: Family, village: str) -> Family:
    return replace(one, entry=replace(one.entry, village_code=village))


def _people(rng: Random) -> Sequence[Someone]:
    """A head, perhaps a spouse, children and a parent: 3.4 on average."""
    age = rng.randint(24, 84)
    found = [Someone(HEAD, rng.choices((Sex.MALE, Sex.FEMALE), weights=(8, 2))[0], age)]
    if rng.random() < 0.75:
        other = Sex.FEMALE if found[0].sex is Sex.MALE else Sex.MALE
        found.append(Someone("spouse", other, max(20, age + rng.randint(-6, 4))))
    for _ in range(rng.choices((0, 1, 2, 3), weights=(25, 35, 30, 10))[0]):
        sex = rng.choice((Sex.MALE, Sex.FEMALE))
        found.append(
            Someone("son" if sex is Sex.MALE else "daughter", sex, max(0, age - rng.randint(20, 38)))
        )
    if age < OLD and rng.random() < 0.6:
        sex = rng.choice((Sex.MALE, Sex.FEMALE))
        found.append(
            Someone("father" if sex is Sex.MALE else "mother", sex, min(96, age + rng.randint(19, 34)))
        )
    return found


def _person(one: Someone, name: str, serial: int, on: date, rng: Random) -> VillagerEntry:
    born = on - timedelta(days=round(one.age * A_YEAR) + rng.randrange(1, 360))
    known = rng.random() < 0.97
    works = GROWN <= one.age < OLD and rng.random() < 0.6
    return VillagerEntry(
        name=name,
        sex=one.sex.value,
        born_on=born,
        id_kind=IdKind.CITIZEN if known else IdKind.NONE,
        id_number=_number(serial, born, one.sex) if known else "",
        phone=f"199{serial % 100_000_000:08}" if one.age >= GROWN and rng.random() < 0.8 else "",
        ethnicity="ha",
        political="masses" if one.age >= GROWN else "",
        education=rng.choice(("primary", "junior", "senior")) if one.age >= GROWN else "",
        schooling=_schooling(one.age),
        health=rng.choices(("healthy", "chronic", "serious", ""), weights=(80, 14, 2, 4))[0],
        disability=rng.choice(("limb_1", "limb_3", "hearing_2")) if rng.random() < 0.04 else "",
        skill="ordinary" if GROWN <= one.age < OLD else "",
        works_at=rng.choice(AWAY) if works else "",
        works_months=rng.randint(1, 12) if works else None,
        medical_insurance=rng.choices(("resident", "employee", "none", ""), weights=(90, 6, 1, 3))[0],
        pension="drawing" if one.age >= OLD else "resident" if one.age >= GROWN else "",
        benefits=("land",) if one.relation == HEAD else (),
    )


def _number(serial: int, born: date, sex: Sex) -> str:
    division, order = divmod(serial, NUMBERED)
    return citizen_number(f"99{10 + division}00", order, born, sex)


def _schooling(age: int) -> str:
    stages = ((3, ""), (6, "preschool"), (12, "primary"), (15, "junior"), (GROWN, "senior"))
    return next((word for until, word in stages if age < until), "")


def _marks(kind: str, people: Sequence[Someone], on: date, rng: Random) -> list[MarkEntry]:
    """What holds of the household since some day, and what of each member."""
    found = []
    if kind != Circumstance.NONE:
        found.append(MarkEntry(kind=kind, starts_on=_since(on, LONG, rng), basis="历年台账"))
    if rng.random() < 0.01:
        found.append(MarkEntry(kind="disaster", starts_on=_since(on, LONG, rng)))
    for at, one in enumerate(people):
        mark = "left_old" if one.age >= OLD else "left_child" if one.age < GROWN else "job_lost"
        if rng.random() < (0.02 if mark == "job_lost" else 0.12):
            days = min(LONG, round(one.age * A_YEAR) + 1)
            found.append(MarkEntry(kind=mark, starts_on=_since(on, days, rng), member=at))
    return found


def _since(on: date, days: int, rng: Random) -> date:
    return on - timedelta(days=rng.randint(1, days))
