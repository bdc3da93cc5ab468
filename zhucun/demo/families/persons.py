"""What is written down of a person: school, work, insurance, benefits, numbers. Pure, drawn by a seed.

What nobody has asked yet is left open here and there, as in any register.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from zhucun.demo.families.shapes import Someone
from zhucun.demo.numbers import citizen_number, disability_number, mobile
from zhucun.households.choices import Circumstance, IdKind
from zhucun.households.domain_people import HEAD, VillagerEntry
from zhucun.households.papers import CITIZEN

GROWN, RETIRED, AGED = 16, 60, 80
CHILDREN = frozenset({"son", "daughter", "grandson", "granddaughter"})
# How likely something is not known; what is asked of everybody is mostly known.
NO_NUMBER, NO_BIRTH, NO_HEALTH, NO_INSURANCE, NO_SCHOOL = 0.012, 0.3, 0.05, 0.012, 0.02
HEADS_PHONE, PHONE = 0.93, 0.4
UNINSURED, WORKS_AWAY, SHORT_WORK = 0.003, 0.38, 0.012
DISABLED, CERTIFICATE, SERIOUS = 0.022, 0.3, 0.0015
# Kind and degree of disability; the kinds stand in the order of the certificate's digit.
KINDS = ("vision", "hearing", "speech", "limb", "intellect", "mental", "multiple")
KIND_WEIGHTS, DEGREE_WEIGHTS = (12, 20, 4, 46, 9, 7, 2), (4, 10, 38, 48)
AT_SCHOOL = ((3, 6, "preschool"), (6, 12, "primary"), (12, 15, "junior"))
LATER = {(15, 18): (("senior", 5), ("vocational", 3), ("none", 2)),
         (18, 22): (("bachelor", 2), ("higher_vocational", 3), ("none", 9))}  # fmt: skip
LEARNT = {"preschool": "", "primary": "primary", "junior": "junior", "senior": "senior",
          "vocational": "senior", "higher_vocational": "college", "bachelor": "bachelor"}  # fmt: skip
SCHOOLED = {45: (("primary", 2), ("junior", 6), ("senior", 3), ("college", 1), ("bachelor", 0.4)),
            65: (("none", 2), ("primary", 5), ("junior", 5), ("senior", 1)),
            130: (("none", 6), ("primary", 5), ("junior", 1))}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Customs:
    """What a county's people have in common: where they go to work, what they are paid for, who they are."""

    county: str
    cities: Sequence[str]
    benefits: Sequence[str]  # for land and forest, paid to the head
    peoples: Mapping[str, float]  # codes of ethnicities, by weight
    ways: Sequence[str]
    needs: Sequence[str]


def draw_person(
    one: Someone, circumstance: str, ethnicity: str, customs: Customs, serial: int, rng: Random
) -> VillagerEntry:
    """Everybody of one household has its circumstance and ethnicity; `serial` is the county's own."""
    number = citizen_number(customs.county, serial, one.born_on, one.sex)
    disability = _disability(one, rng)
    if disability and rng.random() < CERTIFICATE:
        kind, degree = disability.split("_")
        number = disability_number(number, KINDS.index(kind) + 1, int(degree))
    unknown = rng.random() < NO_NUMBER
    schooling = _schooling(one, rng)
    works_at, months = _work(one, schooling, disability, customs, rng)
    return VillagerEntry(
        name=one.name,
        sex=one.sex.value,
        born_on=None if unknown and rng.random() < NO_BIRTH else one.born_on,
        id_kind=IdKind.NONE if unknown else IdKind.CITIZEN if len(number) == CITIZEN else IdKind.DISABILITY,
        id_number="" if unknown else number,
        phone=_phone(one, customs.county, serial, rng),
        ethnicity=ethnicity,
        political=_political(one, rng),
        education=_education(one, schooling, rng),
        schooling=schooling,
        health=_health(one, disability, rng),
        disability=disability,
        skill=_skill(one, disability, rng),
        works_at=works_at,
        works_months=months,
        medical_insurance=_insurance(rng),
        pension=_pension(one, schooling, rng),
        benefits=tuple(_benefits(one, circumstance, disability, schooling, customs, rng)),
    )


def pick(weighted: Sequence[tuple[str, float]], rng: Random) -> str:
    words, weights = zip(*weighted, strict=True)
    return str(rng.choices(words, weights=weights)[0])


