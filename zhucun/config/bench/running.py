"""A whole run: a scratch home for each size, each part in a process of its own."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from zhucun.config.bench import parts, sync_served, worker
from zhucun.config.bench.county import CASES, FIELD, REGISTER, SHEET, SMALL, STANDARD, TWICE, Size
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
    "ledgers": [("ledgers", CASES)],
    "papers": [("papers", REGISTER)],
    "register": [("register", REGISTER)],
    "sync": [("sync", FIELD), ("sync_served", FIELD)],
}
ON_BOTH = {"sync", "sync_served"}  # measured on SQLite and, where a server is given, on PostgreSQL too
FEW_CASES, FEW_FAMILIES, FEW_VISITS = 300, 200, 1000
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
    """The same kind of county with a handful of everything."""
    cases = min(FEW_CASES, size.cases)
    families, visits = (FEW_FAMILIES, FEW_VISITS) if size.families else (0, 0)
    return replace(SMALL, cases=cases, families=families, visits=visits)


def measure_all(run: Run) -> dict[str, Any]:
    """Build what is missing, measure every part, and say on what."""
    meter, figures = Meter.now(), []
    machine: dict[str, Any] = {}
    for size in dict.fromkeys(size for _group, size in run.parts):
        run.tell(
            f"试算县：{size.villages} 个村、{size.cadres} 名干部、{size.months} 个整月、"
            f"{size.households + size.families} 户、{size.cases} 件办件"
        )
        for server, groups in by_database(run, size).items():
            with _scratch(run, size, server):
                machine = _alone(parts.build, size)
                for group in groups:
                    run.tell(f"测量：{group}，{machine['database']}")
                    found = _figures(group, size, run.runs, run.tell)
                    figures += [figure | {"database": machine["database"]} for figure in found]
    return {
        "measured_at": clock.now().isoformat(timespec="seconds"),
        "machine": machine | {"others_cpu": meter.others_share()},
        "sizes": [asdict(size) for size in dict.fromkeys(size for _group, size in run.parts)],
        "figures": figures,
    }


def by_database(run: Run, size: Size) -> dict[str | None, list[str]]:
    """The groups of a size by the server they are measured on; none is SQLite."""
    groups = [group for group, wanted in run.parts if wanted == size]
    found = {run.server: groups}
    if run.server and (both := [group for group in groups if group in ON_BOTH]):
        found[None] = both
    return found


def _figures(group: str, size: Size, runs: int, tell: Tell) -> list[dict[str, Any]]:
    if group == "served":
        page, cookie = _alone(parts.session, size, "county_officer")
        return [measure_served(page, cookie, runs)]
    if group == "sync_served":
        door = sync_served.Door(_alone(parts.phones, size, sync_served.PHONES), runs)
        figures = list(door.figures(tell))
        return [*figures, sync_served.kept(len(door.taken), *_alone(parts.kept, size, door.taken))]
    return _alone(parts.group, size, group, runs)


@contextmanager
def _scratch(run: Run, size: Size, server: str | None) -> Iterator[None]:
    place = Scratch(run.folder / (f"{size.name}-server" if server else size.name), server)
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
