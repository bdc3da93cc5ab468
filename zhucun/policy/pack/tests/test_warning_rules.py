"""Warning rules of a pack: read, refused with a sentence, replaced below, and examples on both sides of the limit."""

from datetime import date

import pytest

from zhucun.policy.pack import load_pack, packed_counties
from zhucun.policy.pack.figures_read import FIGURES_READ
from zhucun.policy.pack.load import PACKS
from zhucun.policy.pack.tests.build import JIANGLE, WITHOUT_PACK, Bench
from zhucun.policy.pack.warning_cases import missing_warning_cases, run_warning_cases
from zhucun.policy.pack.warning_model import RuleOn
from zhucun.policy.pack.warning_rules import rules_on

RULE = f"counties/{JIANGLE}/warnings/bills.yaml"
CASES = f"counties/{JIANGLE}/warnings/bills.cases.yaml"
BILLS = """
id: bills
title: 医药费多
mechanisms: [B9]
reads: illness_cost
at_least: explain_within * 100
says: 请入户看看。
risk: illness
because: "zhucun#explain-within"
may_be: replaced
"""
EXAMPLES = """
warning: bills
mechanisms: [B9]
cases:
  - {says: 刚好, on: 2026-10-01, figure: 500, warns: true}
  - {says: 差一分, on: 2026-10-01, figure: 499, warns: false}
  - {says: 不知道, on: 2026-10-01, figure: none, warns: false}
"""
NATIONS = "national/warnings/illness-cost.yaml"
ILLNESS = (PACKS / NATIONS).read_text(encoding="utf-8")
DAY = date(2026, 10, 1)


@pytest.fixture
def with_rule(bench: Bench) -> Bench:
    bench.write(RULE, BILLS)
    bench.write(CASES, EXAMPLES)
    return bench


def bills(bench: Bench, on: date = DAY) -> RuleOn:
    return next(rule for rule in rules_on(bench.load(), on) if rule.id == "bills")


def test_a_rule_warns_from_its_limit_on(with_rule: Bench) -> None:
    rule = bills(with_rule)

    assert (rule.title, rule.reads, rule.says, rule.risk) == (
        "医药费多",
        "illness_cost",
        "请入户看看。",
        "illness",
    )
    assert [rule.fits(fen) for fen in (499, 500, 501)] == [False, True, True]


@pytest.mark.parametrize(
    ("limit", "warned"),
    [
        ("at_least: 3", [False, True, True]),
        ("at_most: 3", [True, True, False]),
        ("is: 3", [False, True, False]),
    ],
)
def test_there_are_three_ways_of_being_beyond(with_rule: Bench, limit: str, warned: list[bool]) -> None:
    with_rule.change(RULE, "at_least: explain_within * 100", limit)

    rule = bills(with_rule)

    assert [rule.fits(figure) for figure in (2, 3, 4)] == warned


