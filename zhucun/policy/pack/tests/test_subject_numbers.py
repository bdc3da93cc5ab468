"""Numbers of a household in a flow's conditions: of a closed list, given in examples, unknown where not given."""

import pytest

from zhucun.policy.pack.flow_cases import run_flow_cases
from zhucun.policy.pack.tests.build import JIANGLE, Bench

FLOW = f"counties/{JIANGLE}/flows/care.yaml"
CASES = f"counties/{JIANGLE}/flows/care.cases.yaml"
CARE = """
id: care
title: 帮一户
mechanisms: [B9]
because: "zhucun#explain-within"
may_be: fixed
about: household
fields:
  - {key: what, label: 什么事, type: text}
opening: {by: [first_secretary], asks: [what], to: open}
states:
  - id: open
    title: 在办
    actor: {role: first_secretary}
    steps:
      - id: finish
        title: 办结
        when: [{check: household_income, at_least: 900000, else: 人均收入还没有达到。}]
        to: done
  - {id: done, title: 已办结, end: settled}
"""
EXAMPLES = """
flow: care
mechanisms: [B9]
cases:
  - says: 收入后来够了
    raised: {on: 2026-10-12, by: first_secretary, fields: {what: 修房}}
    numbers: {household_income: 899999}
    acts:
      - {on: 2026-10-13, by: first_secretary, step: finish, refused: not_yet}
      - {on: 2026-10-14, by: first_secretary, step: finish, numbers: {household_income: 900000}}
    expect: {state: done}
  - says: 收入不知道，就不能办结
    raised: {on: 2026-10-12, by: first_secretary, fields: {what: 修房}}
    acts:
      - {on: 2026-10-13, by: first_secretary, step: finish, refused: not_yet}
    expect: {state: open}
"""


def test_an_example_gives_what_is_known_and_may_give_more_with_an_act(bench: Bench) -> None:
    bench.write(FLOW, CARE)
    bench.write(CASES, EXAMPLES)

    results = [one for one in run_flow_cases(bench.load()) if one.case.flow == "care"]

    assert [str(one) for one in results if not one.passed] == []
    assert len(results) == 2


@pytest.mark.parametrize(
    ("text", "before", "after", "words"),
    [
        (CARE, "about: household", "about: village", "算式里的“household_income”不知道是什么数。"),
        (CARE, "check: household_income", "check: household_incomes", "算式里的“household_incomes”不知道是什么数。"),
        (CARE, "{key: what, label: 什么事, type: text}",
         "{key: what, label: 什么事, type: text}\n  - {key: household_income, label: 收入, type: money}",
         "“household_income”已经是户情况里的一个数。"),
        (EXAMPLES, "numbers: {household_income: 899999}", "numbers: {income: 899999}", "没有“income”这个数。"),
    ],
)  # fmt: skip
def test_a_name_outside_the_list_is_told(
    bench: Bench, text: str, before: str, after: str, words: str
) -> None:
    bench.write(FLOW, text.replace(before, after) if text is CARE else CARE)
    bench.write(CASES, text.replace(before, after) if text is EXAMPLES else EXAMPLES)

    problems = bench.problems()

    assert any(words in one.what for one in problems), [str(one) for one in problems]
