"""What a figure was measured on, and how much of it others used meanwhile: a time on the wall means nothing without."""

import os
import platform
import resource
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

PROCESSES = Path("/proc")
STAT = PROCESSES / "stat"
IDLE, IO_WAIT = 3, 4
GROUP, USED = 2, 11  # fields of a process after its name: its group; user time, followed by system time


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


def _own() -> float:
    """Seconds used by this run: its process group as it lives, and what it has outlived."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return _alive(os.getpgrp()) + ended.ru_utime + ended.ru_stime


def _alive(group: int) -> float:
    ticks = 0
    for file in PROCESSES.glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[GROUP]) == group:
            ticks += int(fields[USED]) + int(fields[USED + 1])
    return ticks / os.sysconf("SC_CLK_TCK")


def _all() -> float:
    """Seconds that all cores together were busy since the machine started."""
    if not STAT.exists():
        return 0.0
    ticks = [int(part) for part in STAT.read_text().splitlines()[0].split()[1:9]]
    return (sum(ticks) - ticks[IDLE] - ticks[IO_WAIT]) / os.sysconf("SC_CLK_TCK")
