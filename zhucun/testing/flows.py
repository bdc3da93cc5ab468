"""Kinds of case for tests, kept by an invented county itself, laid out as a county lays out its own pack.

`SMALL` is received, handled, sent up, settled, rated. `COMPLAINT` is the same against somebody, with a field that only
few may read. `PARENT` opens a `SMALL` for each part and waits for all of them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhucun.policy.pack import load_pack
from zhucun.policy.pack.load import OWN

PACK = """\
code: "{county}"
title: 试验县制度包
version: 1
published: 2026-11-01
kept_by: 县委组织部
"""

LEVELS = """\
levels:
  - {level: village, role: first_secretary}
  - {level: township, role: township_officer}
  - {level: county, role: county_officer}
"""

STATES = """\
states:
  - id: received
    title: 待受理
    actor: {level: true}
    term: {workdays: 2}
    warn_before: 1
    late: {do: escalate, at_top: remind}
    steps:
      - {id: accept, title: 受理, names: {owner: me}, to: handling}
      - {id: refuse, title: 不予受理, asks: [reason], to: refused}
      - {id: withdraw, title: 撤回, by: {party: raiser}, to: withdrawn}
  - id: handling
    title: 办理中
    actor: {party: owner}
    term: {workdays: 5}
    late: {do: escalate, state: received, at_top: remind}
    steps:
      - {id: settle, title: 办结, asks: [result], to: rating}
      - {id: send_up, title: 上报, asks: [reason], level: up, to: received}
      - {id: suspend, title: 中止, kind: suspend, asks: [reason]}
      - {id: merge, title: 并案, kind: merge, to: merged}
      - {id: promise, title: 约定日期, asks: [promised], to: promised}
  - id: promised
    title: 按约定办理
    actor: {party: owner}
    term: {days: 1, since: promised}
    late: {do: remind}
    steps:
      - {id: settle_promised, title: 按约办结, asks: [result], to: rating}
  - id: rating
    title: 待评价
    actor: {party: raiser}
    term: {workdays: 10}
    late: {do: take, step: close}
    steps:
      - {id: rate, title: 评价, asks: [rating], to: settled}
      - {id: close, title: 到期自动办结, by: {nobody: true}, to: settled}
  - id: settled
    title: 已办结
    end: settled
    steps:
      - {id: reopen, title: 重新办理, by: {party: raiser}, asks: [reason], level: village, to: received, reopens: true}
  - {id: refused, title: 不予受理, end: refused}
  - {id: withdrawn, title: 已撤回, end: withdrawn}
  - {id: merged, title: 已并案, end: merged}
"""

FIELDS = """\
  - {key: topic, label: 事由, type: text, max: 60}
  - {key: detail, label: 情况, type: long_text, max: 2000}
  - {key: reason, label: 理由, type: text, max: 300}
  - {key: result, label: 结果, type: long_text, max: 1000}
  - {key: promised, label: 约定的日期, type: date}
  - key: rating
    label: 评价
    type: choice
    options: [{code: good, label: 满意}, {code: poor, label: 不满意}]
"""

OPENING = """\
opening:
  by: [first_secretary, team_member, township_officer, county_officer]
  asks: [topic]
  may_add: [detail%s]
  to: received
"""


def _flow(id: str, title: str, more: str, fields: str, opening: str, states: str = STATES) -> str:
    return (
        f'id: {id}\ntitle: {title}\nbecause: "zhucun#matter"\nmay_be: replaced\nabout: village\n'
        f"{more}{LEVELS}title_from: topic\nclosing_needs: [result]\nrating: rating\nfields:\n{fields}{opening}{states}"
    )


SMALL = _flow("trial-small", "小事", "", FIELDS, OPENING % "")
COMPLAINT = _flow(
    "trial-complaint",
    "反映干部问题",
    "against: cadre\nconfidential: true\n",
    FIELDS
    + "  - {key: cadre, label: 反映谁, type: account}\n"
    + "  - {key: told_by, label: 反映人的话, type: text, seen_by: [raiser, owner]}\n",
    (OPENING % ", told_by").replace("asks: [topic]", "asks: [topic, cadre]"),
)
PARENT = _flow(
    "trial-parent",
    "大事",
    "",
    FIELDS,
    OPENING % "",
    STATES.replace(
        "      - {id: promise, ",
        "      - {id: split, title: 分办, kind: stay, asks: [reason], opens: {flow: trial-small, fields: {topic: reason}}}\n"
        "      - {id: promise, ",
    ).replace(
        "{id: settle, title: 办结, asks: [result], to: rating}",
        "{id: settle, title: 办结, asks: [result], to: rating, when: [{children: over, else: 分办的还没有办完。}]}",
    ),
)


@contextmanager
def own_flows(folder: Path, county: str, *flows: str) -> Iterator[None]:
    """A county that keeps these kinds of case itself, for as long as the test lasts."""
    pack = folder / "counties" / county
    (pack / "flows").mkdir(parents=True)
    (pack / "pack.yaml").write_text(PACK.format(county=county), "utf-8")
    for text in flows:
        id = text.split("\n", 1)[0].removeprefix("id: ")
        (pack / "flows" / f"{id}.yaml").write_text(text, "utf-8")
    before = os.environ.get(OWN)
    os.environ[OWN] = str(folder)
    load_pack.cache_clear()
    try:
        yield
    finally:
        os.environ.pop(OWN)
        if before is not None:
            os.environ[OWN] = before
        load_pack.cache_clear()
