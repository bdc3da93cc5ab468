"""A flow for something new is written in a text editor only: typed, checked, mended, run, printed, and kept."""

import json
from pathlib import Path

import pytest

from zhucun.kernel import clock
from zhucun.policy.pack.__main__ import main
from zhucun.policy.pack.__main__ import test as run_all
from zhucun.policy.pack.flows import flow_of
from zhucun.policy.pack.load import PACKS, load_from
from zhucun.policy.pack.tools.coverage import covered, proofs
from zhucun.policy.pack.tools.manual import manual
from zhucun.policy.pack.tools.pages import markdown

PACK = """code: "990002"
title: 白石县驻村制度包
version: 1
published: 2026-11-22
kept_by: 县委组织部
"""
SOURCES = """sources:
  - id: bs-2026-3
    title: 白石县农机具借用办法
    issuer: 白石县农业农村局
    dated: "2026-03"
    seen: original
    articles:
      - {id: borrow, text: 村集体农机具借用，村里两天内答复，借期不超过十天，逾期催还。}
"""
VALUES = """values:
  machine_days:
    title: 农机具借期
    unit: day
    may_be: replaced
    values:
      - {from: 2026-03-01, value: 10, source: "bs-2026-3#borrow", checked: 2026-11-22}
"""
VALUE_CASES = """cases:
  - {says: 借期, mechanisms: [B10], value: machine_days, on: 2026-10-01, expect: 10}
  - {says: 还没有规定, mechanisms: [B10], value: machine_days, on: 2026-02-01, expect: none}
"""
FLOW = """id: borrow-machine
title: 借用农机具
mechanisms: [B10]
because: "bs-2026-3#borrow"
may_be: replaced
about: village
title_from: machine
closing_needs: [condition]
fields:
  - {key: machine, label: 借什么, type: choice, options: [{code: tiller, label: 微耕机}, {code: pump, label: 水泵}]}
  - {key: days, label: 借几天, type: number, max: 60}
  - {key: why_not, label: 为什么不借, type: text}
  - {key: condition, label: 还来时好不好, type: choice, options: [{code: fine, label: 完好}, {code: broken, label: 坏了}]}
opening:
  by: [team_member]
  asks: [machine, days]
  to: asked
states:
  - id: asked
    title: 等村里答复
    actor: {role: first_secretary}
    term: {days: 2}
    because: "bs-2026-3#borrow"
    late: {do: remind}
    steps:
      - id: lend
        title: 借出
        not_by: [raiser]
        when: [{check: days, at_most: machine_days, else: 借期超过规定，请商量缩短。}]
        to: lent
      - {id: refuse, title: 不借, asks: [why_not], to: refused}
  - id: lent
    title: 借出
    actor: {role: first_secretary}
    term: {days: days}
    warn_before: 1
    late: {do: remind}
    steps:
      - {id: back, title: 收回, asks: [condition], to: returned}
  - {id: returned, title: 已归还, end: settled}
  - {id: refused, title: 不借, end: refused}
"""
CASES = """flow: borrow-machine
mechanisms: [B10]
cases:
  - says: 借五天，按期归还
    raised: {on: 2026-10-09, by: team_member, fields: {machine: tiller, days: 5}}
    acts:
      - {on: 2026-10-10, step: lend, by: first_secretary}
      - {on: 2026-10-14, step: back, by: first_secretary, fields: {condition: fine}}
    expect: {state: returned, ended: settled}
  - says: 借期最多十天
    raised: {on: 2026-10-09, by: team_member, fields: {machine: tiller, days: 11}}
    acts:
      - {on: 2026-10-10, step: lend, by: first_secretary, refused: not_yet}
    expect: {state: asked, due: 2026-10-11, waits_for: first_secretary}
  - says: 借到哪天为止
    raised: {on: 2026-10-09, by: team_member, fields: {machine: pump, days: 10}}
    acts:
      - {on: 2026-10-10, step: lend, by: first_secretary}
    expect: {state: lent, due: 2026-10-20}
"""
FILES = {
    "pack.yaml": PACK,
    "sources.yaml": SOURCES,
    "values.yaml": VALUES,
    "values.cases.yaml": VALUE_CASES,
    "flows/borrow-machine.yaml": FLOW,
    "flows/borrow-machine.cases.yaml": CASES,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "counties" / "990002" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_flow_nobody_has_thought_of_is_checked_run_printed_and_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = main([str(folder)]), run_all([str(folder)])
    pack = load_from(PACKS, "990002", own=folder)
    flow = pack.flows["borrow-machine"]
    printed = markdown(pack.title, manual(pack, clock.today()))

    assert codes == (0, 0), capsys.readouterr().out
    assert "B10" in covered(proofs([pack]))
    assert flow_of(json.loads(json.dumps(flow.definition))).flow == flow.flow
    assert (
        "| 等村里答复 | 第一书记办 | 2 天；到期提醒 | 借出：要“借几天”不超过“农机具借期”（10）（不符时说"
        in printed
    )


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("to: lent\n", "to: borrowed\n", 30,
         "没有“borrowed”这个状态。可以写：asked、lent、returned、refused。"),
        ("at_most: machine_days", "at_most: machine_day", 29,
         "算式里的“machine_day”不知道是什么数。是不是“machine_days”？"),
        ("first_secretary}\n    term: {days: days}", "first_secretry}\n    term: {days: days}", 34,
         "没有“first_secretry”这个角色。"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_told_with_its_line_and_what_to_write(
    folder: Path, capsys: pytest.CaptureFixture[str], before: str, after: str, line: int, words: str
) -> None:
    path = folder / "counties" / "990002" / "flows/borrow-machine.yaml"
    path.write_text(path.read_text("utf-8").replace(before, after), encoding="utf-8")

    code = main([str(folder)])

    said = capsys.readouterr().out
    assert code == 1
    where = f"counties/990002/flows/borrow-machine.yaml 第 {line} 行第 "
    assert [one for one in said.splitlines() if one.startswith(where) and words in one]


def test_only_the_number_changes_where_a_county_changes_its_rule(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "counties" / "990002" / "values.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 10", "value: 12"), encoding="utf-8")

    run_all([str(folder)])

    said = capsys.readouterr().out
    assert "“借期最多十天”：第 13 行，2026-10-10 的这一步应被拒绝（not_yet），却办成了。" in said
