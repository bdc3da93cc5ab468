"""A county that changes a number of the nation's: the nation's examples are not its own, its own must be there."""

from pathlib import Path
from shutil import copytree, rmtree

import pytest

from zhucun.policy.pack import run_cases
from zhucun.policy.pack.__main__ import main
from zhucun.policy.pack.load import PACKS, load_from
from zhucun.policy.pack.tests.build import JIANGLE, Bench

CHANGED = """
changes: members-meeting
minimum:
  values:
    - {from: 2026-01-01, value: 2, source: "B#leave"}
"""
EXAMPLES = """
duty: members-meeting
mechanisms: [B7]
cases:
  - {says: 一季度只开一次, on: 2026-02-10, given: {done: 1}, expect: {answer: not_met, reason: fell_short, target: 2}}
  - {says: 一季度两次, on: 2026-02-10, given: {done: 2}, expect: {answer: met, reason: reached, target: 2}}
  - {says: 一季度三次, on: 2026-02-10, given: {done: 3}, expect: {answer: met, reason: reached, target: 2}}
"""


@pytest.fixture
def stricter(bench: Bench) -> Bench:
    for name in ("duties/members-meeting.yaml", "duties/members-meeting.cases.yaml"):
        bench.write(f"national/{name}", (PACKS / "national" / name).read_text("utf-8"))
    bench.write(f"counties/{JIANGLE}/duties/members-meeting.yaml", CHANGED)
    return bench


def test_a_stricter_county_needs_examples_of_its_own(
    stricter: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(stricter.root)]) == 1
    told = capsys.readouterr().out

    assert "members-meeting：要求 2 时，没有“刚好”的例子。" in told
    assert "判得" not in told


def test_with_them_it_is_whole_and_shows_only_what_still_comes_out(stricter: Bench) -> None:
    stricter.write(f"counties/{JIANGLE}/duties/members-meeting.cases.yaml", EXAMPLES)

    code = main([str(stricter.root)])

    results = [one for one in run_cases(stricter.load()) if one.case.duty == "members-meeting"]
    assert code == 0
    assert all(one.passed for one in results)
    assert {"一季度两次"} < {one.case.says for one in results}


def test_an_example_of_its_own_that_does_not_come_out_is_a_fault(stricter: Bench) -> None:
    wrong = EXAMPLES.replace("given: {done: 3}", "given: {done: 0}")
    stricter.write(f"counties/{JIANGLE}/duties/members-meeting.cases.yaml", wrong)

    assert main([str(stricter.root)]) == 1


def test_a_county_s_own_folder_is_checked_on_top_of_the_packs_of_the_product(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copytree(PACKS / "counties" / JIANGLE, tmp_path / "counties" / JIANGLE)

    code = main([str(tmp_path)])

    told = capsys.readouterr().out
    assert code == 0, told
    assert told.startswith("检查了1 个县的制度包：没有错误")
    assert load_from(PACKS, JIANGLE, own=tmp_path).duties["onsite-days"]


def test_a_folder_without_any_pack_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copytree(PACKS / "counties" / JIANGLE, tmp_path / "counties" / "350428.bak")
    rmtree(tmp_path / "counties" / "350428.bak" / "duties")

    assert main([str(tmp_path)]) == 2
    assert "里没有制度包" in capsys.readouterr().out
