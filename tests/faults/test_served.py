"""The real server, killed every second or so, behind a line that fails: everything made on four phones is there once."""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from tests.faults.postgres import killable
from tests.faults.proxy import FAULTS, Proxy
from tests.faults.served import Served, over, served
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.testing.field.history import ACTS, Again, History, Shelf, Told, findings
from zhucun.testing.field.phones import NoAnswer, Phone, Reply, read

pytestmark = [pytest.mark.kill, pytest.mark.slow]
NOTE = {"kind": "project", "work_area": "prosperity", "where": "in_village"}
EACH, FEW = 510, 60  # envelopes of a phone
ROUNDS, SOON = 400, 40  # until it gives up
KILLS = 5  # of PostgreSQL
STARTS = 16  # of the server; from then on it lives, for else a slow machine would never come to the end
FEW_STARTS = 4  # of a careless one: what phones are to find must be carried out before they give up
TRIES, LONGEST = 20, 6
MOST_LIVES = 12  # of a careless server: what shows only when an answer is lost is looked for until it shows
TIME = 0.02  # of the pauses between rounds, so that days pass in seconds


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as server:
        yield server


@pytest.fixture
def seed() -> int:
    seed = int(os.environ.get("ZHUCUN_FAULT_SEED") or random.SystemRandom().randrange(10**9))
    sys.stdout.write(f"ZHUCUN_FAULT_SEED={seed}\n")
    return seed


class Cadre(Thread):
    """Somebody with a phone, who writes, puts right and takes back, and goes online in between."""

    def __init__(self, phone: Phone, posting: str, shared: list[str], many: int, rounds: int) -> None:
        super().__init__(daemon=True)
        self.phone, self.posting, self.many, self.rounds = phone, posting, many, rounds
        self.shared = shared  # records of this person, on whichever phone they were written
        self.seen: dict[str, str] = {}
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            for _round in range(self.rounds):
                self.work()
                self.go_online()
                if self.phone.seq >= self.many and not self.phone.out:
                    return
        except BaseException as error:
            self.error = error
            raise

    def work(self) -> None:
        for _time in range(min(self.phone.chance.randint(5, 30), self.many - self.phone.seq)):
            if self.shared and self.phone.chance.random() < 0.5:
                self.change(self.phone.chance.choice(self.shared[-8:]))
            else:
                self.shared.append(self.write())

    def write(self) -> str:
        body = {
            "posting": self.posting,
            "form": "work-note",
            "occurred_on": str(clock.today()),
            "body": {**NOTE, "text": f"第{self.phone.seq}件"},
        }
        id: str = self.phone.act("record.write", body)["id"]
        return id

    def change(self, record: str) -> None:
        base, because = self.seen.get(record, record), "写错了"
        if self.phone.chance.random() < 0.1:
            made = self.phone.act("record.void", {"record": record, "because": because}, base)
        else:
            words = {**NOTE, "text": f"改第{self.phone.seq}件，{self.phone.id}"}
            body = {
                "record": record,
                "occurred_on": str(clock.today()),
                "body": words,
                "because": because,
            }
            made = self.phone.act("record.correct", body, base)
        self.seen[record] = made["id"]

    def go_online(self) -> None:
        try:
            self.phone.round()
        except NoAnswer:
            Event().wait(self.phone.seconds_to_wait() * TIME)


def cadres(server: Served, port: int, history: History, seed: int, many: int) -> list[Cadre]:
    """Four of them; at a careless server some things wait for ever, so that they give up soon."""
    rounds = SOON if server.bug else ROUNDS
    shared: dict[str, list[str]] = {}
    found = []
    for at, told in enumerate(server.told["phones"]):
        phone = Phone(
            told["id"],
            told["authorization"],
            over(port),
            history,
            now=lambda: clock.now().isoformat(timespec="seconds"),
            next_id=lambda: str(uuid7()),
            chance=random.Random(seed + at),
        )
        found.append(Cadre(phone, told["posting"], shared.setdefault(told["posting"], []), many, rounds))
    return found


