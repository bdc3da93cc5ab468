"""A build that is killed leaves nothing half-made, and the next one makes what an undisturbed one makes."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from zhucun.demo.tests.content import content

pytestmark = [pytest.mark.kill, pytest.mark.slow]
BUILD = [sys.executable, "-m", "zhucun", "demo", "build", "--small", "--on", "2026-11-18"]
OF_A_COUNTY = {
    "postings": "SELECT count(*) FROM dispatch_posting WHERE county_code = ?",
    "households": "SELECT count(*) FROM households_household WHERE county_code = ?",
    "records": "SELECT count(*) FROM fieldwork_workrecord WHERE county_code = ?",
    "trail": "SELECT count(*) FROM audit_auditevent WHERE county_code = ?",
    "accounts": "SELECT count(*) FROM accounts_grant WHERE county = ?",
}


def surroundings(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "ZHUCUN_HOME": str(home)}


def run(home: Path) -> str:
    done = subprocess.run(BUILD, env=surroundings(home), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def kill_after(home: Path, sign: str) -> None:
    """Start a build and kill it once it has said something."""
    with subprocess.Popen(BUILD, env=surroundings(home), stdout=subprocess.PIPE, text=True) as building:
        assert building.stdout is not None
        assert any(sign in line for line in building.stdout)
        building.send_signal(signal.SIGKILL)
    assert building.returncode == -signal.SIGKILL


@contextmanager
def database(home: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(home / "zhucun.sqlite3")) as connection:
        yield connection


def rows_of(home: Path, county: str) -> dict[str, int]:
    with database(home) as connection:
        return {
            kind: connection.execute(statement, [county]).fetchone()[0]
            for kind, statement in OF_A_COUNTY.items()
        }


def passwords_changed(home: Path) -> set[str]:
    with database(home) as connection:
        rows = connection.execute("SELECT username FROM accounts_user WHERE NOT must_change_password")
        return {username for (username,) in rows.fetchall()}


def content_of(home: Path) -> dict[str, str]:
    with database(home) as connection:
        return content(lambda statement: connection.execute(statement).fetchall())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("undisturbed")
    run(home)
    return home


def test_killed_in_its_first_county_nothing_is_there_and_the_next_build_is_whole(tmp_path, undisturbed):
    kill_after(tmp_path, "农户")

    half = rows_of(tmp_path, "513331")
    run(tmp_path)

    assert set(half.values()) == {0}
    assert content_of(tmp_path) == content_of(undisturbed)


def test_killed_in_its_second_county_the_first_is_whole_and_the_second_begins_again(tmp_path, undisturbed):
    kill_after(tmp_path, "演示县 350428")

    first, second = rows_of(tmp_path, "513331"), rows_of(tmp_path, "350428")
    settled, kept = passwords_changed(tmp_path), (tmp_path / "demo-signins.txt").read_text("utf-8")
    said = run(tmp_path)

    assert all(first.values())
    assert set(second.values()) == {0}
    assert len(settled) == 9
    assert all(f"\t{username}\t" in kept for username in settled)
    assert said.startswith("演示县 513331 已经建好，没有改动。")
    assert content_of(tmp_path) == content_of(undisturbed)
