"""Budgets of pages and acts, on what `zhucun bench` measures: statements exactly, processor time with room to spare."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from zhucun.audit.services import System
from zhucun.config.bench import figures
from zhucun.config.bench.county import Bench
from zhucun.config.bench.sampling import Figure, Work, measure, percentile
from zhucun.demo.bench_county import build_bench_county

COUNTY = "350428"
ROOM = 3  # another machine, and others at work on it
LIGHTEST, USUAL = (
    "home_auditor",
    6.0,
)  # a page with next to nothing on it, and its ms of a processor where limits were set
STATEMENTS = {
    "month_county_officer": 10,
    "month_first_secretary": 10,
    "home_county_officer": 12,
    "home_township": 11,
    "home_first_secretary": 12,
    "home_team_member": 12,
    "home_unit_contact": 12,
    "home_system_admin": 4,
    "home_auditor": 4,
    "sheet": 9,
}
Build = Callable[[int, int], Bench]


@pytest.fixture
def build(db: None, frozen_today: date) -> Build:
    def built(villages: int, cadres: int) -> Bench:
        county = build_bench_county(
            by=System(),
            on=frozen_today,
            villages=villages,
            cadres=cadres,
            households=10 * villages,
            months=1,
            county=COUNTY,
        )
        users = {part: user.username for part, user in county.office.users.items()}
        return Bench(COUNTY, frozen_today, users)

    return built


def works(bench: Bench) -> Iterator[Work]:
    yield from figures.pages(bench)
    yield from figures.sheet(bench)
    yield from figures.decisions(bench)


@pytest.mark.slow
@pytest.mark.parametrize("villages", [20, 40])
def test_a_page_asks_as_often_for_twice_as_many_villages_and_cadres(build: Build, villages: int) -> None:
    bench = build(villages, 3 * villages)

    counted = [measure(work, 2) for work in works(bench) if work.key in STATEMENTS]

    assert {figure.work.key: figure.queries for figure in counted} == STATEMENTS
    assert not [figure.work.key for figure in counted if figure.unpinned]


@pytest.mark.thorough
@pytest.mark.slow
def test_a_county_of_200_villages_and_600_cadres_keeps_its_budgets(build: Build) -> None:
    bench = build(200, 600)

    found = [measure(work, 3) for work in works(bench)]
    slow = slowness(found)
    over = {figure.work.key: spent for figure in found for spent in over_budget(figure, slow)}

    assert bench.rows == pytest.approx(600, abs=2)
    assert not over


def slowness(found: list[Figure]) -> float:
    """How many times as long as usual a page takes here, whatever is on it: told by the lightest of them."""
    light = next(figure for figure in found if figure.work.key == LIGHTEST)
    return max(1.0, percentile(light.cpu, 0.5) / USUAL)


def over_budget(figure: Figure, slow: float) -> Iterator[tuple[str, float]]:
    """Wall times are judged as processor times: what else the machine does is no regression, nor that it is slow."""
    facts: dict[str, Any] = figure.as_json()
    for limit in figure.work.limits:
        name, _, spread = limit.of.partition(".")
        found = facts["cpu_ms"]["median"] if spread else facts[name]
        if found > limit.most * (ROOM * slow if spread else 1):
            yield limit.of, found