def work_all(people: list[Cadre]) -> Iterator[None]:
    """Starts them, and gives back control until the last one has finished."""
    for one in people:
        one.start()
    while any(one.is_alive() for one in people):
        yield
    assert [one.error for one in people if one.error] == []


def reached(ask: Callable[[], object]) -> None:
    """A line that was reset is tried again, as a phone does."""
    for attempt in range(TRIES):
        try:
            ask()
        except NoAnswer:
            Event().wait(TIME * 2 ** min(attempt, LONGEST))
        else:
            return
    raise AssertionError("the door was not reached")


def worked_while_killed(server: Served, seed: int, each: int) -> tuple[History, Proxy]:
    """Everybody works on a line that fails, and the server is killed every second or so."""
    history, chance = History(), random.Random(seed)
    server.start()
    with Proxy(server.port, seed) as proxy:
        people = cadres(server, proxy.port, history, seed, each)
        for _moment in work_all(people):
            Event().wait(chance.uniform(0.5, 2))
            if server.starts < (FEW_STARTS if server.bug else STARTS):
                server.kill()
                server.start()
        proxy.settled()
    return history, proxy


@pytest.mark.thorough
@pytest.mark.fault(row=(1, 2, 3, 4, 5, 6, 9, 32))
def test_everything_is_there_once_though_the_server_is_killed_and_the_line_fails(server, seed):
    history, proxy = worked_while_killed(server, seed, EACH)

    shelf = server.look()
    told = Counter(event.answer for event in history.events if isinstance(event, Told))
    sys.stdout.write(f"{server.starts} starts, {dict(proxy.counts)}, {dict(told)}\n")
    assert findings(history, shelf) == []
    assert len(shelf.receipts) == 4 * EACH
    assert set(FAULTS) <= set(proxy.counts)
    assert server.starts > 5
    assert told["conflict"] > 20
    assert told["already"] > 20


@pytest.mark.thorough
@pytest.mark.proves(row=9)
def test_a_server_that_does_again_what_it_did_before_it_was_killed_is_found_out(tmp_path, seed):
    found = (one for life in range(MOST_LIVES) for one in careless(tmp_path / f"{life}", seed + life))

    assert any("which nobody made" in one for one in found)


def careless(folder: Path, seed: int) -> list[str]:
    folder.mkdir()
    with served(folder, bug="no_idempotency") as server:
        history, _proxy = worked_while_killed(server, seed, FEW)
        return findings(history, server.look())


@pytest.mark.fault(row=35)
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a copy of PostgreSQL is put back by its own tools")
def test_a_server_put_back_from_an_older_backup_is_told_again_what_it_forgot(server, seed, tmp_path):
    history, forgotten = put_back(server, seed, tmp_path)

    shelf = server.look()
    asked = sum(isinstance(event, Again) for event in history.events)
    assert asked >= 4 * 40
    assert max(forgotten) < 40  # what lies in a backup is not kept any longer
    assert findings(history, shelf) == []
    assert len(shelf.receipts) == 4 * 80
    assert set(shelf.lines.values()) >= {ACTS["record.write"], ACTS["record.correct"]}


@pytest.mark.proves(row=35)
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a copy of PostgreSQL is put back by its own tools")
def test_a_server_put_back_that_asks_for_nothing_is_found_out(seed, tmp_path):
    with served(tmp_path, bug="forgets_nothing") as server:
        history, _forgotten = put_back(server, seed, tmp_path)

        found = findings(history, server.look())

    assert any("has no receipt" in one for one in found)


