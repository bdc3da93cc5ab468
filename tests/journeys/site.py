"""The site that journeys walk through: two real counties at small scale, built by the product, served by the real server.

It has a folder, a database and a port of its own; nothing of the machine's own installation is touched.
"""

import csv
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event

import psycopg
from psycopg import sql

from scripts.first_page import answers
from scripts.run import HOST, free_port
from tests.project import ROOT

BAIYU, JIANGLE = "513331", "350428"
NEWCOMER = "newcomer.json"
PATIENCE = 60.0
BEAT = 0.05


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in."""

    county: str
    role: str
    place: str
    name: str
    username: str
    password: str


@dataclass(frozen=True)
class Site:
    url: str
    people: tuple[Person, ...]
    newcomer: Person  # an officer of 白玉县 who has never signed in

    def who(self, county: str, role: str) -> Person:
        return next(one for one in self.people if one.county == county and one.role == role)


@contextmanager
def served(home: Path, shared: Path) -> Iterator[Site]:
    """A site in a folder of its own. What a worker has built in the shared folder the others copy."""
    with own_database() as database:
        env = {**os.environ, **database, "ZHUCUN_HOME": str(home)}
        if database:
            build(env, home)
        else:
            copy_built(shared, home)
        with running(env, home / "server.log") as url:
            newcomer = Person(**json.loads((home / NEWCOMER).read_text("utf-8")))
            yield Site(url, tuple(demo_people(home)), newcomer)


def copy_built(shared: Path, home: Path) -> None:
    built = shared / "built"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (built / NEWCOMER).exists():
            build({**os.environ, "ZHUCUN_HOME": str(built)}, built)
    shutil.copytree(built, home, dirs_exist_ok=True)


def build(env: dict[str, str], home: Path) -> None:
    zhucun(env, "demo", "build", "--small")
    zhucun(env, "collectstatic", "--noinput", "--verbosity", "0")
    (home / NEWCOMER).write_text(json.dumps(asdict(opened_at_the_server(env))), "utf-8")


def zhucun(env: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "zhucun", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"zhucun {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def opened_at_the_server(env: dict[str, str]) -> Person:
    """The first person of a county is let in with a command; the password is shown once."""
    told = zhucun(env, "account", "issue", "--county", BAIYU, "--name", "王晓明", "--role", "county_officer")
    said = dict(line.split("：", 1) for line in told.splitlines() if "：" in line)
    return Person(BAIYU, "县委组织部管理员", "白玉县", said["姓名"], said["登录名"], said["初始密码"])


def demo_people(home: Path) -> Iterator[Person]:
    with (home / "demo-signins.txt").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            if not line.pop("note"):
                yield Person(**line)


@contextmanager
def running(env: dict[str, str], log: Path) -> Iterator[str]:
    port = free_port()
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "zhucun", "serve", "--port", str(port)],
            cwd=ROOT,
            env=env,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(server, port, log)
            yield f"http://{HOST}:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def wait_for(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    beat = Event()
    for _look in range(int(PATIENCE / BEAT)):
        assert server.poll() is None, log.read_text("utf-8")
        if answers(port):
            return
        beat.wait(BEAT)
    raise AssertionError(f"no page after {PATIENCE:.0f} s: {log.read_text('utf-8')}")


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """Embedded by default; beside the tests' own one where they run on PostgreSQL."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield {}
        return
    name = f"journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {"DATABASE_URL": f"{url.rsplit('/', 1)[0]}/{name}"}
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
