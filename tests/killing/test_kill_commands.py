"""kill -9 from outside, at any moment: a command at the keyboard, the site while it acts, the night watch beside it."""

import json
import os
import random
import select
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.killing.place import Place
from tests.killing.processes import PATIENCE, kill, site, start

pytestmark = [pytest.mark.kill, pytest.mark.slow]
KILLS = 3
MONTH = "/c/990200/attendance/2026-10"
BAD = 400


def counts(place: Place) -> dict[str, int]:
    """How many rows each table holds, once it is known that the home is whole."""
    found = place.look()
    assert found["faults"] == []
    return {table: rows[0] for table, rows in found["rows"].items()}


def stage(place: Place) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((place.home / "stage.json").read_text())
    return held


def test_an_import_killed_at_any_moment_is_whole_or_not_there(place: Place, chance: random.Random) -> None:
    words = ["import", "roster", str(next(place.home.glob("roster-*.xlsx"))), "--county", "990200"]
    place.put_back()
    before = counts(place)
    began = time.monotonic()
    assert start(place, *words).wait(PATIENCE) == 0
    took = time.monotonic() - began
    after = counts(place)

    states = []
    for _ in range(KILLS):
        place.put_back()
        command = start(place, *words)
        try:
            command.wait(took * chance.uniform(0.5, 1.1))
        except subprocess.TimeoutExpired:
            kill(command)
        states.append(counts(place))

    assert before != after
    assert all(state in (before, after) for state in states)


@pytest.mark.parametrize("act", ["confirm", "notice"])
def test_a_site_killed_while_it_acts_has_acted_or_has_not(
    place: Place, chance: random.Random, act: str
) -> None:
    path, session = {
        "confirm": (f"{MONTH}/confirm/{stage(place)['township']}/", place.sessions["township"]),
        "notice": (f"{MONTH}/notice.docx", place.sessions["county"]),
    }[act]
    place.put_back()
    before = counts(place)
    with site(place, "--no-keep") as running:
        began = time.monotonic()
        done = running.ask("POST", path, session)
        took = time.monotonic() - began
    after = counts(place)

    states = []
    for _ in range(KILLS - 1):
        place.put_back()
        with site(place, "--no-keep") as running:
            running.post_and_kill(path, session, took * chance.uniform(0.1, 1.1))
        states.append(counts(place))
    with site(place, "--no-keep") as running:  # the home of the last kill, as it was left
        running.ask("POST", path, session)

    assert done < BAD
    assert before != after
    assert all(state in (before, after) for state in states)
    assert counts(place) == after or (act == "notice" and states[-1] == after)  # a paper may be made twice


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_night_watch_ends_with_the_site_however_that_ends(place: Place, end: signal.Signals) -> None:
    place.put_back()
    with site(place) as running:
        watch = watch_of(running.main.pid)
        os.kill(running.main.pid, end)
        running.main.wait(PATIENCE)
        watch.wait_until_gone()

    assert running.main.returncode == (0 if end is signal.SIGTERM else -signal.SIGKILL)
    assert counts(place)


class Watch:
    """The night watch as the system sees it: a process that is not ours to wait for."""

    def __init__(self, pid: int) -> None:
        self.handle = os.pidfd_open(pid)

    def wait_until_gone(self) -> None:
        ready, _, _ = select.select([self.handle], [], [], PATIENCE)
        os.close(self.handle)
        assert ready, "the night watch outlived the site"


def watch_of(main: int) -> Watch:
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    (found,) = [child for child in children if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]
    return Watch(int(found))