def _disability(one: Someone, rng: Random) -> str:
    if rng.random() >= DISABLED * (2 if one.age >= RETIRED else 1 if one.age >= GROWN else 0.3):
        return ""
    degree = rng.choices((1, 2, 3, 4), weights=DEGREE_WEIGHTS)[0]
    return f"{rng.choices(KINDS, weights=KIND_WEIGHTS)[0]}_{degree}"


def _schooling(one: Someone, rng: Random) -> str:
    for first, below, school in AT_SCHOOL:
        if first <= one.age < below:
            return "" if rng.random() < NO_SCHOOL else school
    if one.relation in CHILDREN:
        for (first, below), schools in LATER.items():
            if first <= one.age < below:
                return pick(schools, rng)
    return "none" if one.age >= GROWN else ""


def _education(one: Someone, schooling: str, rng: Random) -> str:
    if schooling in LEARNT or one.age < GROWN:
        return LEARNT.get(schooling, "")
    return next(pick(schools, rng) for until, schools in SCHOOLED.items() if one.age < until)


def _work(
    one: Someone, schooling: str, disability: str, customs: Customs, rng: Random
) -> tuple[str, int | None]:
    if not 18 <= one.age < RETIRED or schooling != "none" or disability or rng.random() >= WORKS_AWAY:
        return "", None
    short = rng.random() < SHORT_WORK
    return rng.choice(customs.cities), rng.randint(1, 3) if short else rng.randint(5, 12)


def _phone(one: Someone, county: str, serial: int, rng: Random) -> str:
    likely = HEADS_PHONE if one.relation == HEAD else PHONE if one.age >= GROWN else 0
    return mobile(county, serial) if rng.random() < likely else ""


def _political(one: Someone, rng: Random) -> str:
    if one.age < 14:
        return ""
    if one.age < 28 and rng.random() < 0.25:
        return "league"
    return "member" if one.age >= 18 and rng.random() < 0.06 else "masses"


def _health(one: Someone, disability: str, rng: Random) -> str:
    drawn = rng.random()
    if drawn < NO_HEALTH:
        return ""
    if disability:
        return "disabled"
    if drawn > 1 - SERIOUS:
        return "serious"
    if one.age >= RETIRED and drawn < 0.35:
        return "half_unable" if one.age >= AGED and drawn < 0.1 else "chronic"
    return "chronic" if drawn < 0.09 and one.age >= 40 else "healthy"


def _skill(one: Someone, disability: str, rng: Random) -> str:
    if one.age < GROWN or one.age >= AGED:
        return "none"
    if disability.endswith(("_1", "_2")):
        return "lost"
    if one.age >= RETIRED or disability:
        return "weak"
    return "skilled" if rng.random() < 0.18 else "ordinary"


def _insurance(rng: Random) -> str:
    drawn = rng.random()
    if drawn < UNINSURED:
        return "none"
    return "" if drawn < UNINSURED + NO_INSURANCE else "employee" if drawn > 0.97 else "resident"


def _pension(one: Someone, schooling: str, rng: Random) -> str:
    if one.age < GROWN or schooling != "none":
        return ""
    if one.age >= RETIRED:
        return "drawing"
    drawn = rng.random()
    return "none" if drawn < 0.004 else "" if drawn < 0.01 else "employee" if drawn > 0.96 else "resident"


def _benefits(
    one: Someone, circumstance: str, disability: str, schooling: str, customs: Customs, rng: Random
) -> list[str]:
    found = []
    if circumstance == Circumstance.ALLOWANCE:
        found.append("allowance")
    if circumstance == Circumstance.SUPPORTED:
        found.append("support")
    if disability:
        found.append("disabled_care" if disability.endswith(("_1", "_2")) else "disabled_living")
    if one.age >= AGED:
        found.append("old_age")
    if one.relation == HEAD:
        found += [benefit for benefit in customs.benefits if rng.random() < 0.7]
    if circumstance == Circumstance.LIFTED and schooling in {
        "senior",
        "vocational",
        "higher_vocational",
        "bachelor",
    }:
        found.append("study_grant")
    if 40 <= one.age < RETIRED and circumstance == Circumstance.LIFTED and rng.random() < 0.06:
        found.append("public_post")
    return found
