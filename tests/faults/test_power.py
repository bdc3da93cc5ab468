"""The power goes at any moment: what was answered is there, and the database is whole."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.power import CALLS, Call, Disk, calls_in, problem
from tests.faults.served import Served, served
from tests.project import ROOT

pytestmark = [
    pytest.mark.kill,
    pytest.mark.slow,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="PostgreSQL has its own journal"),
]
CUTS = 300
BATCHES = 30


@pytest.fixture
def server(tmp_path):
    with served(tmp_path) as server:
        yield server


@pytest.fixture
def chance():
    seed = os.environ.get("ZHUCUN_KILL_SEED") or str(random.SystemRandom().randrange(10**9))
    sys.stdout.write(f"ZHUCUN_KILL_SEED={seed}\n")
    return random.Random(seed)


def recorded(server: Served, tmp_path: Path, safety: str = "") -> tuple[Disk, list[Call]]:
    """The database before, and what a real process that took pushes did to its files."""
    before = {server.database.name: bytearray(server.database.read_bytes())}
    log = tmp_path / "calls"
    tracer = ["strace", "-f", "-xx", "-y", "-s", "10000000", "-o", str(log), "-e", f"trace={CALLS}"]
    with server.scratch.environment():
        words = [sys.executable, "-m", "tests.faults.runner", "pushes", str(BATCHES), safety]
        told = server.told["phones"][0]
        done = subprocess.run(
            [*tracer, *words, told["authorization"], told["posting"]],
            cwd=ROOT,
            env={**os.environ, "ZHUCUN_HOSTS": "testserver"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return Disk(before), list(calls_in(log))


def problems(disk: Disk, calls: list[Call], chance: random.Random, folder: Path) -> list[str]:
    """Of cuts at so many moments, what was wrong afterwards."""
    folder.mkdir()
    at = sorted(chance.choices(range(1, len(calls) + 1), k=CUTS))
    found = []
    for done, call in enumerate(calls, 1):
        disk.take(call)
        found += [problem(folder, disk.cut(chance), disk.answered) for _time in range(at.count(done))]
    assert len(disk.answered) == 5 * BATCHES
    return [one for one in found if one]


@pytest.mark.fault(row=12)
def test_what_was_answered_is_there_whenever_the_power_goes(server, chance, tmp_path):
    disk, calls = recorded(server, tmp_path)

    assert {"pwrite64", "fdatasync", "answered"} <= {call.name for call in calls}
    assert problems(disk, calls, chance, tmp_path / "cut") == []


@pytest.mark.proves(row=12)
@pytest.mark.parametrize("safety", ["OFF", "NORMAL"])
def test_a_database_that_does_not_wait_for_the_disk_is_found_out(server, chance, tmp_path, safety):
    disk, calls = recorded(server, tmp_path, safety)

    found = problems(disk, calls, chance, tmp_path / "cut")

    assert any(one.startswith("lost: ") for one in found), found


def test_only_what_was_synced_is_certain():
    disk = Disk({"a.sqlite3": bytearray(b"\0" * 1024)})
    disk.take(Call("pwrite64", "a.sqlite3", b"x" * 512, 0))
    disk.take(Call("fdatasync", "a.sqlite3"))
    disk.take(Call("pwrite64", "a.sqlite3", b"y" * 1024, 0))

    seen = {bytes(disk.cut(random.Random(seed))["a.sqlite3"]) for seed in range(50)}

    old, torn = b"x" * 512 + b"\0" * 512, b"y" * 512 + b"\0" * 512
    assert seen == {old, torn, b"x" * 512 + b"y" * 512, b"y" * 1024}
