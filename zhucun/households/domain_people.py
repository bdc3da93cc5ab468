"""What somebody writes down of a person, of a circumstance, of a whole family. Pure: knows no database."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, ClassVar

from zhucun.households.choices import IdKind, Joined, Sex
from zhucun.households.domain import Entry
from zhucun.kernel.text import canonical, canonical_name

HEAD = "head"  # the code of the household's head in the word list `relation`
NAME, WORKS_AT, ID_NUMBER, BASIS, BECAUSE = 60, 100, 40, 200, 200
MOST_MONTHS = 12
ADULT_CARE = 14  # below this age everything about a person is kept more closely (个人信息保护法 31)
SEALED = frozenset({"id_number", "phone", "health"})
# Which word list of the county's rules holds the codes of a field.
WORD_LISTS = {
    "ethnicity": "ethnicity",
    "political": "political",
    "education": "education",
    "schooling": "schooling",
    "health": "health",
    "disability": "disability",
    "skill": "skill",
    "medical_insurance": "medical_insurance",
    "pension": "pension",
}
BENEFITS = "benefit"
# What nobody under 14 is or has; whatever a county adds to its word lists says nothing of an age.
ADULT_RELATIONS = frozenset(
    {
        HEAD,
        "spouse",
        "daughter_in_law",
        "son_in_law",
        "father",
        "mother",
        "father_in_law",
        "mother_in_law",
        "grandparent",
    }
)
ONLY_ADULTS = {
    "political": frozenset({"member", "probationary", "league", "other_party"}),
    "education": frozenset({"senior", "college", "bachelor", "graduate"}),
    "schooling": frozenset({"senior", "vocational", "higher_vocational", "bachelor", "graduate"}),
    "skill": frozenset({"skilled", "ordinary", "weak", "lost"}),
    "medical_insurance": frozenset({"employee"}),
    "pension": frozenset({"resident", "employee", "retired", "drawing"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagerEntry:
    """A person as somebody writes them down; empty is not known. Birth and sex may be left to the identity number."""

    name: str
    sex: str = Sex.UNKNOWN
    born_on: date | None = None
    id_kind: str = IdKind.NONE
    id_number: str = ""
    phone: str = ""
    ethnicity: str = ""
    political: str = ""
    education: str = ""
    schooling: str = ""
    health: str = ""
    disability: str = ""
    skill: str = ""
    works_at: str = ""
    works_months: int | None = None
    medical_insurance: str = ""
    pension: str = ""
    benefits: tuple[str, ...] = ()

    stripped_on: ClassVar[None] = None  # what somebody writes down is not what a term has emptied

    def cleaned(self) -> "VillagerEntry":
        return replace(
            self,
            name=canonical_name(self.name),
            works_at=canonical(self.works_at),
            benefits=tuple(sorted(set(self.benefits))),
        )

    def born(self, on: date) -> "VillagerEntry":
        return replace(self, born_on=on)

    @classmethod
    def of(cls, kept: Any) -> "VillagerEntry":
        """What is kept of a person, as an entry to be changed with `replace`: nothing is lost that was not shown."""
        now = {field.name: getattr(kept, field.name) for field in fields(cls)}
        texts = {name: now[name] or "" for name in SEALED}
        return cls(**{**now, **texts, "benefits": tuple(now["benefits"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkEntry:
    """A circumstance from a day; `member` is the position of the person among the family's members, None: the household."""

    kind: str
    starts_on: date
    basis: str = ""
    member: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEntry:
    """One person of a family and how they stand to its head."""

    person: VillagerEntry
    relation: str
    joined: str = Joined.KNOWN
    starts_on: date | None = None  # since before the register


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A household with everybody in it, as a register from elsewhere brings it."""

    entry: Entry
    members: tuple[MemberEntry, ...] = ()
    marks: tuple[MarkEntry, ...] = ()


def age_on(born_on: date, on: date) -> int:
    """Whole years; somebody born on 29 February is a year older on 1 March."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def is_minor(person: Any, on: date, relation: str = "") -> bool:
    """Whether somebody is kept as closely as a child under 14: who is one, and who may be one for all that is known.

    Without a birth date only what a child cannot be says that somebody is grown up; a relation not given says nothing.
    """
    if person.born_on is not None:
        return age_on(person.born_on, on) < ADULT_CARE
    return person.stripped_on is None and not _surely_grown_up(person, relation)


def _surely_grown_up(person: Any, relation: str) -> bool:
    told = any(getattr(person, name) in codes for name, codes in ONLY_ADULTS.items())
    return told or relation in ADULT_RELATIONS or bool(person.works_at) or person.works_months is not None
