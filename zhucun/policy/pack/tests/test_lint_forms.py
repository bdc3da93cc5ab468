"""What lint holds against each of the five forms; each mistake is told on its line."""

import pytest

from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, Bench

COMMON = """title: 试
mechanisms: [B17]
when_missing: undetermined
if_it_changes_midway: undetermined
before_confirmation: as_recorded
"""
VALUES = 'may_be: replaced, values: [{from: 2026-01-01, value: 1, source: "B#onsite-days"}]'
VISITS = "measure: fieldwork.records\nof: {form: [household-visit], where: {way: [at_home]}}\nunit: time\n"

TALLY = f"""id: rule
form: tally
subject: posting
period: month
{VISITS}minimum: {{{VALUES}}}
cap: false
pro_rata: false
excused_lowers: day_for_day
on_breach:
  - {{at: 1, says: 提醒, source: "B#onsite-days", tell: [township_officer]}}
  - {{at: 3, says: 约谈, source: "B#onsite-days"}}
{COMMON}"""
COVERAGE = f"""id: rule
form: coverage
subject: posting
period: month
{VISITS}every: {{set: households.of_village, where: {{circumstance: [monitored]}}}}
minimum: {{{VALUES}}}
{COMMON}"""
DATED = f"""id: rule
form: dated
subject: posting
period: year
{VISITS}days:
  - {{year_day: "02-28"}}
window: by
minimum: {{{VALUES}}}
{COMMON}"""
STANDING = f"""id: rule
form: standing
subject: village
period: month
measure: dispatch.team_size
unit: person
who: {{village_type: [key], place: ["350428"]}}
minimum: {{{VALUES}}}
{COMMON}"""
STREAK = f"""id: rule
form: streak
subject: posting
period: year
measure: policy.answers
of_duty: onsite-days
outcome: not_met
unit: time
in_a_row: {{{VALUES.replace("value: 1", "value: 3")}}}
{COMMON}"""
RULE = f"counties/{JIANGLE}/duties/rule.yaml"


@pytest.mark.parametrize("rule", [TALLY, COVERAGE, DATED, STANDING, STREAK])
def test_each_form_is_accepted_as_it_stands(bench: Bench, rule: str) -> None:
    bench.write(RULE, rule)

    assert [str(problem) for problem in bench.problems()] == []