def put_back(server: Served, seed: int, folder: Path) -> tuple[History, list[int]]:
    """Work, a backup, more work; then the server is as it was in the backup. Gives also what phones kept beyond it."""
    history = History()
    server.start()
    people = cadres(server, server.port, history, seed, 40)
    list(_quietly(people))
    copy = Path(server.run("-m", "zhucun", "backup", str(folder / "copies")).split("\u3000")[0])
    for one in people:
        reached(one.phone.hello)
    forgotten = [len(one.phone.kept) for one in people]
    again = cadres(server, server.port, history, seed + 9, 80)
    for one, other in zip(again, people, strict=True):
        one.phone, one.seen = other.phone, other.seen
    list(_quietly(again))

    server.kill()
    server.put_back(copy)
    server.start()
    for one in [*again] * 10:  # what one phone sends may wait for what another has still to send
        reached(one.phone.round)
    return history, forgotten


@pytest.mark.fault(row=13)
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="how PostgreSQL bears a full disk is its own affair")
def test_a_full_disk_loses_nothing_answers_who_reads_and_heals_by_itself(server, seed):
    history, statuses = filled_up(server, seed)

    shelf = server.look()
    sys.stdout.write(f"{dict(statuses)}\n")
    assert statuses["room"]
    assert findings(history, shelf) == []
    assert len(shelf.receipts) == 4 * 150


@pytest.mark.proves(row=13)
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="how PostgreSQL bears a full disk is its own affair")
def test_a_server_that_loses_a_receipt_on_a_full_disk_is_found_out(tmp_path, seed):
    with served(tmp_path, bug="lost_receipt") as server:
        history, _statuses = filled_up(server, seed)

        found = findings(history, server.look())

    assert any("has no receipt" in one for one in found)


def filled_up(server: Served, seed: int) -> tuple[History, Counter[str]]:
    """Everybody works until the disk is full, somebody reads, and after a while there is room again."""
    history = History()
    server.start(room=server.database.stat().st_size + 100_000)
    people = cadres(server, server.port, history, seed, 150)
    reader = people[0].phone
    read(reader.carry(reader, "pull", {"have": {}}))
    statuses: Counter[str] = Counter()
    for one in people:
        one.phone.carry = _counting(one.phone.carry, statuses)

    for _moment in work_all(people):
        Event().wait(0.05)
        if statuses["full"] >= 20 and not statuses["room"]:
            told = read(over(server.port)(reader, "pull", {"have": {}}))
            assert told["parts"]["me"]["person"]["name"]
            server.make_room()
            statuses["room"] += 1
    return history, statuses


@pytest.mark.fault(row=14)
def test_a_postgresql_that_is_killed_loses_nothing_that_was_answered(seed, tmp_path):
    history, shelf, kills = database_killed(tmp_path, seed, 150)

    assert kills > 1
    assert findings(history, shelf) == []
    assert len(shelf.receipts) == 4 * 150


@pytest.mark.thorough
@pytest.mark.proves(row=14)
def test_a_server_that_loses_a_receipt_beside_a_killed_postgresql_is_found_out(seed, tmp_path):
    history, shelf, _kills = database_killed(tmp_path, seed, FEW, bug="lost_receipt")

    assert any("has no receipt" in one for one in findings(history, shelf))


def database_killed(folder: Path, seed: int, each: int, bug: str = "") -> tuple[History, Shelf, int]:
    history, chance = History(), random.Random(seed)
    with killable() as database, served(folder, database.url, bug) as server:
        server.start()
        people = cadres(server, server.port, history, seed, each)
        for _moment in work_all(people):
            Event().wait(chance.uniform(0.5, 1.5))
            if database.kills < KILLS:
                database.kill()
                database.start()
        return history, server.look(), database.kills


def _counting(carry: Any, statuses: Counter[Any]) -> Any:
    def counted(phone: Phone, path: str, said: Any) -> Reply:
        reply: Reply = carry(phone, path, said)
        statuses["full" if reply.status >= 500 else "fine"] += 1
        return reply

    return counted


def _quietly(people: list[Cadre]) -> Iterator[None]:
    for _moment in work_all(people):
        Event().wait(0.05)
        yield
