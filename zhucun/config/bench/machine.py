"""What a figure was measured on, and how much of it others used meanwhile: a time on the wall means nothing without."""

import os
import platform
import resource
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

PROCESSES = Path("/proc")
STAT = PROCESSES / "stat"
IDLE, IO_WAIT = 3, 4
PARENT, GROUP, USED = (
    1,
    2,
    11,
)  # fields of a process after its name; user time, then system time, then its children's


def facts() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "database": database(),
        "load_average": [round(value, 2) for value in os.getloadavg()],
    }


def database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    number = connection.cursor().connection.info.server_version
    return f"PostgreSQL {number // 10000}.{number % 10000}"


@dataclass(frozen=True)
class Meter:
    """A moment, to tell later what has been used since."""

    wall: float
    own: float
    all: float

    @classmethod
    def now(cls) -> "Meter":
        return cls(time.perf_counter(), _own(), _all())

    def others_share(self) -> float | None:
        """The part of all cores that was used by other processes since; None where the system does not say."""
        if not STAT.exists():
            return None
        now = Meter.now()
        cores = (now.wall - self.wall) * (os.cpu_count() or 1)
        used = (now.all - self.all) - (now.own - self.own)
        return round(min(max(used / cores, 0.0), 1.0), 3)


def family_seconds(pid: int) -> float:
    """Processor seconds of a process, of what it has started, and of what those have outlived."""
    fields = dict(_processes())
    family, before = {pid}, 0
    while len(family) > before:
        before = len(family)
        family |= {one for one, held in fields.items() if int(held[PARENT]) in family}
    return _seconds(int(held) for one in family & fields.keys() for held in fields[one][USED : USED + 4])


def _own() -> float:
    """Seconds used by this run: its process group as it lives, what it has outlived, and its own database's server."""
    ended, group, database = (
        resource.getrusage(resource.RUSAGE_CHILDREN),
        str(os.getpgrp()),
        _scratch_database(),
    )
    own = [
        held for pid, held in _processes() if held[GROUP] == group or (database and _works_on(pid, database))
    ]
    return (
        _seconds(int(used) for held in own for used in held[USED : USED + 2])
        + ended.ru_utime
        + ended.ru_stime
    )


def _processes() -> Iterator[tuple[int, list[str]]]:
    for file in PROCESSES.glob("[0-9]*/stat"):
        try:
            yield int(file.parent.name), file.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue


def _scratch_database() -> str:
    return urlsplit(os.environ.get("DATABASE_URL", "")).path.strip("/")


def _works_on(pid: int, database: str) -> bool:
    """Whether it is PostgreSQL's process for one of our connections: it says so in its title."""
    try:
        title = (PROCESSES / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False
    return title.startswith(b"postgres:") and database.encode() in title


def _seconds(ticks: Iterable[int]) -> float:
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def _all() -> float:
    """Seconds that all cores together were busy since the machine started."""
    if not STAT.exists():
        return 0.0
    ticks = [int(part) for part in STAT.read_text().splitlines()[0].split()[1:9]]
    return (sum(ticks) - ticks[IDLE] - ticks[IO_WAIT]) / os.sysconf("SC_CLK_TCK")
