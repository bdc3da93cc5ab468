"""Counties nobody here has seen: a clerk writes their rules with a text editor, and they work.

Each county is four files of plain text, as the manual in `packs/README.md` shows them.
"""

from datetime import date

import pytest

from zhucun.policy.pack import explain, missing_cases, run_cases
from zhucun.policy.pack.__main__ import main
from zhucun.policy.pack.__main__ import test as run_all
from zhucun.policy.pack.given import period_of
from zhucun.policy.pack.tests.build import Bench
from zhucun.policy.pack.tests.other_counties import INSPECTION, PACK, QINGSHAN, RULES, SOURCES


def write_county(bench: Bench, *rules: str) -> None:
    """The folder of a county, as a text editor leaves it."""
    folder = f"counties/{QINGSHAN}"
    bench.write(f"{folder}/pack.yaml", PACK)
    bench.write(f"{folder}/sources.yaml", SOURCES)
    bench.write(f"{folder}/forms/inspection.yaml", INSPECTION)
    for name in rules:
        duty, cases = RULES[name]
        bench.write(f"{folder}/duties/{name}.yaml", duty)
        bench.write(f"{folder}/duties/{name}.cases.yaml", cases)


@pytest.mark.parametrize("rule", list(RULES))
def test_a_rule_of_another_county_is_written_and_comes_out(bench: Bench, rule: str) -> None:
    write_county(bench, rule)

    pack = bench.load(QINGSHAN)

    assert [str(result) for result in run_cases(pack) if not result.passed] == []
    assert missing_cases(pack) == []


def test_all_rules_of_the_county_stand_together_under_lint_and_test(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    write_county(bench, *RULES)

    codes = main([str(bench.root)]), run_all([str(bench.root)])

    assert codes == (0, 0), capsys.readouterr().out


def test_two_thirds_of_the_workdays_are_shown_as_arithmetic(bench: Bench) -> None:
    write_county(bench, "two-thirds")
    pack = bench.load(QINGSHAN)
    short = next(iter(run_cases(pack)))

    told = explain(pack, "two-thirds", short.verdict, period_of(pack, short.case))

    notes = {row.code: row.note for row in told.rows}
    assert notes["arithmetic"] == "本期工作日数 × 2 ÷ 3 = 248 × 2 ÷ 3 = 165.33…，取整为 166"
    assert told.badge == "差 1 天"


def test_a_second_absence_shows_what_the_paper_says_follows(bench: Bench) -> None:
    write_county(bench, "absences")
    pack = bench.load(QINGSHAN)
    second = run_cases(pack)[2]

    told = explain(pack, "absences", second.verdict, period_of(pack, second.case))

    row = next(row for row in told.rows if row.code == "breach")
    assert row.value == "年度考核降低一个等次"
    assert row.source is not None
    assert row.source.text.startswith("检查时第一次不在岗的")
    assert told.badge == "超过 2 次"


def test_days_with_too_few_people_are_named(bench: Bench) -> None:
    write_county(bench, "four-at-once")
    pack = bench.load(QINGSHAN)
    lacking, unknown = run_cases(pack)[1], run_cases(pack)[2]
    october = period_of(pack, lacking.case)

    told = [explain(pack, "four-at-once", one.verdict, october) for one in (lacking, unknown)]

    assert "2026-10-20 至 2026-10-21不合要求（要求是 4 人）" in told[0].sentence
    assert "还不知道2026-10-20 至 2026-10-31的情况" in told[1].sentence


def test_a_changed_rule_is_told_with_given_expected_and_judged(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    write_county(bench, "ten-days-leave")
    rule = f"counties/{QINGSHAN}/duties/ten-days-leave.yaml"
    bench.change(rule, "value: 10", "value: 9")

    code = run_all([str(bench.root)])

    told = capsys.readouterr().out
    cases = rule.replace(".yaml", ".cases.yaml")
    assert code == 1
    assert f"{cases} 第 {bench.line_of(cases, '  - says: 请假10天')} 行“请假10天”" in told
    assert "给定：2026-09-30，done 10" in told
    assert "应为：met（within_limit" in told
    assert "判得：not_met（over_limit，应达 9）" in told


def test_the_day_a_case_names_lies_in_its_period(bench: Bench) -> None:
    write_county(bench, "ten-days-leave")
    pack = bench.load(QINGSHAN)

    periods = {period_of(pack, case) for case in pack.cases if case.on == date(2026, 9, 30)}

    assert [(one.first, one.last) for one in periods] == [(date(2026, 7, 1), date(2026, 9, 30))]
