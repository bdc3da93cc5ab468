"""A whole run: a scratch home for each size, each part in a process of its own."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from zhucun.config.bench import parts, worker
from zhucun.config.bench.county import CASES, SHEET, SMALL, STANDARD, TWICE, Size
from zhucun.config.bench.machine import Meter
from zhucun.config.bench.scratch import Scratch
from zhucun.config.bench.served import measure_served
from zhucun.demo.bench_county import lay_out_pack
from zhucun.kernel import clock

P = ParamSpec("P")
R = TypeVar("R")
PARTS = {
    "pages": [("pages", STANDARD), ("served", STANDARD), ("twice", TWICE)],
    "sheet": [("sheet", SHEET)],
    "decisions": [("decisions", STANDARD)],
    "duties": [("duties", SMALL)],
    "roster": [("roster", STANDARD)],
    "cases": [("cases", CASES)],
}
FEW_CASES = 300
Tell = Callable[[str], object]


@dataclass(frozen=True)
class Run:
    """What is asked for: which parts, how often, in which folder; `keep` leaves databases for the next run."""

    parts: list[tuple[str, Size]]
    runs: int
    folder: Path
    keep: bool
    server: str | None
    tell: Tell


def parts_of(what: str, *, small: bool) -> list[tuple[str, Size]]:
    chosen = PARTS.get(what) or [part for parts in PARTS.values() for part in parts]
    return [(group, _small(size) if small else size) for group, size in chosen]


def _small(size: Size) -> Size:
    return replace(SMALL, cases=FEW_CASES) if size.cases else SMALL


def measure_all(run: Run) -> dict[str, Any]:
    """Build what is missing, measure every part, and say on what."""
    meter, figures = Meter.now(), []
    machine: dict[str, Any] = {}
    for size in dict.fromkeys(size for _group, size in run.parts):
        run.tell(
            f"试算县：{size.villages} 个村、{size.cadres} 名干部、{size.months} 个整月、{size.cases} 件办件"
        )
        with _scratch(run, size):
            machine = _alone(parts.build, size)
            for group in [group for group, wanted in run.parts if wanted == size]:
                run.tell(f"测量：{group}")
                figures += _figures(group, size, run.runs)
    return {
        "measured_at": clock.now().isoformat(timespec="seconds"),
        "machine": machine | {"others_cpu": meter.others_share()},
        "sizes": [asdict(size) for size in dict.fromkeys(size for _group, size in run.parts)],
        "figures": figures,
    }


def _figures(group: str, size: Size, runs: int) -> list[dict[str, Any]]:
    if group == "served":
        page, cookie = _alone(parts.session, size, "county_officer")
        return [measure_served(page, cookie, runs)]
    return _alone(parts.group, size, group, runs)


@contextmanager
def _scratch(run: Run, size: Size) -> Iterator[None]:
    place = Scratch(run.folder / size.name, run.server)
    place.open()
    lay_out_pack(place.packs)
    try:
        with place.environment():
            yield
    finally:
        if not run.keep:
            place.close()


def _alone(part: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """A part in a new process, which sees the scratch home and nothing of this one."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawn, initializer=worker.set_up) as pool:
        return pool.submit(part, *args, **kwargs).result()
