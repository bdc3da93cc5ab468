"""Flows in the manual, in comparisons and in coverage: whatever a flow says is told in plain Chinese."""

from dataclasses import fields
from datetime import date

import pytest

from zhucun.engine.flow.definition import Flow, State, Step
from zhucun.policy.pack.tests.build import JIANGLE, Bench
from zhucun.policy.pack.tests.two_flows import LEAVE, LEAVE_CASES, ROAD, ROAD_CASES
from zhucun.policy.pack.tools.compare import changes
from zhucun.policy.pack.tools.coverage import covered, proofs
from zhucun.policy.pack.tools.flow_facets import of_flow
from zhucun.policy.pack.tools.manual import manual
from zhucun.policy.pack.tools.pages import html, markdown

DAY = date(2026, 11, 18)
FLOWS = f"counties/{JIANGLE}/flows"


@pytest.fixture
def with_flows(bench: Bench) -> Bench:
    for name, text in (
        ("road", ROAD),
        ("a-leave", LEAVE),
        ("road.cases", ROAD_CASES),
        ("a-leave.cases", LEAVE_CASES),
    ):
        bench.write(f"{FLOWS}/{name}.yaml", text)
    return bench


def test_the_manual_lists_each_state_with_who_acts_the_term_and_the_steps(with_flows: Bench) -> None:
    pack = with_flows.load()

    said = markdown(pack.title, manual(pack, DAY))

    for words in (
        "### 路灯水渠报修",
        "| 等受理 | 办理层级办 | 村3 个工作日、乡镇“当事人说明的期限”（5） 个工作日；提前 1 个工作日提醒；",
        "到期报上一级，转到“等受理”；已在最高一级的提醒 |",
        "受理：handler 定为办这一步的人；到“正在修”。",
        "报乡镇：要在村一级（不符时说“已经在乡镇。”）；报上一级；到“等受理”。",
        "撤回（提出人）：填为什么；到“已撤回”。",
        "并到另一件：填为什么；并到另一件事项里。",
        "“当事人说明的期限”（5） × 2 天，从“哪天坏的”起；到期提醒",
        "延长：填为什么；延长 2 个工作日；只能用一次。",
        "等材料：填为什么；期限中止，恢复后接着算。",
        "再报一处：填为什么；留在原处；开出子事项“路灯水渠报修”。",
        "| 单位在修 | “由哪个单位修”的联系人办 |",
        "| 张贴三天 | 等日子到 | 3 天，到日子才往下走；到期自动“期满” | 期满：到“等评价”。 |",
        "评价：要子事项都已办结（不符时说“另一处还没有修好。”）；不能由办“受理”的人办；填满意吗；“满意吗”为不满意、填了“怎样修好的”的到“正在修”，到“已办结”。",
        "| 已办结 | 办结 |  | 又坏了（提出人）：填为什么；到“等受理”。 |",
        "只给正在办的人、办“受理”的人、提出人、乡镇管理员看",
        "坏了几天：“哪天坏的”到“哪天修好”的工作日，两头都算",
        "批准：不能由提出人办；到“假期”；登记请假的日子。",
        "- 村里三天没有受理，到期报乡镇",
    ):
        assert words in said, words
    assert 'id="flow-road"' in html(pack.title, manual(pack, DAY))


def test_every_part_of_a_flow_a_state_and_a_step_changes_what_is_told(with_flows: Bench) -> None:
    """A part that is missing from the facets would be missing from the manual and from every comparison."""
    told_of_flow = {
        "id", "title", "about", "opening", "states", "levels", "role_digits", "fields", "numbers", "counted", "seen_by",
        "confidential", "closing_needs", "title_from",
    }  # fmt: skip
    told_of_state = {"id", "title", "actor", "steps", "term", "warn_before", "waits", "late", "ending"}
    told_of_step = {
        "id", "title", "kind", "to", "by", "not_by", "when", "asks", "may_add", "level", "names", "prolongs", "once",
        "opens", "effects", "reopens",
    }  # fmt: skip

    assert {one.name for one in fields(Flow)} == told_of_flow
    assert {one.name for one in fields(State)} == told_of_state
    assert {one.name for one in fields(Step)} == told_of_step


@pytest.mark.parametrize(
    ("before", "after", "part", "said"),
    [
        ("village: 3, township", "village: 5, township", "状态 等受理", "村5 个工作日"),
        ("title: 路灯水渠报修", "title: 公用设施报修", "名称", "公用设施报修"),
        ("late: {do: remind}", "late: {do: take, step: longer_end}\n", "状态 正在修", "到期自动“到期”"),
        ("once: true", "once: false", "状态 正在修", "延长：填为什么；延长 2 个工作日。"),
        ("else: 已经在乡镇。", "else: 请直接办理。", "状态 等受理", "不符时说“请直接办理。”"),
        ("names: {handler: me}, to: mending", "names: {handler: checker}, to: mending", "状态 等受理", "定为“由谁验收”"),
        ("closing_needs: [result, rating]", "closing_needs: [result]", "办结要有", "满意吗"),
        ("seen_by: [raiser, handler, township_officer, actor]", "seen_by: [raiser, handler]", "填哪些", "只给"),
        ("not_by: [accept]", "not_by: [accept, send_up]", "状态 等评价", "办“报乡镇”的人"),
        ("township_officer}\ntitle", "township_officer}\n  - {level: county, role: county_officer}\ntitle",
         "办理层级", "县：县委组织部管理员"),
        ("max: 500", "max: 300", "填哪些", "最多 300"),
        ("help: 先看一看归谁管。", "help: 先看看。", "状态 等受理", "先看看。"),
    ],
)  # fmt: skip
def test_a_change_in_a_flow_is_told(with_flows: Bench, before: str, after: str, part: str, said: str) -> None:
    old = with_flows.load()
    with_flows.change(f"{FLOWS}/road.yaml", before, after)
    if "longer_end" in after:
        with_flows.change(
            f"{FLOWS}/road.yaml",
            "      - {id: help,",
            "      - {id: longer_end, title: 到期, by: {nobody: true}, to: new}\n      - {id: help,",
        )
    if "handler: checker" in after:
        with_flows.change(f"{FLOWS}/road.yaml", "may_add: [cost]", "may_add: [cost, checker]")
    if "county_officer" in after:
        with_flows.change(f"{FLOWS}/road.yaml", "village: 3, township", "county: 9, village: 3, township")

    found = changes(old, with_flows.load())

    told = [one for one in found if one.kind == "流程" and one.part == part]
    assert told, [str(one) for one in found]
    assert said in str(told[0])


def test_a_new_flow_is_told_whole(bench: Bench) -> None:
    old = bench.load()
    bench.write(f"{FLOWS}/road.yaml", ROAD)

    (one,) = changes(old, bench.load())

    assert str(one).startswith("流程“路灯水渠报修”（road）：新增。")


def test_an_example_of_a_flow_proves_its_mechanisms_when_it_comes_out(with_flows: Bench) -> None:
    assert {"B18", "D38"} <= set(covered(proofs([with_flows.load()])))

    with_flows.change(f"{FLOWS}/a-leave.cases.yaml", "ended: settled", "ended: refused")

    assert "B18" not in covered(proofs([with_flows.load()]))


def test_facets_leave_out_what_a_flow_does_not_say(with_flows: Bench) -> None:
    pack = with_flows.load()

    leave = of_flow(pack, pack.flows["a-leave"])

    assert "办理层级" not in leave
    assert leave["保密"] == ("只有事项里的人和正在办的人看得到",)
