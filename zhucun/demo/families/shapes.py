"""Who lives together: relations, sexes and ages that can be so. Pure, drawn by a seed; the head's name is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from zhucun.demo.names import Names, sex_of
from zhucun.households.choices import Circumstance
from zhucun.households.domain_people import HEAD
from zhucun.kernel.identity import Sex

YEAR = 365
OLD_HEAD = 48  # from here on the children may be grown up and have children of their own
HEADS = {1: (46, 88), 2: (42, 80)}  # ages of heads by the size of the household
MOST_HEADS, SUPPORTED_HEADS = (29, 66), (61, 84)
SPOUSE, CHILD_AFTER, PARENT_BEFORE = 0.9, (21, 27), (21, 28)
OUTSIDE = frozenset({"spouse", "daughter_in_law", "son_in_law", "mother"})  # of another family by birth
RELATIONS = {
    "child": {Sex.MALE: "son", Sex.FEMALE: "daughter"},
    "partner": {Sex.MALE: "son_in_law", Sex.FEMALE: "daughter_in_law"},
    "grandchild": {Sex.MALE: "grandson", Sex.FEMALE: "granddaughter"},
    "parent": {Sex.MALE: "father", Sex.FEMALE: "mother"},
    "sibling": {Sex.MALE: "brother", Sex.FEMALE: "sister"},
}


@dataclass(frozen=True, slots=True)
class Someone:
    """A person before anything but this is known."""

    name: str
    relation: str
    sex: Sex
    born_on: date
    age: int


@dataclass(frozen=True, slots=True)
class Kin:
    relation: str
    sex: Sex
    age: int


def other(sex: Sex) -> Sex:
    return Sex.FEMALE if sex is Sex.MALE else Sex.MALE


def draw_people(
    head: str, size: int, circumstance: str, names: Names, on: date, rng: Random
) -> list[Someone]:
    """The head first; so many people, their ages as on a day."""
    sex = sex_of(head)
    ages = SUPPORTED_HEADS if circumstance == Circumstance.SUPPORTED else HEADS.get(size, MOST_HEADS)
    oldest = Kin(HEAD, sex, rng.randint(*ages))
    people = [_someone(oldest, head, on, rng)]
    for kin, _place in zip(_kin(oldest, rng), range(size - 1), strict=False):
        name = names.person(kin.sex) if kin.relation in OUTSIDE else names.relative(_father(people), kin.sex)
        people.append(_someone(kin, name, on, rng))
    return people


def _father(people: list[Someone]) -> str:
    """Whose surname the children have: the head's, or of a woman who is head that of her husband."""
    head = people[0]
    if head.sex is Sex.FEMALE and len(people) > 1 and people[1].relation == "spouse":
        return people[1].name
    return head.name


def _someone(kin: Kin, name: str, on: date, rng: Random) -> Someone:
    born = on - timedelta(days=kin.age * YEAR + kin.age // 4 + rng.randrange(YEAR - 1))
    return Someone(name, kin.relation, kin.sex, born, kin.age)


def _kin(head: Kin, rng: Random) -> Iterator[Kin]:
    """Whoever may live with the head, those who most often do first; never at an end."""
    if rng.random() < SPOUSE:
        yield Kin("spouse", other(head.sex), max(20, head.age + rng.randint(-4, 3)))
    yield from _with_grandchildren(head, rng) if head.age >= OLD_HEAD else _with_parents(head, rng)
    while True:
        yield _of("sibling", max(20, head.age - rng.randint(1, 8)), rng)


def _with_parents(head: Kin, rng: Random) -> Iterator[Kin]:
    """A couple in the middle of life: children still at home, the old people with them."""
    child = head.age - rng.randint(*CHILD_AFTER)
    for _order in range(2):
        if child >= 0:
            yield _of("child", child, rng)
        child -= rng.randint(2, 5)
    older = head.age + rng.randint(*PARENT_BEFORE)
    yield Kin("mother", Sex.FEMALE, older)
    yield Kin("father", Sex.MALE, older + rng.randint(0, 4))
    if child >= 0:
        yield _of("child", child, rng)


def _with_grandchildren(head: Kin, rng: Random) -> Iterator[Kin]:
    """Old people with one grown-up child, whoever married in, and their children."""
    heir = _of("child", head.age - rng.randint(*CHILD_AFTER), rng)
    yield heir
    small = heir.age - rng.randint(*CHILD_AFTER)
    if heir.age >= CHILD_AFTER[0]:
        partner = other(heir.sex)
        yield Kin(RELATIONS["partner"][partner], partner, max(20, heir.age + rng.randint(-3, 2)))
    for _order in range(3):
        if small >= 0:
            yield _of("grandchild", small, rng)
        small -= rng.randint(2, 6)
    yield _of("child", max(18, heir.age - rng.randint(2, 5)), rng)


def _of(kind: str, age: int, rng: Random) -> Kin:
    sex = rng.choice((Sex.MALE, Sex.FEMALE))
    return Kin(RELATIONS[kind][sex], sex, age)
