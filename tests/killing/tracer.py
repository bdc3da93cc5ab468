"""strace on one act: which writes it makes, and a kill at any of them — inside a commit, between a file and its name."""

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

from tests.killing.place import Place

WRITES = "pwrite64,write,fdatasync,fsync,ftruncate,rename,renameat,renameat2,unlink,mkdir,mkdirat"
Point = tuple[str, int]  # a system call and its how-manieth


def points_of(place: Place, log: Path, **request: Any) -> list[Point]:
    """Every write of an act that nobody disturbs, in order."""
    _traced(place, log, request, [])
    counted: Counter[str] = Counter()
    found = []
    for name in re.findall(r"^\d+ +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE):
        counted[name] += 1
        found.append((name, counted[name]))
    return found


def kill_at(place: Place, log: Path, point: Point, **request: Any) -> dict[str, Any]:
    """The act again, killed as it makes that call."""
    name, number = point
    return _traced(place, log, request, ["-e", f"inject={name}:signal=KILL:when={number}"])


def fail_at(place: Place, log: Path, point: Point, error: str, **request: Any) -> dict[str, Any]:
    """The act again; that call of it fails."""
    name, number = point
    return _traced(place, log, request, ["-e", f"inject={name}:error={error}:when={number}"])


def _traced(place: Place, log: Path, request: dict[str, Any], inject: list[str]) -> dict[str, Any]:
    place.say(request | {"hold": True})
    child = place.answer()["pid"]
    argv = ["strace", "-f", "-p", str(child), "-o", str(log), "-e", f"trace={WRITES}", *inject]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr
        said = tracer.stderr.readline()
        place.say({})
        answer = place.answer()
        tracer.communicate(timeout=60)
    assert "attached" in said, said
    return answer
