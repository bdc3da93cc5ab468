"""A PostgreSQL that can be killed with everything it has started, and started again on the same data."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from unittest import mock
from urllib.parse import unquote, urlsplit

from scripts import postgres
from scripts.steps import Argv
from tests.faults.served import family


@dataclass
class Postgres:
    url: str
    kills: int = 0

    @property
    def folder(self) -> Path:
        return Path(unquote(urlsplit(self.url).netloc.rpartition("@")[2]))

    def kill(self) -> None:
        """kill -9 of the server and of every connection it serves."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        family_of = list(family(pid))
        for one in family_of:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        while any(Path(f"/proc/{one}/stat").exists() and _alive(one) for one in family_of):
            Event().wait(0.02)
        # Where nobody takes the dead off the list of processes, their locks look like those of the living.
        for lock in (self.folder / "data" / "postmaster.pid", self.folder / ".s.PGSQL.5432.lock"):
            lock.unlink(missing_ok=True)
        self.kills += 1

    def start(self) -> None:
        words: Argv = [postgres.newest_binaries() / "pg_ctl", "-D", self.folder / "data", "-w"]
        options = f"-k {self.folder} {postgres.FAST} {postgres.PRIVATE}"
        argv = postgres.as_server([*words, "-l", self.folder / "server.log", "-o", options, "start"])
        log = self.folder / "server.log"
        # Its output goes nowhere: whoever waited for the end of it would wait for the end of the server.
        done = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        assert done.returncode == 0, log.read_text("utf-8", "replace")


def _alive(pid: int) -> bool:
    """Not yet gone, nor a name that only waits to be taken off the list."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def killable() -> Iterator[Postgres]:
    # Answered must mean written, as in service; the other tests' server answers before, and is found out here.
    with mock.patch.object(postgres, "FAST", "-c fsync=off"), postgres.server() as url:
        yield Postgres(url)
