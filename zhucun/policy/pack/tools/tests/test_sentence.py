"""Each form of duty in one sentence."""

from datetime import date

import pytest

from zhucun.engine.due import DayRule, RuleKind
from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, Bench
from zhucun.policy.pack.tools.sentence import days, sentence

COMMON = """
id: {id}
title: 试验
form: {form}
mechanisms: [B12]
period: quarter
measure: {measure}
unit: {unit}
when_missing: undetermined
if_it_changes_midway: undetermined
before_confirmation: as_recorded
"""
VILLAGE = "subject: village\n"
VISITS = "of: {form: [household-visit]}\n"
AT_LEAST = 'minimum: {may_be: raised, values: [{from: 2026-01-01, value: 1, source: "B#leave"}]}\n'
IN_A_ROW = AT_LEAST.replace("minimum", "in_a_row").replace("value: 1", "value: 3")


def said(bench: Bench, form: str, measure: str, unit: str, rest: str) -> str:
    bench.write(
        f"counties/{JIANGLE}/duties/other.yaml",
        COMMON.format(id="other", form=form, measure=measure, unit=unit) + rest,
    )
    pack = bench.load()
    return sentence(pack, pack.duties["other"], date(2026, 11, 18))


def test_a_tally_says_how_often_what_and_how_much(bench: Bench) -> None:
    pack = bench.load()

    told = sentence(pack, pack.duties["onsite-days"], date(2026, 11, 18))

    assert told == "每位驻村干部（第一书记、工作队队长、工作队员）：每月，驻村天数不少于 22 天。"


def test_before_it_is_in_force_the_first_number_is_told(bench: Bench) -> None:
    pack = bench.load()

    assert "22 天" in sentence(pack, pack.duties["onsite-days"], date(2000, 1, 1))


def test_coverage_says_of_whom_each_one(bench: Bench) -> None:
    told = said(
        bench,
        "coverage",
        "fieldwork.records",
        "time",
        VILLAGE
        + VISITS
        + AT_LEAST
        + "every: {set: households.of_village, where: {circumstance: [monitored]}}\n",
    )

    assert told == "每个村：每季度，本村农户（监测户）逐一做到：“入户走访”不少于 1 次。"


def test_a_dated_duty_says_its_days(bench: Bench) -> None:
    told = said(
        bench,
        "dated",
        "fieldwork.records",
        "time",
        VILLAGE
        + VISITS
        + AT_LEAST
        + "days: [{workday: 1}, {month_day: -1, months: [6, 12]}]\nwindow: 'on'\n",
    )

    assert told == "每个村：每月第 1 个工作日、6、12 月倒数第 1 天当天，“入户走访”不少于 1 次。"


def test_a_standing_duty_holds_on_any_day(bench: Bench) -> None:
    rest = f"{VILLAGE}who: {{village_type: [key]}}\n{AT_LEAST}"
    told = said(bench, "standing", "attendance.on_duty", "person", rest)

    assert told.startswith("每个村（乡村振兴重点村）：任何一天，同时在岗人数不少于 1 ")


def test_a_row_says_what_repeats_and_how_often(bench: Bench) -> None:
    rest = f"subject: posting\nof_duty: onsite-days\noutcome: not_met\n{IN_A_ROW}"
    told = said(bench, "streak", "policy.answers", "time", rest)

    assert told == "每位驻村干部：“每月驻村天数”未达标，连续 3 次的，按规定处理。"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("workdays * 2 / 3", "不少于 本期工作日数 × 2 ÷ 3 天"),
        ("min(22, workdays)", "不少于 取小(22, 本期工作日数) 天"),
        ("explain_within", "不少于 5 天（当事人说明的期限）"),
        ("3 + 2", "不少于 5 天（3 + 2）"),
        ("explain_within / 2", "不少于 当事人说明的期限 ÷ 2 天"),
    ],
)
def test_arithmetic_is_said_in_words_and_worked_out_where_the_pack_can(
    bench: Bench, written: str, told: str
) -> None:
    bench.change(f"counties/{JIANGLE}/{ONSITE}", "value: 22", f'value: "{written}"')
    (bench.root / f"counties/{JIANGLE}/duties/onsite-days.cases.yaml").unlink()
    pack = bench.load()

    assert told in sentence(pack, pack.duties["onsite-days"], date(2026, 11, 18))


def test_every_way_of_naming_a_day_has_its_words() -> None:
    rules = [
        DayRule(kind=RuleKind.MONTH_DAY, n=10),
        DayRule(kind=RuleKind.WORKDAY, n=-1),
        DayRule(kind=RuleKind.WEEKDAY, n=5),
        DayRule(kind=RuleKind.YEAR_DAY, on=date(2000, 2, 28)),
        DayRule(kind=RuleKind.DATE, on=date(2026, 3, 25)),
        DayRule(kind=RuleKind.AFTER, n=10, after="posting_start", workdays=True),
    ]

    assert (
        days(rules)
        == "每月 10 日、每月倒数第 1 个工作日、每周五、每年 2 月 28 日、2026-03-25、到任后 10 个工作日内"
    )