def test_a_limit_that_nobody_has_set_for_the_day_warns_of_nobody(with_rule: Bench) -> None:
    with_rule.change(RULE, "explain_within * 100", "monitoring_income_line * 100")

    told = {on.year: {rule.id for rule in rules_on(with_rule.load(), on)} for on in (date(2021, 10, 1), DAY)}

    assert "bills" in told[2021]
    assert "bills" not in told[2026]


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("reads: illness_cost", "reads: illness_costs", "reads: ", "没有“illness_costs”这个数。是不是“illness_cost”？"),
        ("reads: illness_cost", "reads: unsafe_water", "at_least: ", "“unsafe_water”只有 1 和 0。"),
        ("explain_within * 100", "explain_wthin * 100", "at_least: ", "是不是“explain_within”？"),
        ("explain_within * 100", "explain_within *", "at_least: ", "少了一个数或名称"),
        ("at_least: explain_within * 100\n", "", "id: bills", "没有说清从多少起提示。"),
        ("at_least: explain_within * 100\n", "at_least: 1\nis: 1\n", "id: bills", "没有说清从多少起提示。"),
        ("risk: illness", "risk: gone", "risk: ", "风险里没有“gone”。"),
        ("请入户看看。", "有 %(figure)s 元。", "says: ", "这句话里不写数"),
        ('"zhucun#explain-within"', '"zhucun#gone"', "because: ", "找不到出处“zhucun#gone”。"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_on_its_line_with_what_to_do(
    with_rule: Bench, before: str, after: str, at: str, words: str
) -> None:
    with_rule.change(RULE, before, after)

    problem = next(one for one in with_rule.problems() if one.file == RULE)

    assert problem.line == with_rule.line_of(RULE, at)
    assert words in problem.what + problem.do


def test_an_example_of_a_rule_that_is_not_there_is_refused(with_rule: Bench) -> None:
    with_rule.change(CASES, "warning: bills", "warning: bill")

    assert with_rule.only_problem().what == "没有“bill”这条提示规则。"


def test_an_example_that_does_not_come_out_says_what_came(with_rule: Bench) -> None:
    with_rule.change(CASES, "figure: 499, warns: false", "figure: 499, warns: true")

    wrong = [str(one) for one in run_warning_cases(with_rule.load()) if not one.passed]

    assert wrong == [f"{CASES} 第 {with_rule.line_of(CASES, '差一分')} 行“差一分”：应当提示，结果不提示。"]


@pytest.mark.parametrize(
    ("line", "words"),
    [("刚好, on", "刚好到界线"), ("差一分, on", "差一点"), ("不知道, on", "“不知道”")],
)
def test_examples_show_both_sides_of_the_limit_and_what_is_not_known(
    with_rule: Bench, line: str, words: str
) -> None:
    kept = [one for one in EXAMPLES.splitlines() if line not in one]
    with_rule.write(CASES, "\n".join(kept))

    missing = [one for one in missing_warning_cases(with_rule.load()) if "bills" in one]

    assert any(words in one for one in missing)


def test_a_county_may_put_its_own_rule_in_the_place_of_the_nations(bench: Bench) -> None:
    bench.write(NATIONS, ILLNESS)
    own = f"counties/{JIANGLE}/warnings/illness-cost.yaml"
    bench.write(own, BILLS.replace("id: bills", "id: illness-cost"))

    here, elsewhere = bench.load(), bench.load(WITHOUT_PACK)

    assert here.warning_rules["illness-cost"].title == "医药费多"
    assert elsewhere.warning_rules["illness-cost"].title == "自付医疗费用多"


def test_a_rule_that_is_fixed_is_not_replaced_below(bench: Bench) -> None:
    bench.write(NATIONS, ILLNESS.replace("may_be: replaced", "may_be: fixed"))
    own = f"counties/{JIANGLE}/warnings/illness-cost.yaml"
    bench.write(own, BILLS.replace("id: bills", "id: illness-cost"))

    assert bench.only_problem().what == "提示规则“自付医疗费用多”由上级统一规定，不能改。"


def test_the_same_id_twice_in_one_pack_is_refused(with_rule: Bench) -> None:
    with_rule.write(f"counties/{JIANGLE}/warnings/c.yaml", BILLS)

    assert "已经写过" in with_rule.only_problem().what


def test_the_shipped_rules_look_at_what_the_nation_asks_to_be_watched() -> None:
    rules = load_pack(WITHOUT_PACK).warning_rules

    assert {rule.reads for rule in rules.values()} >= {
        "illness_cost", "job_lost", "disaster", "accident", "dropouts", "unsafe_housing", "unsafe_water",
        "income_per_head",
    }  # fmt: skip
    assert {rule.reads for rule in rules.values()} <= set(FIGURES_READ)


def test_examples_leave_the_digest_alone_and_a_limit_does_not(with_rule: Bench) -> None:
    before = with_rule.load().digest
    with_rule.change(CASES, "says: 刚好", "says: 正好")
    same = with_rule.load().digest
    with_rule.change(RULE, "* 100", "* 200")

    assert same == before
    assert with_rule.load().digest != before


@pytest.mark.parametrize("county", [WITHOUT_PACK, *packed_counties()])
def test_every_shipped_rule_has_examples_on_both_sides_and_they_come_out(county: str) -> None:
    pack = load_pack(county)

    assert [str(one) for one in run_warning_cases(pack) if not one.passed] == []
    assert missing_warning_cases(pack) == []