@pytest.mark.parametrize(
    ("rule", "before", "after", "at", "words"),
    [
        (TALLY, "fieldwork.records", "fieldwork.notes", "measure:", "没有“fieldwork.notes”这项统计"),
        (TALLY, "unit: time", "unit: village", "unit:", "“工作记录”不以“village”计"),
        (TALLY, "unit: time", "unit: yuan", "unit:", "按记录条数计，不能以“yuan”为单位"),
        (TALLY, "[household-visit]", "[home-visit]", "home-visit", "没有“home-visit”这份表单"),
        (TALLY, "where: {way: [at_home]}", "where: {place: [home]}", "place", "没有“place”这个选择项"),
        (TALLY, "[at_home]", "[by_letter]", "by_letter", "“方式”里没有“by_letter”这个选项"),
        (TALLY, "[at_home]}", "[at_home]}, add_up: field", "add_up", "add_up 和 field 不相符"),
        (TALLY, "[at_home]}", "[at_home]}, add_up: field, field: said", "field: said", "不是数，不能相加"),
        (TALLY, "[at_home]}", "[at_home]}, add_up: days", "unit:", "单位应当是 day"),
        (
            TALLY,
            "of: {form: [household-visit], where: {way: [at_home]}}\n",
            "",
            "measure",
            "没有写数哪些记录",
        ),
        (TALLY, "measure: fieldwork.records", "measure: attendance.leave_days", "of:", "不用挑选记录"),
        (
            TALLY,
            "measure: fieldwork.records",
            "measure: dispatch.team_size",
            "measure",
            "tally 读不了“驻村人数”",
        ),
        (TALLY, "minimum:", f"maximum: {{{VALUES}}}\nminimum:", "maximum", "同时写了 minimum 和 maximum"),
        (TALLY, "value: 1", "value: 0", "value: 0", "写 0 等于没有要求"),
        (TALLY, "value: 1", "value: 2 * visits", "value: 2", "算式里的“visits”不知道是什么数"),
        (TALLY, "value: 1", "value: 2 * (days", "value: 2", "的括号没有成对"),
        (TALLY, "value: 1", "value: 1.5", "value: 1.5", "带小数"),
        (TALLY, "at: 3", "at: 1", "at: 1, says: 约谈", "没有比前一条的 1 大"),
        (TALLY, '约谈, source: "B#onsite-days"', '约谈, source: "B#none"', "约谈", "找不到出处“B#none”"),
        (TALLY, "tell: [township_officer]", "tell: [mayor]", "mayor", "没有“mayor”这个角色"),
        (TALLY, COMMON, COMMON + "excused_by: [asleep]\n", "asleep", "没有“asleep”这种登记"),
        (TALLY, COMMON, COMMON + "who: {circumstance: [lifted]}\n", "circum", "不能按“circumstance”区分对象"),
        (TALLY, COMMON, COMMON + "who: {sender_level: [town]}\n", "town]", "不是“sender_level”的代码"),
        (TALLY, "period: month", "period: free", "period", "period: free 要写明是哪几期"),
        (
            TALLY,
            "cap: false",
            "periods: [{from: 2026-01-01, to: 2026-02-01}]\ncap: false",
            "periods",
            "却不是 free",
        ),
        (COVERAGE, "households.of_village", "dispatch.team_size", "set:", "“dispatch.team_size”不是一组对象"),
        (COVERAGE, "households.of_village", "dispatch.postings", "set:", "不是 posting 的一组对象"),
        (COVERAGE, "[monitored]", "[poor]", "poor", "“poor”不是“circumstance”的代码"),
        (DATED, '{year_day: "02-28"}', "{month_day: 1, weekday: friday}", "- {", "没有说清是哪一天"),
        (DATED, '{year_day: "02-28"}', "{within: 10}", "- {", "没有说清是哪一天"),
        (DATED, '{year_day: "02-28"}', "{date: 2025-06-01}", "- {", "还没有执行或者已经停止"),
        (DATED, '{year_day: "02-28"}', "{month_day: 30, months: [2]}", "- {", "从来不落在要求的各期里"),
        (STANDING, "subject: village", "subject: posting", "subject", "“驻村人数”不是按 posting 统计的"),
        (STANDING, '["350428"]', '["35"]', '"35"', "“35”不是区划代码"),
        (STANDING, "period: month", "period: term", "period", "“village”没有任期"),
        (STREAK, "of_duty: onsite-days", "of_duty: onsite", "of_duty", "没有“onsite”这项要求"),
        (STREAK, "of_duty: onsite-days", "of_duty: rule", "of_duty", "绕成了圈：rule → rule"),
        (STREAK, "outcome: not_met\n", "", "measure", "没有写 outcome"),
        (STREAK, "subject: posting", "subject: village", "subject", "请写 subject: posting"),
        (STREAK, "value: 3", "value: 13", "value: 13", "最多有 12 期"),
        (STREAK, "unit: time", "hit: {way: [at_home]}\nunit: time", "hit", "用不着 hit"),
    ],
)
def test_a_rule_that_does_not_hold_together_is_told_on_its_line(
    bench: Bench, rule: str, before: str, after: str, at: str, words: str
) -> None:
    assert before in rule
    bench.write(RULE, rule.replace(before, after))

    problem = next(p for p in bench.problems() if words in p.what + p.do)

    assert (problem.file, problem.line) == (RULE, bench.line_of(RULE, at))
    assert problem.column >= 1


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("{from: 2026-06-01, to: 2026-08-31}", "这一期和前一期重叠，或者没有按先后写。"),
        ("{from: 2026-11-30, to: 2026-11-01}", "最后一天早于第一天。"),
    ],
)
def test_free_periods_stand_in_order_and_apart(bench: Bench, period: str, words: str) -> None:
    free = f"period: free\nperiods:\n  - {{from: 2026-03-01, to: 2026-06-30}}\n  - {period}\n"
    bench.write(RULE, TALLY.replace("period: month\n", free))

    problem = bench.only_problem()

    assert (problem.line, problem.what) == (bench.line_of(RULE, f"  - {period}"), words)


def test_a_gap_between_two_values_is_a_warning_with_its_days(bench: Bench) -> None:
    before = 'value: 1, source: "B#onsite-days"}'
    later = '{from: 2026-08-01, value: 2, source: "B#onsite-days"}'
    bench.write(
        RULE, TALLY.replace(before, f"value: 1, until: 2026-06-30, source: 'B#onsite-days'}}, {later}")
    )

    warnings = [warning.what for warning in bench.load().warnings if warning.file == RULE]

    assert "2026-07-01 至 2026-07-31 没有数在执行。" in warnings


