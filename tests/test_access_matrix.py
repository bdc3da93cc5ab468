"""Who gets in where: every address, every member of the cast, looking and acting, one's own and others' things.

What is expected follows from the roles alone. Each county and each village holds a mark of its own, and no
answer to somebody who may not see it contains it. No statement on facts goes without its county, and looking
changes nothing. An address added tomorrow is part of this without a change;
one that asks for a new kind of thing fails until `zhucun/testing/planting.py` plants one.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.test import Client

from tests.addresses import Address, addresses
from zhucun.accounts.queries import scope_of
from zhucun.accounts.scope import Scope
from zhucun.kernel import clock
from zhucun.kernel.county import CountyModel
from zhucun.kernel.guard import Watch, fact_tables, watching
from zhucun.testing.cast import Cast, build_cast, client_of
from zhucun.testing.planting import Planted, plant

NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)
HOME, AWAY = "513331", "350428"  # counties with packs, so that duties are judged; the places are invented
ALL = addresses()
IN_COUNTY = [address for address in ALL if address.in_county and address.rule]
ELSEWHERE = [
    address
    for address in ALL
    if not address.in_county
    and address.rule
    and not address.name.startswith(("field:", "app:"))  # zhucun/sync/tests
]

# Parts of an address that lead to a thing of somebody's; the others are names of months, forms, places.
THINGS = {
    "account": "account",
    "grant": "grant",
    "posting": "posting",
    "posting_id": "posting",
    "household_id": "household",
    "villager_id": "villager",
    "mark_id": "mark",
    "access_id": "access",
    "record_id": "record",
    "entry": "entry",
    "paper": "paper",
    "upload": "upload",
    "change": "change",
    "decision": "decision",
    "case": "case",
    "file": "file",
    "lead": "lead",
    "sheet": "sheet",
    "measure": "measure",
    "village_type": "village_type",
    "pairing": "pairing",
    "hold_id": "hold",
    "device": "device",
    "held": "held",
    "of": "code",
    "run_id": "run",
    "archive_file": "archive_file",
    "request_id": "request",
    "answer": "answer",
    "refused": "refused",
}
NAMES = {"county", "code", "township", "month", "form", "duty", "flow", "step", "kind", "nth", "figure"} | {
    "subject",
    "document",
    "ledger",
    "year",
    "item",
}
LED_ELSEWHERE = {*THINGS, "code", "township"}
# Screens that one right opens and whose act asks for one of several further rights.
DECIDED_INSIDE = {
    "attendance:calendar": "an entry is made by the posted person or by the township",
    "attendance:correct": "an entry is corrected by the posted person or by the township",
    "attendance:void": "an entry is taken back by the posted person or by the township",
    "attendance:explain": "what the township asks is answered by the posted person",
    "cases:raise_one": "a kind of case is raised in the roles that its flow names",
    "monitoring:check": "a check is opened in the roles that its flow names",
    "monitoring:remove": "a removal is asked for in the roles that its flow names",
}
ANSWERED = {200, 302, 400, 404, 405, 409, 422}
REACHED = ANSWERED - {404}
NOT_REACHED = {403, 404, 405}


@dataclass(frozen=True)
class World:
    """The cast, and what is planted: in their first village, in the third, and in the other county."""

    cast: Cast
    near: Planted
    far: Planted
    away: Planted

    def parts(self, planted: Planted, county: str) -> dict[str, Any]:
        parts = {part: planted.things[part] for part in NAMES}
        things = {part: planted.things[thing] for part, thing in THINGS.items()}
        return {
            **parts,
            **{part: getattr(thing, "pk", thing) for part, thing in things.items()},
            "county": county,
        }

    @property
    def of_away(self) -> frozenset[str]:
        """Everything by which the other county could be recognised."""
        county = self.cast.away
        names = {county.name, county.code, county.unit.name, *(village.name for village in county.villages)}
        people = {self.cast.outsider.name, self.cast.outsider.username, str(self.cast.outsider.pk)}
        return self.away.canaries | names | people


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once, undone at the end; each test undoes what it did itself."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        cast = build_cast(HOME, AWAY)
        built = World(
            cast=cast,
            near=plant(cast.home, cast.villages[0], "暗记甲", 11, NOW, own_unit=True),
            far=plant(cast.home, cast.villages[2], "暗记丙", 12, NOW, own_unit=False),
            away=plant(cast.away, cast.away.villages[0], "暗记外", 13, NOW, own_unit=True),
        )
        with django_db_blocker.block():
            yield built
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_every_part_of_an_address_is_planted() -> None:
    asked = {part for address in [*IN_COUNTY, *ELSEWHERE] for part in address.asks_for}

    assert asked <= NAMES | set(THINGS), "plant what the new address asks for, in zhucun/testing/planting.py"


def test_every_table_of_facts_holds_a_row_in_both_counties(world, db) -> None:
    facts = [model for model in apps.get_models() if issubclass(model, CountyModel)]
    bare = {
        model._meta.label
        for model in facts
        for county in (HOME, AWAY)
        if not model.objects.in_county(county).exists()
    }

    assert not bare, "plant a row of the new table, in zhucun/testing/planting.py"


@pytest.mark.parametrize("address", IN_COUNTY, ids=str)
def test_looking(world, db, address: Address) -> None:
    check(world, address, "get")


@pytest.mark.parametrize("address", IN_COUNTY, ids=str)
def test_acting(world, db, address: Address) -> None:
    check(world, address, "post")


@pytest.mark.parametrize("address", ELSEWHERE, ids=str)
def test_one_s_own_pages_and_the_door(world, db, address: Address) -> None:
    for user in world.cast.members.values():
        for verb in ("get", "post"):
            status, text = ask(client_of(user), verb, address.url({}))
            assert status in REACHED
            if user is not world.cast.outsider:
                assert not seen(text, world.of_away, address.url({}))


@pytest.mark.parametrize("address", IN_COUNTY, ids=str)
def test_nobody_gets_in_without_signing_in(world, db, address: Address) -> None:
    url = address.url(world.parts(world.near, HOME))

    status, text = ask(Client(), "get", url)

    assert status == 302
    assert not seen(text, world.near.canaries, url)


def check(world: World, address: Address, verb: str) -> None:
    """One address, everybody, with things near, far and in another county."""
    faults = []
    for name, user in world.cast.members.items():
        whole = scope_of(user, HOME, on=clock.today())
        for planted in (world.near, world.far, world.away):
            if planted is not world.near and not address.asks_for & LED_ELSEWHERE:
                continue  # the address names nothing that could lie elsewhere
            url = address.url(world.parts(planted, HOME))
            with transaction.atomic():
                browser = client_of(user)
                with watching() as watch:
                    status, text = ask(browser, verb, url)
                transaction.set_rollback(True)
            faults += [f"{name} {verb} {url}: names no county: {sql}" for sql in watch.unpinned]
            if verb == "get":
                faults += [f"{name} {verb} {url}: writes: {sql}" for sql in written(watch)]
            expected = expect(world, address, whole, planted)
            if status not in expected:
                faults.append(f"{name} {verb} {url}: {status}, expected {sorted(expected)}")
            shown = seen(text, hidden(world, address, whole), url)
            faults += [f"{name} {verb} {url}: shows {mark}" for mark in shown]
    assert not faults, "\n".join(faults)


def written(watch: Watch) -> list[str]:
    """Statements that changed facts; the trail may say that somebody was refused."""
    tables = [table for table in fact_tables() if not table.startswith("audit_")]
    changes = [sql for sql in watch.statements if not sql.lstrip("(").startswith("SELECT")]
    return [sql for sql in changes if any(f'"{table}"' in sql for table in tables)]


def expect(world: World, address: Address, whole: Scope, planted: Planted) -> set[int]:
    """What the roles alone say."""
    scope = narrowed(address, whole)
    if not whole.grants:
        return {404}
    if not scope.grants:
        return {403}
    asked = address.asks_for & set(THINGS)
    led = address.asks_for & LED_ELSEWHERE
    if asked == {"upload"}:
        return ANSWERED  # an upload is its sender's alone, whoever asks is told that it is gone
    if led and (planted is world.away or (asked and not lies_in(world, scope, planted))):
        return NOT_REACHED
    further = {403, 404} if led - asked or not scope.whole_county else set()
    return REACHED | further | ({403} if address.name in DECIDED_INSIDE else set())


def hidden(world: World, address: Address, whole: Scope) -> frozenset[str]:
    """Marks that an answer to this reader may not hold."""
    if not whole.grants:
        return world.near.canaries | world.far.canaries
    scope = narrowed(address, whole)
    beyond = [planted for planted in (world.near, world.far) if not lies_in(world, scope, planted)]
    return world.of_away.union(*(planted.canaries for planted in beyond))


def narrowed(address: Address, whole: Scope) -> Scope:
    assert address.rule and address.rule.needs
    return whole.narrowed(address.rule.needs)


def lies_in(world: World, scope: Scope, planted: Planted) -> bool:
    by_unit = planted is world.near and world.cast.home.unit.id in scope.units
    return by_unit or any(planted.village.code.startswith(prefix) for prefix in scope.prefixes)


def ask(browser: Client, verb: str, url: str) -> tuple[int, str]:
    answer = getattr(browser, verb)(url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = readable(body)
    # A component whose attribute cannot be worked out shows it as it was written.
    assert not any(sign in text for sign in ("{{", "{%")), f"{url} shows its template"
    return answer.status_code, text + str(answer.headers)


def readable(body: bytes) -> str:
    """The text of an answer; of a Word or Excel file, that of its parts; of a picture, what there is."""
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def seen(text: str, marks: frozenset[str], asked: str) -> list[str]:
    """Marks in an answer; what the reader has asked by name is no news to the reader."""
    return [mark for mark in sorted(marks) if mark in text and mark not in asked]
