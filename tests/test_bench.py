"""`zhucun bench`: honest arithmetic, a home of its own, and figures that a program can read."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from zhucun.audit.services import System
from zhucun.cases.rebuilding import compare
from zhucun.cases.services_clock import run_clocks
from zhucun.config.bench.case_rows import fill
from zhucun.config.bench.machine import Meter
from zhucun.config.bench.report import table, verdicts
from zhucun.config.bench.sampling import Limit, Work, measure, percentile
from zhucun.config.bench.scratch import DATABASE, NotScratch, Scratch
from zhucun.kernel import clock
from zhucun.testing.stage import build_stage


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([5.0], 0.95, 5.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        (list(range(1, 101)), 0.95, 95),
        ([1.0, 9.0], 0.95, 9.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values: list[float], share: float, found: float) -> None:
    assert percentile(values, share) == found


@pytest.mark.django_db
def test_warming_up_and_getting_ready_are_not_measured() -> None:
    done: list[str] = []
    work = Work("key", "title", lambda: done.append("run"), 1, ready=lambda: done.append("ready"))

    figure = measure(work, 4)

    assert len(figure.cpu) == len(figure.wall) == 4
    assert done == ["ready", "run"] * 8


@pytest.mark.parametrize(
    ("spent", "others", "word"), [(99.0, 0.9, "ok"), (101.0, 0.1, "over"), (101.0, 0.9, "noisy")]
)
def test_a_time_on_the_wall_is_not_held_against_a_page_on_a_busy_machine(
    spent: float, others: float, word: str
) -> None:
    assert verdicts(figure(wall=spent, others=others, limit=Limit("wall_ms.p95", 100))) == [
        ("墙钟 ≤ 100", word)
    ]


def test_processor_time_is_held_against_a_page_always() -> None:
    found = figure(cpu=31.0, others=0.9, limit=Limit("cpu_ms.median", 30))

    assert verdicts(found) == [("CPU ≤ 30", "over")]
    assert table([found])[1][-1] == "CPU ≤ 30 over"


def test_what_this_run_uses_itself_is_not_called_others() -> None:
    meter = Meter.now()

    spent = sum(at * at for at in range(4_000_000))

    used = Meter.now().own - meter.own
    share = meter.others_share()
    assert spent > 0
    assert used >= 0.1
    assert share is not None
    assert 0 <= share <= 1


def test_a_database_that_is_somebodys_is_not_touched(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / DATABASE).close()
    (tmp_path / DATABASE).write_bytes(b"theirs")

    with pytest.raises(NotScratch):
        Scratch(tmp_path).open()

    assert (tmp_path / DATABASE).read_bytes() == b"theirs"


def test_the_environment_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHUCUN_HOME", "mine")
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with Scratch(tmp_path, "postgres://zhucun@localhost/postgres").environment():
        inside = os.environ["ZHUCUN_HOME"], os.environ["DATABASE_URL"]

    assert inside[0] == str(tmp_path)
    assert inside[1].startswith("postgres://zhucun@localhost/zhucun_scratch_")
    assert os.environ["ZHUCUN_HOME"] == "mine"
    assert "DATABASE_URL" not in os.environ


@pytest.mark.slow
def test_the_command_measures_pages_in_a_home_of_its_own(tmp_path: Path) -> None:
    own, out = tmp_path / "own", tmp_path / "figures.json"
    words = ["bench", "pages", "--small", "--runs", "2", "--out", str(out)]

    done = subprocess.run(
        [sys.executable, "-m", "zhucun", *words],
        env={**os.environ, "ZHUCUN_HOME": str(own)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(out.read_text("utf-8"))
    figures = {one["key"]: one for one in found["figures"]}
    assert {"month_county_officer", "home_first_secretary", "twice_home_county_officer", "served"} <= set(
        figures
    )
    assert figures["month_county_officer"]["runs"] == 2
    assert found["machine"]["cores"] == os.cpu_count()
    assert not (own / DATABASE).exists()
    assert "首页（县级）" in done.stderr


@pytest.mark.django_db
def test_cases_that_are_measured_are_what_their_events_say(frozen_today: object) -> None:
    stage = build_stage("350428", "将乐县")
    users = {town.code: stage.township.username for town in stage.county.townships}

    events = fill(stage.code, clock.today(), users | {"county_officer": stage.officer.username}, 200)

    found = compare(stage.code)
    assert (found.cases, found.differing) == (200, ())
    assert events > 200 * 8
    assert run_clocks(by=System("测量"), county=stage.code, at=clock.now()).events > 0


def figure(*, limit: Limit, others: float, cpu: float = 1.0, wall: float = 1.0) -> dict[str, Any]:
    spread = {"min": 0.0, "median": 0.0, "p95": 0.0}
    return {
        "title": "页面",
        "cpu_ms": spread | {"median": cpu},
        "wall_ms": spread | {"p95": wall},
        "others_cpu": others,
        "limits": [limit._asdict()],
    }
