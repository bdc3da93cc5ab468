"""A county's worth of cases: lives copied into every village, under new ids, and written in bulk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import cycle, islice
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from zhucun.accounts.models import Grant, User
from zhucun.cases.flow_versions import flow_here, kept
from zhucun.cases.models import Case, CaseEvent, CaseParty
from zhucun.cases.store import MORE, columns_of
from zhucun.cases.world import numbers_on
from zhucun.config.bench.lives import (
    COUNTY,
    SECRETARY,
    TOWN_MARK,
    TOWNSHIP,
    VILLAGE_MARK,
    Life,
    lives,
)
from zhucun.engine.flow.serial import event_to_json
from zhucun.kernel.ids import uuid7
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as places
from zhucun.policy.queries import pack_of

AT_ONCE = 500
DAYS, OPEN_OF_TEN = 360, 2
MORNING = time(1, tzinfo=UTC)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """A life as rows hold it, with marks for places and people."""

    columns: Mapping[str, Any]
    parties: Mapping[str, str]
    events: Sequence[tuple[dict[str, Any], Mapping[str, Any]]]  # columns and body


@dataclass(frozen=True, slots=True)
class Here:
    """One village and those who handle there, put in for the marks."""

    village: str
    people: Mapping[str, str]

    def put(self, value: Any) -> Any:
        match value:
            case str():
                text = self.people.get(value, value)
                return text.replace(TOWN_MARK, self.village[6:9]).replace(VILLAGE_MARK, self.village[9:])
            case UUID():
                return UUID(self.people.get(str(value), str(value)))
            case dict():
                return {key: self.put(one) for key, one in value.items()}
        return value


def fill(county: str, on: date, users: Mapping[str, str], wanted: int) -> int:
    """Write so many cases; gives the number of their events."""
    written = [_written(life) for life in _chosen(county, on, wanted)]
    events = 0
    heres = _heres(county, on, users)
    copies = ((heres[at % len(heres)], written[(at // len(heres)) % len(written)]) for at in range(wanted))
    for group in _groups(copies):
        events += _write(county, group)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return events


def _chosen(county: str, on: date, wanted: int) -> list[Life]:
    """Of ten cases two are still open."""
    pack = pack_of(county)
    at = datetime.combine(on, MORNING)
    with transaction.atomic():
        flows = {
            name: (flow, kept(county, flow, pack, at).id)
            for name, flow in ((name, flow_here(pack, name)) for name in ("matter", "dispute"))
        }
    over, still = lives(flows, county, pack.calendar, numbers_on(pack, on), on, DAYS)
    still.sort(
        key=lambda life: life.stored.case.late or (life.stored.case.due_on or on) >= on
    )  # due ones first
    open_ones, over_ones = cycle(still), cycle(over)
    return [next(open_ones if at % 10 < OPEN_OF_TEN else over_ones) for at in range(max(10, wanted // 100))]


def _written(life: Life) -> Written:
    events = []
    for event, more in life.events:
        body = event_to_json(event)
        columns = {
            "seq": event.seq,
            "what": event.what.value,
            "step": event.step,
            "happened_on": event.on,
            "at": datetime.combine(event.on, MORNING),
            "by_id": UUID(event.by) if event.by else None,
        }
        events.append((columns, {**body, MORE: more} if more else body))
    return Written(columns_of(life.stored, life.flow), life.stored.case.parties, events)


def _heres(county: str, on: date, users: Mapping[str, str]) -> list[Here]:
    """Every village with a first secretary who signs in."""
    ids = {name: str(id) for name, id in User.objects.values_list("username", "id")}
    villages = [village.code for village in places.villages(county, on)]
    secretaries = _secretaries(county, villages, on)
    return [
        Here(
            village,
            {
                str(SECRETARY): secretaries[village],
                str(TOWNSHIP): ids[users[township_of(village)]],
                str(COUNTY): ids[users["county_officer"]],
            },
        )
        for village in villages
    ]


def _secretaries(county: str, villages: Sequence[str], on: date) -> dict[str, str]:
    held = Grant.objects.filter(county=county, role="first_secretary", place_prefix__in=villages)
    found = {place: str(user) for place, user in held.values_list("place_prefix", "user_id")}
    fresh = {
        village: User(username=f"bench{village}", name="试算书记", password=make_password(None))
        for village in villages
        if village not in found
    }
    User.objects.bulk_create(fresh.values())
    Grant.objects.bulk_create(
        Grant(
            user=user,
            role="first_secretary",
            county=county,
            place_prefix=village,
            starts_on=date(on.year, 1, 1),
            because="测量",
        )
        for village, user in fresh.items()
    )
    return found | {village: str(user.id) for village, user in fresh.items()}


def _groups(copies: Iterator[T]) -> Iterator[list[T]]:
    while group := list(islice(copies, AT_ONCE)):
        yield group


def _write(county: str, group: Sequence[tuple[Here, Written]]) -> int:
    cases, events, parties = [], [], []
    for here, one in group:
        case = Case(county_code=county, id=uuid7(), **here.put(one.columns))
        cases.append(case)
        for columns, body in one.events:
            events.append(
                CaseEvent(
                    county_code=county, id=uuid7(), case_id=case.id, body=here.put(body), **here.put(columns)
                )
            )
        parties += [
            CaseParty(county_code=county, case_id=case.id, name=name, user_id=UUID(here.put(user)))
            for name, user in one.parties.items()
        ]
    with transaction.atomic():
        Case.objects.bulk_create(cases)
        CaseEvent.objects.bulk_create(events)
        CaseParty.objects.bulk_create(parties)
    return len(events)
