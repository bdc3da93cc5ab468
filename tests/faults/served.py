"""The real server in a home of its own, killed and started again as often as one likes."""

import http.client
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

from tests.killing.processes import HOST, answers, kill
from tests.project import ROOT
from zhucun.config.bench.scratch import DATABASE, Scratch
from zhucun.testing.field.history import Shelf
from zhucun.testing.field.phones import NoAnswer, Phone, Reply

PATIENCE, LINE = 60.0, 20.0
LEFTOVERS = ("-wal", "-shm", "-journal")


class Served:
    """A home with people and phones, and the process that serves it; `starts` counts its lives."""

    def __init__(self, folder: Path, database: str | None = None, bug: str = "") -> None:
        self.bug = bug  # planted, of tests/faults/careless.py
        self.scratch = Scratch(folder / "home", database or os.environ.get("DATABASE_URL"))
        self.scratch.open()
        built = self.run("-m", "tests.faults.runner", "build")
        self.told: dict[str, Any] = json.loads(built)
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port: int = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    @property
    def database(self) -> Path:
        return self.scratch.home / DATABASE

    def run(self, *words: str) -> str:
        """A command in this home; gives what it says."""
        with self.scratch.environment():
            done = subprocess.run(
                [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
            )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *, room: int | None = None) -> None:
        """`room`: bytes to which any file of the server may grow, as on a disk that is nearly full."""
        words = ["zhucun", "serve", "--port", str(self.port), "--no-keep"]
        if self.bug:
            words = ["tests.faults.careless", self.bug, str(self.port)]
        with self.scratch.environment():
            self.process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            if room is not None:
                resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        self.starts += 1
        while not answers(self.port):
            assert self.process.poll() is None, "the server did not start"
            Event().wait(0.05)

    def make_room(self) -> None:
        """The disk has been cleared."""
        assert self.process
        for pid in family(self.process.pid):
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)

    def kill(self) -> None:
        """kill -9 of the server with everything it has started."""
        if self.process:
            kill(self.process)
        self.process = None

    def look(self) -> Shelf:
        return Shelf(**_with_numbers(json.loads(self.run("-m", "tests.faults.runner", "look", self.county))))

    @property
    def county(self) -> str:
        county: str = self.told["county"]
        return county

    def put_back(self, copy: Path) -> None:
        """The database as it was in a backup; the server is not running."""
        for leftover in LEFTOVERS:
            Path(f"{self.database}{leftover}").unlink(missing_ok=True)
        shutil.copy2(copy, self.database)

    def close(self) -> None:
        self.kill()
        self.scratch.close()


@contextmanager
def served(folder: Path, database: str | None = None, bug: str = "") -> Iterator[Served]:
    server = Served(folder, database, bug)
    try:
        yield server
    finally:
        server.close()


def family(pid: int) -> Iterator[int]:
    """A process and what it has started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from family(int(child))


def over(port: int) -> Any:
    """The line of a phone: one connection for each request."""

    def carry(phone: Phone, path: str, said: Any) -> Reply:
        headers = {"Authorization": phone.authorization, "Content-Type": "application/json"}
        with closing(http.client.HTTPConnection(HOST, port, timeout=LINE)) as line:
            try:
                line.request("POST", f"/api/field/{path}", json.dumps(said), headers)
                answer = line.getresponse()
                return Reply(answer.status, answer.getheader("Content-Type", ""), answer.read())
            except (OSError, http.client.HTTPException) as error:
                raise NoAnswer from error

    return carry


def _with_numbers(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "lines": {int(seq): act for seq, act in told["lines"].items()}}
