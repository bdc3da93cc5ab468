"""The commands over packs: no database is asked, and what is wrong is a sentence."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from zhucun.__main__ import main
from zhucun.policy.pack.load import PACKS
from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, Bench
from zhucun.policy.pack.tools.mechanisms import MECHANISMS

Capture = pytest.CaptureFixture[str]


def test_coverage_as_json_is_two_lists_and_nothing_else(capsys: Capture) -> None:
    code = main(["pack", "coverage", "--json"])

    data = json.loads(capsys.readouterr().out)
    assert code == 0
    assert list(data) == ["covered", "missing"]
    assert {"B17", "C13"} <= set(data["covered"])
    assert sorted([*data["covered"], *data["missing"]]) == sorted(MECHANISMS)


def test_coverage_of_one_county_looks_at_that_county_alone(capsys: Capture) -> None:
    main(["pack", "coverage", "--county", "513331", "--json"])

    covered = json.loads(capsys.readouterr().out)["covered"]
    assert "C13" in covered
    assert "B17" not in covered


def test_coverage_for_people_names_the_example(capsys: Capture) -> None:
    main(["pack", "coverage", "--all"])

    assert f"B17 每月驻村天数：counties/{JIANGLE}/duties/onsite-days.cases.yaml 第" in capsys.readouterr().out


def test_two_folders_are_compared_county_by_county(bench: Bench, tmp_path: Path, capsys: Capture) -> None:
    other = Bench(tmp_path / "other")
    other.change(f"counties/{JIANGLE}/{ONSITE}", "value: 22", "value: 24")

    code = main(["pack", "diff", str(bench.root), str(other.root)])

    told = capsys.readouterr().out
    assert code == 0
    assert f"{JIANGLE}：有 1 处不同。" in told
    assert "改为“24 天" in told
    assert "513331：完全一样。" in told


def test_a_draft_of_one_county_is_compared_with_what_is_in_force(tmp_path: Path, capsys: Capture) -> None:
    draft = tmp_path / "draft"
    copytree(PACKS / "counties" / JIANGLE, draft)
    rule = draft / ONSITE
    rule.write_text(rule.read_text("utf-8").replace("value: 22", "value: 24"), encoding="utf-8")

    main(["pack", "diff", JIANGLE, str(draft), "--json"])

    (one,) = json.loads(capsys.readouterr().out)
    assert (one["pack"], one["kind"], one["id"], one["part"]) == (
        JIANGLE,
        "要求",
        "onsite-days",
        "自 2021-08-01 起",
    )
    assert one["before"][0].startswith("22 天")


def test_the_ending_of_the_file_says_how_a_graph_is_drawn(tmp_path: Path, capsys: Capture) -> None:
    main(["pack", "graph", "--county", JIANGLE, "--out", str(tmp_path / "a.svg")])
    main(["pack", "graph", "--county", JIANGLE, "--format", "dot"])

    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg")
    assert "digraph pack" in capsys.readouterr().out


def test_the_manual_is_a_page_or_plain_text(tmp_path: Path, capsys: Capture) -> None:
    main(["pack", "docs", "--county", JIANGLE, "--out", str(tmp_path / "new" / "a.html")])
    main(["pack", "docs", "--county", JIANGLE])

    assert (tmp_path / "new" / "a.html").read_text("utf-8").startswith("<!doctype html>")
    assert "# 将乐县驻村制度包" in capsys.readouterr().out


def test_schemas_are_written_with_their_readme(tmp_path: Path, capsys: Capture) -> None:
    main(["pack", "schema", "--out", str(tmp_path / "schema")])

    assert "README.md" in capsys.readouterr().out
    assert json.loads((tmp_path / "schema" / "duty.schema.json").read_text("utf-8"))["title"].startswith(
        "要求"
    )


def test_a_new_county_goes_where_the_counties_keep_their_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("ZHUCUN_PACKS", str(tmp_path))

    code = main(["pack", "new", "990001", "--from", f"counties/{JIANGLE}", "--title", "青山县"])

    assert code == 0
    assert 'code: "990001"' in (tmp_path / "counties" / "990001" / "pack.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["docs", "--county", "/nowhere"], "这里没有制度包"),
        (["graph", "--county", "/nowhere"], "这里没有制度包"),
        (["new", "990001", "--from", "counties/350428", "--title", "甲"], "没有说放在哪里"),
        (["new", "1", "--from", "counties/350428", "--title", "甲", "--out", "x"], "六位县代码"),
        (["docs", "--out", "/proc/nowhere/a.html"], "无法读写"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.delenv("ZHUCUN_PACKS", raising=False)

    code = main(["pack", *words])

    assert code == 1
    assert said in capsys.readouterr().err


def test_a_broken_draft_is_told_with_file_and_line(bench: Bench, capsys: Capture) -> None:
    bench.change(f"counties/{JIANGLE}/{ONSITE}", "value: 22", "value: many")
    folder = bench.root / "counties" / JIANGLE

    code = main(["pack", "docs", "--county", str(folder)])

    assert code == 1
    assert f"counties/{JIANGLE}/{ONSITE} 第" in capsys.readouterr().err
