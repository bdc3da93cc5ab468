"""One thing done many times, by two clocks.

Processor time hardly changes with what else the machine does, so budgets stand on it; wall time does.
"""

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from zhucun.kernel.guard import watching

WARM_UP = 3
PEAK = Path("/proc/self/clear_refs")
FORGET_PEAK = "5"
OK = 200


class NotMeasured(Exception):
    """A page did not answer as a reader would need it to; a figure of it would be of something else."""


class Limit(NamedTuple):
    """A budget: `of` names the figure, as in cpu_ms.median."""

    of: str
    most: float


@dataclass(frozen=True)
class Work:
    """Something to measure; `ready` runs before each time and is not counted."""

    key: str
    title: str
    run: Callable[[], object]
    rows: int  # how much it is about
    limits: Sequence[Limit] = ()
    slow: bool = False  # seconds, not milliseconds: fewer runs
    ready: Callable[[], object] = lambda: None


@dataclass
class Figure:
    """What was measured."""

    work: Work
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    queries: int = 0
    unpinned: int = 0
    peak_mb: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.work.key,
            "title": self.work.title,
            "runs": len(self.cpu),
            "rows": self.work.rows,
            "cpu_ms": spread(self.cpu),
            "wall_ms": spread(self.wall),
            "queries": self.queries,
            "unpinned": self.unpinned,
            "peak_mb": round(self.peak_mb, 1),
            "limits": [limit._asdict() for limit in self.work.limits],
        }


def measure(work: Work, runs: int) -> Figure:
    """Warm up, do it `runs` times, then once more under watch to count its statements."""
    figure = Figure(work)
    forget_peak()
    for _ in range(1 if work.slow else WARM_UP):
        work.ready()
        work.run()
    for _ in range(max(5, runs // 6) if work.slow else runs):
        work.ready()
        cpu, wall = time.process_time(), time.perf_counter()
        work.run()
        figure.cpu.append((time.process_time() - cpu) * 1000)
        figure.wall.append((time.perf_counter() - wall) * 1000)
    work.ready()
    with watching() as watch:
        work.run()
    figure.queries, figure.unpinned = len(watch.statements), len(watch.unpinned)
    figure.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figure


def forget_peak() -> None:
    """Let the next figure have its own peak of memory, where the kernel offers it."""
    if PEAK.exists():
        PEAK.write_text(FORGET_PEAK)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def spread(values: Sequence[float]) -> dict[str, float]:
    found = {"min": min(values), "median": percentile(values, 0.5), "p95": percentile(values, 0.95)}
    return {name: round(value, 2) for name, value in found.items()}
