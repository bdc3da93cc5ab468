"""A checked roster → rows. Found again by natural keys, so the same roster twice changes nothing.

A unit is its credit code, else its name; a person the keyed hash of the identity number; a batch its name; a posting
person, village and first day. Everything is written in a few bulk statements inside the caller's transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from zhucun.accounts.services import MovedEnd
from zhucun.dispatch.choices import Political
from zhucun.dispatch.models import Batch, Person, Posting
from zhucun.dispatch.roster.plan import Entry, PersonFacts
from zhucun.places.choices import UnitKind
from zhucun.places.models import Unit
from zhucun.places.services import WantedUnit, ensure_units

AT_ONCE = 500
# What a roster may correct on a posting it restates; person, village and first day are what it is.
CORRECTED = ["batch_id", "unit_id", "role", "sender_level", "ends_on"]


@dataclass(slots=True)
class Written:
    """The postings that are new or changed, and the earliest day on which anything became different."""

    postings: list[UUID] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    earliest_end: date | None = None
    moved_ends: list[MovedEnd] = field(default_factory=list)


def write(county: str, entries: Iterable[Entry]) -> Written:
    """Carry entries out. Runs inside the transaction of the act."""
    entries = list(entries)
    units = _ensure_units(county, entries)
    batches = _ensure_batches(county, entries)
    persons = _ensure_persons(county, entries)
    return _write_postings(county, entries, units, batches, persons)


def _ensure_units(county: str, entries: list[Entry]) -> dict[str, Unit]:
    facts = {entry.unit.name: entry.unit for entry in entries}
    return ensure_units(
        county, [WantedUnit(unit.name, UnitKind(unit.kind), unit.uscc or "") for unit in facts.values()]
    )


def _ensure_batches(county: str, entries: list[Entry]) -> dict[str, Batch]:
    """A batch that is new begins with its first posting."""
    first: dict[str, date] = {}
    for entry in entries:
        day = entry.posting.starts_on
        first[entry.posting.batch] = min(day, first.get(entry.posting.batch, day))
    known = {batch.name: batch for batch in Batch.objects.in_county(county).filter(name__in=first)}
    fresh = [
        Batch(county_code=county, name=name, starts_on=day)
        for name, day in first.items()
        if name not in known
    ]
    Batch.objects.bulk_create(fresh, batch_size=AT_ONCE)
    return known | {batch.name: batch for batch in fresh}


def _ensure_persons(county: str, entries: list[Entry]) -> dict[str, Person]:
    facts = {entry.person.id_hash: entry.person for entry in entries}
    known = {
        person.id_hash: person for person in Person.objects.in_county(county).defer("id_number", "phone")
    }
    fresh = {id_hash: _person(county, person) for id_hash, person in facts.items() if id_hash not in known}
    Person.objects.bulk_create(fresh.values(), batch_size=AT_ONCE)
    changed = [known[key] for key, person in facts.items() if key in known and _correct(known[key], person)]
    Person.objects.in_county(county).bulk_update(
        changed, ["phone", "phone_hash", "political"], batch_size=AT_ONCE
    )
    return known | fresh


def _person(county: str, facts: PersonFacts) -> Person:
    return Person(
        county_code=county,
        name=facts.name,
        id_number=facts.id_number,
        id_hash=facts.id_hash,
        phone=facts.phone,
        phone_hash=facts.phone_hash,
        political=facts.political or Political.UNKNOWN,
    )


def _correct(person: Person, facts: PersonFacts) -> bool:
    political = facts.political or person.political
    if (person.phone_hash, person.political) == (facts.phone_hash, political):
        return False
    person.phone, person.phone_hash, person.political = facts.phone, facts.phone_hash, political
    return True


def _write_postings(
    county: str,
    entries: list[Entry],
    units: dict[str, Unit],
    batches: dict[str, Batch],
    persons: dict[str, Person],
) -> Written:
    known = {_key(posting): posting for posting in Posting.objects.in_county(county)}
    fresh, changed, written = [], [], Written()
    for entry in entries:
        wanted = Posting(
            county_code=county,
            person=persons[entry.person.id_hash],
            batch=batches[entry.posting.batch],
            unit=units[entry.unit.name],
            village_code=entry.posting.village_code,
            role=entry.posting.role,
            sender_level=entry.posting.sender_level,
            starts_on=entry.posting.starts_on,
            ends_on=entry.posting.ends_on,
        )
        held = known.get(_key(wanted))
        if held is None:
            fresh.append(wanted)
        elif _take_over(held, wanted, written):
            changed.append(held)
    Posting.objects.bulk_create(fresh, batch_size=AT_ONCE)
    Posting.objects.in_county(county).bulk_update(changed, CORRECTED, batch_size=AT_ONCE)
    written.postings = [posting.id for posting in (*fresh, *changed)]
    written.new, written.changed = len(fresh), len(changed)
    return written


def _take_over(held: Posting, wanted: Posting, written: Written) -> bool:
    """Bring a posting in line with the roster; a new last day moves the earliest day that became different."""
    differing = [name for name in CORRECTED if getattr(held, name) != getattr(wanted, name)]
    if "ends_on" in differing:
        days = [day for day in (held.ends_on, wanted.ends_on, written.earliest_end) if day]
        written.earliest_end = min(days)
        if wanted.person.user_id:
            moved = MovedEnd(wanted.person.user_id, held.village_code, held.ends_on, wanted.ends_on)
            written.moved_ends.append(moved)
    for name in differing:
        setattr(held, name, getattr(wanted, name))
    return bool(differing)


def _key(posting: Posting) -> tuple[Any, ...]:
    return posting.person_id, posting.village_code, posting.starts_on
