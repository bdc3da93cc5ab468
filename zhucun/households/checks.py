"""What must be true before the register is written: entries in one spelling, numbers that can be right, words that exist."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.households import domain
from zhucun.households import domain_people as people
from zhucun.households import refusals as of_households
from zhucun.households import refusals_people as refusals
from zhucun.households.choices import Circumstance, Housing, IdKind, Sex, Water
from zhucun.households.domain import Entry
from zhucun.households.domain_people import VillagerEntry
from zhucun.households.initials import initials_of
from zhucun.households.papers import Paper, phone_tail_hash, read_paper, read_phone
from zhucun.households.words import FACTS
from zhucun.policy.queries import pack_of

EDIT = "households.edit"
HOUSEHOLD_MARKS, PERSONAL_MARKS, RELATIONS = "circumstance", "personal_circumstance", "relation"
BUILT_IN: Mapping[str, frozenset[str]] = {
    HOUSEHOLD_MARKS: frozenset(Circumstance.values),
    RELATIONS: frozenset({people.HEAD}),
}


class Words:
    """The word lists of a county, looked up once. A list that its rules do not have accepts any code."""

    def __init__(self, county: str) -> None:
        self.lists: Mapping[str, Mapping[str, str]] = pack_of(county).vocabularies

    def need(self, name: str, code: str, field: str) -> None:
        known = self.lists.get(name)
        if code and known and code not in known and code not in BUILT_IN.get(name, ()):
            raise of_households.UnknownWord(what=FACTS[field], word=code, field=field)


def may_edit(by: User, county: str, village_code: str, on: date) -> None:
    if not scope_of(by, county, on=on).covers(village_code, EDIT):
        raise of_households.VillageNotYours(code=village_code)


def reason(because: str) -> str:
    """Why, in the one spelling that is kept; an act on what is already kept always says why."""
    if not because.strip():
        raise of_households.ReasonMissing
    _short(because.strip(), "because", people.BECAUSE)
    return because.strip()


def checked_household(county: str, entry: Entry) -> Entry:
    """The entry as it is kept; refused with what is wrong in it."""
    entry = entry.cleaned()
    if not entry.fits(county):
        raise of_households.VillageElsewhere(code=entry.village_code)
    if not entry.head_name:
        raise of_households.HeadNameMissing
    if len(entry.head_name) > domain.HEAD_NAME or len(entry.group_name) > domain.GROUP_NAME:
        raise of_households.EntryTooLong(name=domain.HEAD_NAME, group=domain.GROUP_NAME)
    if not 1 <= entry.people <= domain.MOST_PEOPLE:
        raise of_households.PeopleOutOfRange(people=entry.people, most=domain.MOST_PEOPLE)
    if entry.circumstance not in Circumstance.values:
        raise of_households.UnknownCircumstance(word=entry.circumstance)
    _one_of(entry.housing, Housing.values, "housing")
    _one_of(entry.water, Water.values, "water")
    _short(entry.number, "number", domain.NUMBER)
    _short(entry.way_to_earn, "way_to_earn", domain.FREE_TEXT)
    _short(entry.needs, "needs", domain.FREE_TEXT)
    return entry


def checked_villager(entry: VillagerEntry, words: Words, *, today: date) -> dict[str, Any]:
    """The columns a person is kept in; refused with what is wrong in the entry.

    Birth and sex are taken from the identity number where they were left open, and must agree with it where not.
    """
    entry = entry.cleaned()
    if not entry.name:
        raise refusals.NameMissing
    _short(entry.name, "name", people.NAME)
    _short(entry.works_at, "works_at", people.WORKS_AT)
    _one_of(entry.sex, Sex.values, "sex")
    _one_of(entry.id_kind, IdKind.values, "id_kind")
    for field, name in people.WORD_LISTS.items():
        words.need(name, getattr(entry, field), field)
    for benefit in entry.benefits:
        words.need(people.BENEFITS, benefit, "benefits")
    if entry.works_months is not None and not 0 <= entry.works_months <= people.MOST_MONTHS:
        raise refusals.MonthsOutOfRange(months=entry.works_months, most=people.MOST_MONTHS)
    if entry.born_on is not None and entry.born_on > today:
        raise refusals.DayInFuture(day=entry.born_on, field="born_on")
    return _columns(entry, _paper(entry, today))


def _columns(entry: VillagerEntry, paper: Paper | None) -> dict[str, Any]:
    phone = _phone(entry.phone)
    plain = {name: getattr(entry, name) for name in people.WORD_LISTS if name not in people.SEALED}
    return plain | {
        "name": entry.name,
        "initials": initials_of(entry.name),
        "sex": paper.sex if paper and entry.sex == Sex.UNKNOWN else entry.sex,
        "born_on": entry.born_on or (paper.born if paper else None),
        "id_kind": paper.kind if paper else IdKind.NONE,
        "id_number": paper.number if paper else None,
        "id_hash": paper.hash if paper else "",
        "phone": phone or None,
        "phone_tail_hash": phone_tail_hash(phone) if phone else "",
        "health": entry.health or None,
        "works_at": entry.works_at,
        "works_months": entry.works_months,
        "benefits": list(entry.benefits),
    }


def _paper(entry: VillagerEntry, today: date) -> Paper | None:
    try:
        paper = read_paper(entry.id_kind, entry.id_number, today=today)
    except ValidationError as wrong:
        raise refusals.IdNumberWrong(why=wrong.messages[0]) from None
    if paper is None:
        return None
    _short(paper.number, "id_number", people.ID_NUMBER)
    if paper.born and entry.born_on and entry.born_on != paper.born:
        raise refusals.BirthDiffers(said=entry.born_on, told=paper.born)
    if Sex.UNKNOWN not in (entry.sex, paper.sex) and entry.sex != paper.sex:
        raise refusals.SexDiffers(said=Sex(entry.sex).label, told=Sex(paper.sex).label)
    return paper


def _phone(text: str) -> str:
    try:
        return read_phone(text)
    except ValidationError as wrong:
        raise refusals.PhoneWrong(why=wrong.messages[0]) from None


def _short(text: str | None, field: str, most: int) -> None:
    if len(text or "") > most:
        raise of_households.FactTooLong(what=FACTS[field], most=most, field=field)


def _one_of(word: str | None, known: list[str], field: str) -> None:
    if word is not None and word not in known:
        raise of_households.UnknownWord(what=FACTS[field], word=word, field=field)
