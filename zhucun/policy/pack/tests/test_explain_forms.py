"""Each form in words: what came out, why, what would change it, and whom to ask."""

from pathlib import Path

import pytest

from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Reason, Verdict
from zhucun.policy.pack import Explanation, Pack, explain, run_cases
from zhucun.policy.pack.given import period_of
from zhucun.policy.pack.tests.build import JIANGLE, Bench
from zhucun.policy.pack.tests.test_lint_forms import COVERAGE, DATED, STANDING, STREAK, TALLY

RULES = {
    "most": TALLY.replace("minimum:", "maximum:"),
    "coverage": COVERAGE,
    "dated": DATED,
    "standing": STANDING,
    "streak": STREAK,
}
WRONG = "expect: {answer: met, reason: reached}"  # what is expected is of no interest here


def with_case(bench: Bench, rule: str, case: str) -> tuple[Pack, Verdict, Period]:
    """A rule judged by one example, and the period it was judged for."""
    bench.write(f"counties/{JIANGLE}/duties/rule.yaml", rule)
    head = "duty: rule\nmechanisms: [B17]\ncases:\n"
    bench.write(f"counties/{JIANGLE}/duties/rule.cases.yaml", f"{head}  - {{says: 例, {case}, {WRONG}}}\n")
    pack = bench.load()
    result = next(result for result in run_cases(pack) if result.case.duty == "rule")
    return pack, result.verdict, period_of(pack, result.case)


def told(bench: Bench, rule: str, case: str) -> Explanation:
    pack, verdict, period = with_case(bench, rule, case)
    return explain(pack, "rule", verdict, period)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    loaded = {}
    for name, rule in RULES.items():
        folder: Path = tmp_path_factory.mktemp(name)
        bench = Bench(folder)
        bench.write(f"counties/{JIANGLE}/duties/rule.yaml", rule)
        loaded[name] = bench.load()
    return loaded


@pytest.mark.parametrize("name", list(RULES))
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_of_every_form_is_said_in_full(
    packs: dict[str, Pack], name: str, reason: Reason
) -> None:
    verdict = Verdict(Answer.UNDETERMINED, reason, target=3, done=2, possible=1, open=1, excused=1)

    said = explain(packs[name], "rule", verdict, Period.month(2026, 10))

    for text in (said.badge, said.sentence, said.changes, said.ask):
        assert text
        assert "%(" not in text
        assert "—" not in text
    assert said.sentence.endswith("。")


def test_a_household_that_was_not_visited_is_counted_and_listed(bench: Bench) -> None:
    said = told(bench, COVERAGE, 'month: "2026-10", given: {members: [1, 0, 2]}')

    assert (said.answer, said.badge) == ("未达标", "还差 1 户")
    assert said.sentence.startswith("本月应覆盖 3 户，每个对象不少于 1 次；已做到 2 户，还有 1 户没有做到。")
    left = next(row for row in said.rows if row.code == "missed_members")
    assert (left.label, left.value, left.records) == ("还没有做到的", "1 户", ("2",))


def test_households_that_nobody_has_listed_are_asked_of_the_township(bench: Bench) -> None:
    said = told(bench, COVERAGE, 'month: "2026-10", given: {members: unknown}')

    assert said.answer == "待定"
    assert said.changes == "登记好本村农户以后重新判断。"
    assert said.ask == "请乡镇管理员补充名单。"


def test_a_day_that_passed_without_an_act_is_named(bench: Bench) -> None:
    rule = DATED.replace('- {year_day: "02-28"}', '- {year_day: "02-28"}\n  - {year_day: "06-30"}')

    said = told(bench, rule, "on: 2026-10-01, given: {acts: [2026-02-20]}")

    assert said.badge == "有 1 个到期日没有做到"
    assert said.sentence.startswith("本年度有 2 个到期日，2026-06-30没有按期做到。")
    assert [(row.label, row.value) for row in said.rows if row.code == "due_day"] == [
        ("2026-02-28 到期", "已做到"),
        ("2026-06-30 到期", "没有做到"),
    ]


def test_a_day_still_to_come_is_named_with_what_to_do(bench: Bench) -> None:
    said = told(bench, DATED, "on: 2026-10-01, given: {acts: [], today: 2026-02-01}")

    assert said.answer == "待定"
    assert said.sentence == "本年度有 1 个到期日，已做到 0 个，2026-02-28还没有到期。"
    assert said.changes == "到期前做到并如实记录即可。"


def test_a_row_of_months_is_told_with_what_follows(bench: Bench) -> None:
    follows = (
        '\non_breach:\n  - {at: 3, says: 召回, source: "B#onsite-days", tell: [township_officer]}\ntitle: 试'
    )
    rule = STREAK.replace("\ntitle: 试", follows)

    said = told(bench, rule, "on: 2026-10-01, given: {row: [hit, miss, hit, excused, hit, hit]}")

    assert said.badge == "连续 3 次"
    assert [(row.label, row.value) for row in said.rows if row.code in {"row", "breach"}] == [
        ("连续最多", "3 次"),
        ("规定的后果", "召回"),
    ]


def test_a_number_that_the_arithmetic_lacks_is_named_with_who_can_give_it(bench: Bench) -> None:
    rule = TALLY.replace("value: 1", 'value: "max(2, households / 10)"')

    said = told(bench, rule, 'month: "2026-10", given: {done: 3}')

    assert said.badge == "缺少资料"
    assert said.sentence == "规定的数要由本村户数算出来，现在还没有，判断不了。"
    assert said.ask == "请乡镇管理员补充资料。"
    assert ("本村户数", "还没有这个数") in [(row.label, row.value) for row in said.rows]


def test_a_number_that_is_given_completes_the_arithmetic(bench: Bench) -> None:
    rule = TALLY.replace("value: 1", 'value: "max(2, households / 10)"')

    said = told(bench, rule, 'month: "2026-10", given: {done: 3, quantities: {households: 40}}')

    row = next(row for row in said.rows if row.code == "arithmetic")
    assert row.note == "较大者(2, 本村户数 ÷ 10) = 较大者(2, 40 ÷ 10) = 4，取整为 4"
    assert said.badge == "差 1 次"


def test_a_missing_attribute_is_named_with_who_can_give_it(bench: Bench) -> None:
    said = told(bench, STANDING, "on: 2026-10-01, given: {village_type: unknown, states: []}")

    assert said.sentence == "资料里没有村类型，判断不了这项要求是否适用。"
    assert said.ask == "请县委组织部管理员补充资料。"


def test_a_place_is_told_by_the_code_that_the_duty_names(bench: Bench) -> None:
    said = told(
        bench,
        STANDING,
        'on: 2026-10-01, given: {place: "350428101201", states: [{from: 2026-10-01, value: 1}]}',
    )

    assert said.answer == "达标"
    assert [row.value for row in said.rows if row.code == "applies"] == ["乡村振兴重点村", "350428"]


def test_a_limit_says_how_far_it_was_passed(bench: Bench) -> None:
    said = told(bench, RULES["most"], 'month: "2026-10", given: {done: 4}')

    assert said.badge == "超过 3 次"
    assert [(row.label, row.value) for row in said.rows if row.code in {"maximum", "breach"}] == [
        ("规定不超过", "1 次"),
        ("规定的后果", "约谈"),
    ]
