"""The long run: what it brings about, that it is clean, that it can fail, and that it is ended by hand."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.bugs import BUGS
from tests.project import ROOT
from zhucun.config.bench.long_lives import LongRun, Total, live_long, promise_of
from zhucun.config.bench.long_report import BROKEN, lines, rows, verdict
from zhucun.config.bench.scratch import Scratch
from zhucun.testing.field.doors import FAILURES, KILLS
from zhucun.testing.field.line import FAULTS, PIECES

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SEED = 164  # the doors of this life and of the next two are killed
# What so many envelopes bring about at least; when a shot falls is never the same twice.
ENOUGH = {
    "envelopes": 2400,
    "accepted": 1500,
    "already": 100,
    "conflict": 30,
    "refused": 200,
    "kills": 3,
    "store full": 20,
    "pieces": 20,
}


def few(counts: dict[str, int]) -> dict[str, int]:
    return {what: counts.get(what, 0) for what, least in ENOUGH.items() if counts.get(what, 0) < least}


@pytest.mark.kill
@pytest.mark.fault(row=(1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 18, 25, 28, 32, 35))
def test_a_long_run_with_kills_loses_doubles_and_overwrites_nothing(tmp_path):
    told: list[str] = []

    found = live_long(LongRun(2400, SEED, tmp_path, told.append, life=800))

    sys.stdout.write(f"{found['counts']}\n")
    assert found["findings"] == []
    assert set(found["broken"].values()) == {0}
    assert few(found["counts"]) == {}


@pytest.mark.thorough
@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.proves(row=(1, 2, 3, 4, 5, 9, 17, 18))
def test_a_planted_bug_is_found_by_the_long_run(bug, tmp_path):
    _plant, finding = BUGS[bug]
    scratch = Scratch(tmp_path / "home")
    scratch.open()

    with scratch.environment():
        words = [sys.executable, "-m", "tests.faults.runner", "lives", bug, "2000"]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    _seed, _counts, found = json.loads(done.stdout)
    assert any(re.search(finding, says) for says in found)


def test_a_finding_is_counted_by_the_promise_it_breaks():
    run = LongRun(10, 7, Path(), print)
    total = Total(run)

    total.add(
        7, total.counts, ["lost: a has no receipt", "overwritten: b", "phantom: c", "order: d", "model: e"]
    )

    assert dict(total.broken) == {"lost": 1, "overwritten": 1, "doubled": 1, "other": 2}
    assert total.findings[0] == {"seed": 7, "says": "lost: a has no receipt"}
    assert promise_of("changed: the receipt of x") == "overwritten"


def test_what_is_said_in_the_end_names_counts_promises_and_seeds():
    found: dict[str, Any] = {
        "counts": {"accepted": 1200, "kills": 3},
        "envelopes": 2000,
        "lives": 1,
        "per_second": 410.0,
        "broken": dict.fromkeys(BROKEN, 0) | {"lost": 1},
        "findings": [{"seed": 7, "says": "lost: a"}],
    }

    assert ["收下", "1,200"] in rows(found)
    assert ["进程被杀", "3"] in rows(found)
    assert verdict(found) == "2,000 条，1 轮，410 条/秒：丢失 1，重复 0，被盖掉 0，其他 0。"
    assert lines(found) == ["种子 7：lost: a"]


def test_every_fault_has_a_name_for_people():
    from zhucun.config.bench.long_report import FAULTS as NAMED

    assert {*FAULTS, *FAILURES, *KILLS, *PIECES} - {"fine", "hold"} <= set(NAMED)