def test_a_day_that_some_months_lack_is_a_warning_where_only_that_day_will_do(bench: Bench) -> None:
    on_the_day = DATED.replace('{year_day: "02-28"}', "{month_day: 31}").replace("window: by", "window: on")
    bench.write(RULE, on_the_day)
    strict = [warning.what for warning in bench.load().warnings]
    bench.write(RULE, on_the_day.replace("window: on", "window: by"))

    assert "不是每个月都有第 31 天，没有的月份不算到期。" in strict
    assert "不是每个月都有第 31 天，没有的月份不算到期。" not in [w.what for w in bench.load().warnings]


def test_arithmetic_of_the_calendar_is_held_against_the_calendar(bench: Bench) -> None:
    bench.change(f"counties/{JIANGLE}/{ONSITE}", "value: 22", "value: workdays + 1")
    bench.change(f"counties/{JIANGLE}/{ONSITE}", "cap: true", "cap: false")
    bench.change(f"counties/{JIANGLE}/{ONSITE}", "  rest_day: counts", "  rest_day: neither")

    problem = bench.only_problem()

    assert "2024-01（最多 22，要求 23）" in problem.what
    assert "等 36 期" in problem.what


def test_two_rows_that_wait_for_one_another_are_a_circle(bench: Bench) -> None:
    bench.write(RULE, STREAK.replace("of_duty: onsite-days", "of_duty: other"))
    other = STREAK.replace("id: rule", "id: other").replace("of_duty: onsite-days", "of_duty: rule")
    bench.write(RULE.replace("rule", "other"), other)

    told = [problem.what for problem in bench.problems() if "绕成了圈" in problem.what]

    assert told == ["要求之间绕成了圈：other → rule → other。", "要求之间绕成了圈：rule → other → rule。"]


@pytest.mark.parametrize(
    ("rule", "case", "words"),
    [
        (TALLY, 'month: "2026-10", given: {acts: []}', "form: tally 的例子不看“acts”"),
        (TALLY, 'month: "2026-10", given: {done: 1, still_possible: 2}', "不会还有余下的"),
        (TALLY, 'month: "2026-10", on: 2026-10-01, given: {done: 1}', "没有说清是哪一期"),
        (TALLY, "given: {done: 1}", "没有说清是哪一期"),
        (TALLY, 'month: "2026-10", given: {done: 1, quantities: {visits: 2}}', "没有“visits”这个数"),
        (TALLY, 'month: "2026-10", given: {done: many}', "要写成整数"),
        (COVERAGE, 'month: "2026-10", given: {members: some}', "不知道有谁的写 unknown"),
        (COVERAGE, 'month: "2026-10", given: {members: [1, {done: 1, opened: 1}]}', "不认识的项“opened”"),
        (DATED, "on: 2026-10-01, given: {acts: [], over: false}", "请写 today"),
        (DATED, "on: 2026-10-01, given: {acts: [], excused: 2}", "请写 excused_days"),
        (
            STANDING,
            "on: 2026-10-01, given: {states: [{from: 2026-10-02, value: 1}, {from: 2026-10-01, value: 2}]}",
            "从早到晚",
        ),
        (STREAK, "on: 2026-10-01, given: {row: [hit, missed]}", "hit、miss、unknown、excused、open"),
    ],
)
def test_an_example_that_cannot_be_run_is_told_with_its_mend(
    bench: Bench, rule: str, case: str, words: str
) -> None:
    bench.write(RULE, rule)
    cases = RULE.replace(".yaml", ".cases.yaml")
    head = "duty: rule\nmechanisms: [B17]\ncases:\n"
    bench.write(cases, f"{head}  - {{says: 例, {case}, expect: {{answer: met, reason: reached}}}}\n")

    problem = next(p for p in bench.problems() if words in p.what + p.do)

    assert (problem.file, problem.line) == (cases, 4)


def test_a_number_of_its_own_has_its_examples(bench: Bench) -> None:
    head = "cases:\n  - {says: 例, mechanisms: [A7], on: 2026-10-01,"
    bench.write(f"counties/{JIANGLE}/values.cases.yaml", f"{head} value: explain_in, expect: 5}}\n")

    assert "没有“explain_in”这个数" in bench.only_problem().what
