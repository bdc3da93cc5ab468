"""Rows and people of cases made again from their events, and held against those that are there.

Events are read as one stream, in order; what differs is folded once more under the county's queue, so that a step
taken meanwhile is no difference.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from zhucun.audit.services import Actor, note, recorded
from zhucun.cases import store
from zhucun.cases.flow_versions import flows_behind
from zhucun.cases.models import Case, CaseEvent, CaseParty
from zhucun.cases.store import BROKE, MORE, Birth, Stored
from zhucun.engine.flow.case import Case as EngineCase
from zhucun.engine.flow.case import after

AT_ONCE = 500
Body = Mapping[str, Any]
Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Folded:
    """What a case's events come to: its columns, and its people."""

    id: UUID
    columns: Columns
    parties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """How many cases a county has, and which of them are not what their events say."""

    county: str
    cases: int
    differing: tuple[UUID, ...]


def compare(county: str) -> Compared:
    """Hold every row against its events. Rows without events, and events without a row, differ."""
    cases, suspects = 0, []
    for group in _batches(_folded(county, None)):
        cases += len(group)
        suspects += _differing(county, group)
    suspects += _without_events(county)
    return Compared(county, cases, tuple(_again(county, suspects)))


def rebuild(*, by: Actor, county: str) -> Compared:
    """Write anew what differs; what does not is left as it stands."""
    found = compare(county)
    for start in range(0, len(found.differing), AT_ONCE):
        rewrite(by=by, county=county, cases=found.differing[start : start + AT_ONCE])
    return found


@recorded("cases.rows_rebuilt", _("按经过重建办件"))
def rewrite(*, by: Actor, county: str, cases: Sequence[UUID]) -> int:
    """Make some rows what their events say."""
    written = 0
    for folded in _folded(county, cases):
        fresh = Case(county_code=county, id=folded.id, **folded.columns)
        rows = Case.objects.in_county(county).filter(id=folded.id)
        if not rows.update(**folded.columns):
            fresh.save(force_insert=True)
        _rewrite_people(county, folded)
        written += 1
    note(cases=written)
    return written


def _rewrite_people(county: str, folded: Folded) -> None:
    CaseParty.objects.in_county(county).filter(case_id=folded.id).delete()
    CaseParty.objects.bulk_create(
        CaseParty(county_code=county, case_id=folded.id, name=name, user_id=UUID(user))
        for name, user in folded.parties.items()
    )


def _again(county: str, suspects: Sequence[UUID]) -> Iterator[UUID]:
    """What still differs at a second look: somebody may have acted between reading events and rows."""
    for start in range(0, len(suspects), AT_ONCE):
        some = suspects[start : start + AT_ONCE]
        folded = list(_folded(county, some))
        yield from _differing(county, folded)
        yield from set(some) - {one.id for one in folded}


def _folded(county: str, cases: Sequence[UUID] | None) -> Iterator[Folded]:
    """Each case as its events make it; of all cases, or of some."""
    events = CaseEvent.objects.in_county(county)
    if cases is not None:
        events = events.filter(case_id__in=cases)
    # A million keys are compared as they are stored; each is made a UUID once.
    key = Cast("case_id", CharField())
    stream = events.order_by("case_id", "seq").values_list(key, "body").iterator(chunk_size=5000)
    for id, pairs in groupby(stream, key=itemgetter(0)):
        yield _fold(county, UUID(id), [body for _id, body in pairs])


def _fold(county: str, id: UUID, bodies: Sequence[Body]) -> Folded:
    birth = Birth.from_json(bodies[0][MORE])
    flow = flows_behind(county, [birth.version])[birth.version]
    case: EngineCase | None = None
    for body in bodies:
        case = after(case, store.read_event(body))
    if case is None:
        raise ValueError(f"case {id} has no events")
    broke = any(body.get(MORE, {}).get(BROKE, False) for body in bodies)
    columns = store.columns_of(Stored(case, birth, broke), flow)
    return Folded(id, columns, case.parties)


def _differing(county: str, folded: Sequence[Folded]) -> list[UUID]:
    """Those whose row or people are not what their events say: two statements."""
    if not folded:
        return []
    ids, names = [one.id for one in folded], list(folded[0].columns)
    rows = Case.objects.in_county(county).filter(id__in=ids).values_list("id", *names)
    there = {id: tuple(values) for id, *values in rows}
    people = store.parties_by_case(county, ids)
    return [
        one.id
        for one in folded
        if there.get(one.id) != tuple(one.columns.values()) or people[one.id] != dict(one.parties)
    ]


def _without_events(county: str) -> list[UUID]:
    events = CaseEvent.objects.in_county(county).filter(seq=1).values("case_id")
    return list(Case.objects.in_county(county).exclude(id__in=events).values_list("id", flat=True))


def _batches(folded: Iterable[Folded]) -> Iterator[Sequence[Folded]]:
    left = iter(folded)
    while group := list(islice(left, AT_ONCE)):
        yield group
