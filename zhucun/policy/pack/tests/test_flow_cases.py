"""Examples beside flows: run by the engine itself; one that does not come out says what came instead."""

import pytest

from zhucun.policy.pack.__main__ import main
from zhucun.policy.pack.__main__ import test as run_all
from zhucun.policy.pack.flow_cases import missing_flow_cases, run_flow_cases
from zhucun.policy.pack.tests.build import JIANGLE, WITHOUT_PACK, Bench
from zhucun.policy.pack.tests.two_flows import LEAVE, LEAVE_CASES, ROAD, ROAD_CASES

FLOWS = f"counties/{JIANGLE}/flows"
CASES = f"{FLOWS}/road.cases.yaml"


@pytest.fixture
def with_flows(bench: Bench) -> Bench:
    for name, text in (("road", ROAD), ("a-leave", LEAVE)):
        bench.write(f"{FLOWS}/{name}.yaml", text)
    for name, text in (("road", ROAD_CASES), ("a-leave", LEAVE_CASES)):
        bench.write(f"{FLOWS}/{name}.cases.yaml", text)
    return bench


def told(bench: Bench) -> list[str]:
    return [str(result) for result in run_flow_cases(bench.load()) if not result.passed]


def test_examples_of_every_kind_of_act_come_out(with_flows: Bench) -> None:
    results = run_flow_cases(with_flows.load())

    assert [str(result) for result in results if not result.passed] == []
    assert len(results) == 7
    assert {step for result in results for step in result.taken} >= {
        "accept",
        "split",
        "shown",
        "wait",
        "same",
        "back",
    }


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("ended: settled, due", "ended: refused, due", "says: 村里修好", "办结方式应为 refused，实为 settled。"),
        ("state: done, ended", "state: rating, ended", "says: 村里修好", "状态应为 rating，实为 done。"),
        ("due: 2026-10-21", "due: 2026-10-20", "says: 村里三天", "期限应为 2026-10-20，实为 2026-10-21。"),
        ("level: township, waits", "level: village, waits", "says: 村里三天", "层级应为 village，实为 township。"),
        ("waits_for: nobody", "waits_for: raiser", "says: 村里修好", "等谁办应为 raiser，实为 nobody。"),
        ("opened: [road]", "opened: []", "says: 村里没有人", "开出的子事项应为 none，实为 road。"),
        ("effects: [], ", "effects: [a.b], ", "says: 村里修好", "效果应为 a.b，实为 none。"),
        ("team_member, refused: not_yours", "team_member, refused: four_eyes", "refused: not_yours",
         "应被拒绝（four_eyes），却被拒绝：not_yours，涉及 accept"),
        ("team_member, refused: not_yours", "first_secretary, refused: not_yours", "refused: not_yours",
         "应被拒绝（not_yours），却办成了。"),
        ("by: township_officer, refused: not_yet", "by: township_officer", "step: send_up",
         "应当办成，却被拒绝：not_yet（已经在乡镇。）。"),
        (", refused: may_not_raise", "", "by: township_officer, fields: {what", "应当办成，却被拒绝：may_not_raise"),
        ("first_secretary, fields: {what", "first_secretary, refused: not_yours, fields: {what", "first_secretary, fields: {what",
         "应被拒绝（not_yours），却办成了。"),
    ],
)  # fmt: skip
def test_an_example_that_does_not_come_out_says_where_and_what_came(
    with_flows: Bench, before: str, after: str, at: str, words: str
) -> None:
    line = with_flows.line_of(CASES, at)
    with_flows.change(CASES, before, after)

    (sentence,) = told(with_flows)

    assert sentence.startswith(f"{CASES} 第 ")
    assert f"第 {line} 行" in sentence
    assert words in sentence


def test_a_changed_flow_shows_every_example_that_no_longer_comes_out(
    with_flows: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    with_flows.change(f"{FLOWS}/road.yaml", "term: {days: 3}", "term: {days: 9}")

    codes = main([str(with_flows.root)]), run_all([str(with_flows.root)])

    said = capsys.readouterr().out
    assert codes == (1, 1)
    assert said.count("却被拒绝：not_in_this_state，涉及 rate") == 4


def test_a_flow_without_an_example_is_told(with_flows: Bench) -> None:
    (with_flows.root / CASES).unlink()

    (sentence,) = missing_flow_cases(with_flows.load())

    assert "“路灯水渠报修”（road）一个例子也没有" in sentence


def test_numbers_of_the_day_decide_an_example(with_flows: Bench) -> None:
    with_flows.write(
        f"counties/{JIANGLE}/values.yaml",
        'changes:\n  explain_within:\n    - {from: 2026-10-13, value: 8, source: "B#leave"}\n',
    )

    (sentence,) = told(with_flows)

    assert "期限应为 2026-10-21，实为 2026-10-26。" in sentence


def test_examples_of_a_replaced_flow_are_no_longer_shown_below(bench: Bench) -> None:
    bench.write("national/flows/road.yaml", ROAD)
    bench.write("national/flows/road.cases.yaml", ROAD_CASES)
    bench.write(f"{FLOWS}/road.yaml", ROAD.replace("term: {days: 3}", "term: {days: 9}"))

    nation, county = bench.load(WITHOUT_PACK), bench.load()

    assert len(nation.flow_cases) == 6
    assert len(county.flow_cases) == 4
    assert all(result.passed for result in run_flow_cases(county))


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("flow: road\n", "flow: roads\n", "flow: road", "没有“roads”这个流程"),
        ("2026-10-09, by: township_officer", "2026-10-09, by: mayor", "by: mayor", "没有“mayor”这个角色"),
        ("step: send_up", "step: sent_up", "sent_up", "没有“sent_up”这一步"),
        ("step: send_up, ", "", "by: township_officer, refused", "没有说清做了什么"),
        ("step: send_up, ", "step: send_up, resume: true, ", "resume: true, by: town", "没有说清做了什么"),
        ("resume: true, by: first_secretary", "resume: true", "resume: true", "不知道是谁办的"),
        ("by: unit, ", "by: power_station, ", "by: power_station", "不知道是谁办的：“power_station”"),
        ("2026-10-18, step", "2026-10-08, step", "2026-10-08, step: rate", "比前一步还早"),
        ("refused: may_not_raise", "refused: no", "refused: no}", "没有“no”这种拒绝"),
        ("expect: {ended: merged}", "expect: {state: gone}", "state: gone", "没有“gone”这个状态"),
        ("{why: 另一盏}", "{reason: 另一盏}", "{reason", "没有“reason”这一项"),
        ("{why: 另一盏}", "{why: 2}", "{why: 2}", "“为什么”是 text，这里写的不是"),
        ("{rating: bad}", "{rating: worse}", "{rating: worse}", "“满意吗”里没有“worse”"),
        ("{on: 2026-10-15, clock: true}", "{on: 2026-10-15, clock: true, by: raiser}",
         "clock: true, by: raiser", "没有人办，也不填什么"),
    ],
)  # fmt: skip
def test_an_example_that_cannot_be_run_is_told_on_its_line(
    with_flows: Bench, before: str, after: str, at: str, words: str
) -> None:
    with_flows.change(CASES, before, after)

    problem = with_flows.only_problem()

    assert words in problem.what
    assert (problem.file, problem.line) == (CASES, with_flows.line_of(CASES, at))
