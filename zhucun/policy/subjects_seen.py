"""Whom a reader may see answers about, and whom a person answers for: told from postings, by one set query.

Answers carry a subject's id and nothing else. Where a subject is, and what it is called, is what features offer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.engine.duty import Subject
from zhucun.kernel.place_codes import village_id
from zhucun.places import queries as places
from zhucun.policy import registry
from zhucun.policy.offers import Asked, Posted

AROUND = timedelta(days=366)  # no period but a term is longer, and a term's postings reach to this day


@dataclass(frozen=True, slots=True)
class Seen:
    """A subject that a reader may see; households are named for the rows of a page alone."""

    id: UUID
    name: str
    village_code: str


def seen_by(scope: Scope, kind: Subject, on: date) -> dict[UUID, Seen]:
    """Every subject of a kind in the reader's scope around a day."""
    posted = _posted(scope.county, on - AROUND, on + AROUND)
    if kind is Subject.HOUSEHOLD:
        return {one.id: one for one in _households(scope, posted, on)}
    names = places.names(scope.county) if kind is Subject.VILLAGE else {}
    told = (_seen(kind, one, names) for one in posted if _may_see(scope, kind, one))
    return {one.id: one for one in told}


def ids_seen(scope: Scope, on: date) -> frozenset[UUID]:
    """Whoever is posted to the reader's places or by the reader's unit, with their villages and unit: one statement.

    Households are left out: who they are is read for a page of them alone.
    """
    posted = _posted(scope.county, on - AROUND, on + AROUND)
    kinds = (Subject.POSTING, Subject.PERSON, Subject.VILLAGE, Subject.UNIT)
    return frozenset(_key(kind, one) for kind in kinds for one in posted if _may_see(scope, kind, one))


def own_subjects(county: str, user_id: UUID, on: date) -> dict[UUID, Subject]:
    """What an account answers for on a day: its postings, the person, the village; a unit answers for itself."""
    own = [one for source in registry.own_postings.values() for one in source(county, user_id, on)]
    kinds = (Subject.POSTING, Subject.PERSON, Subject.VILLAGE)
    return {_key(kind, one): kind for one in own for kind in kinds}


def named(county: str, kind: Subject, seen: Sequence[Seen]) -> Mapping[UUID, str]:
    """What the subjects of a page are called."""
    source = registry.labels.get(kind)
    if kind is not Subject.HOUSEHOLD or source is None:
        return {one.id: one.name for one in seen}
    return {id: label.name for id, label in source(county, [one.id for one in seen]).items()}


def _posted(county: str, first: date, last: date) -> list[Posted]:
    return [
        one
        for source in registry.postings.values()
        for one in source(county, first, last, None, frozenset[Subject]())
    ]


def _may_see(scope: Scope, kind: Subject, one: Posted) -> bool:
    if kind is Subject.UNIT:
        return scope.whole_county or one.unit_id in scope.units
    if any(one.village_code.startswith(prefix) for prefix in scope.prefixes):
        return True
    return kind is not Subject.VILLAGE and (one.unit_id in scope.units or one.user_id == scope.user_id)


def _seen(kind: Subject, one: Posted, names: Mapping[str, str]) -> Seen:
    if kind is Subject.UNIT:
        return Seen(one.unit_id, one.unit, "")
    if kind is Subject.VILLAGE:
        return Seen(_key(kind, one), names.get(one.village_code, one.village_code), one.village_code)
    return Seen(_key(kind, one), one.person, one.village_code)


def _key(kind: Subject, one: Posted) -> UUID:
    if kind is Subject.POSTING:
        return one.id
    if kind is Subject.UNIT:
        return one.unit_id
    return one.person_id if kind is Subject.PERSON else village_id(one.village_code)


def _households(scope: Scope, posted: Iterable[Posted], on: date) -> Iterator[Seen]:
    """Households belong to a place alone: a sending unit sees none."""
    near = tuple(one for one in posted if any(one.village_code.startswith(p) for p in scope.prefixes))
    source = registry.subjects.get(Subject.HOUSEHOLD)
    if source is not None and near:
        for member in source(Asked(scope.county, on, on, near, whole=False)):
            yield Seen(member.id, "", member.village_code)
