"""Ledgers of a pack: read, replaced below, and refused with a sentence that says what to do."""

import pytest

from zhucun.policy.pack.ledger_model import Opening
from zhucun.policy.pack.tests.build import JIANGLE, Bench

OWN = f"counties/{JIANGLE}/ledgers/months.yaml"
NATIONS = "national/ledgers/cadre-roster.yaml"
MONTHS = """
id: months
number: 91
group: 本县台账
title: 每月在村
says: 每人每月在村多少天。
source: presence_month
columns:
  - {field: person, heading: 姓名}
  - {field: month, heading: 月份, format: month}
  - {field: done, heading: 在村}
filter:
  answer: [not_met, undetermined]
opens_on: month
order: place
because: "zhucun#ledgers"
may_be: replaced
"""


@pytest.fixture
def with_ledger(bench: Bench) -> Bench:
    bench.write(OWN, MONTHS)
    return bench


def test_a_county_adds_a_ledger_with_a_file_alone(with_ledger: Bench) -> None:
    ledger = with_ledger.load().ledgers["months"]

    assert (ledger.title, ledger.source, ledger.opens_on) == ("每月在村", "presence_month", Opening.MONTH)
    assert ledger.filters == {"answer": ("not_met", "undetermined")}
    assert [column.format for column in ledger.columns] == ["", "month", "plain"]


def test_the_catalogue_is_in_the_order_of_the_numbers(with_ledger: Bench) -> None:
    numbers = [ledger.number for ledger in with_ledger.load().ledgers.values()]

    assert numbers == sorted(numbers)
    assert numbers[-1] == 91


def test_a_county_replaces_a_ledger_of_the_nation_that_lets_it(with_ledger: Bench) -> None:
    with_ledger.change(OWN, "id: months", "id: presence")
    with_ledger.change(OWN, "number: 91", "number: 12")

    assert with_ledger.load().ledgers["presence"].title == "每月在村"


def test_what_is_fixed_above_stays(with_ledger: Bench) -> None:
    with_ledger.change(OWN, "id: months", "id: cadre-roster")
    with_ledger.change(NATIONS, "may_be: replaced", "may_be: fixed")

    problem = with_ledger.only_problem()

    assert problem.what == "台账“驻村干部名册”由上级统一规定，不能改。"


def test_the_same_code_twice_in_one_folder_is_refused(with_ledger: Bench) -> None:
    with_ledger.write(OWN.replace("months", "zz"), MONTHS.replace("number: 91", "number: 92"))

    assert with_ledger.only_problem().what == f"“months”在 {OWN} 里已经写过。"


def test_a_word_on_screen_changes_the_digest(with_ledger: Bench) -> None:
    before = with_ledger.load().digest
    with_ledger.change(OWN, "heading: 在村}", "heading: 在村天数}")

    assert with_ledger.load().digest != before


@pytest.mark.parametrize(
    ("before", "after", "at", "what", "do"),
    [
        (
            "source: presence_month",
            "source: presence_mont",
            "source",
            "没有“presence_mont”这个台账来源。",
            "是不是“presence_month”？",
        ),
        ("field: done", "field: dane", "field: dane", "没有“dane”这个列。", "是不是“done”？"),
        ("field: done", "field: month", "在村}", "“month”写了两列。", "请删去一列。"),
        (
            "heading: 姓名",
            "heading: 姓名, format: plain",
            "姓名",
            "“姓名”这一列不是数或者日期，没有格式可选。",
            "请删去 format。",
        ),
        (
            "format: month",
            "format: mon",
            "format: mon",
            "没有“mon”这个格式。",
            "是不是“month”？",
        ),
        ("answer:", "answers:", "answers:", "没有“answers”这个筛选。", "是不是“answer”？"),
        ("[not_met,", "[notmet,", "[notmet,", "没有“notmet”这个选项。", "是不是“not_met”？"),
        ("order: place", "order: plac", "order:", "没有“plac”这个排法。", "是不是“place”？"),
        (
            "  - {field: person, heading: 姓名}\n",
            "",
            "columns",
            "没有能打开记录的一列，表里的数就无从核对。",
            "请加一列 field: person。",
        ),
        ("number: 91", "number: 11", "number", "第 11 号已经是“驻村干部名册”。", "请换一个号，目录按号排。"),
        (
            'because: "zhucun#ledgers"',
            'because: "zhucun#nothing"',
            "because",
            "找不到出处“zhucun#nothing”。",
            "请在 sources.yaml 写明这份文件和这一条，或者核对编号。",
        ),
        (
            "opens_on: month",
            "opens_on: week",
            "opens_on",
            "“opens_on”不能是“week”。",
            "只能写：month、year、all。",
        ),
        (
            "order: place",
            "order: place\nsql: DROP",
            "sql",
            "不认识的项“sql”。",
            "请删去，或查看制度包说明里有哪些项。",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(
    with_ledger: Bench, before: str, after: str, at: str, what: str, do: str
) -> None:
    with_ledger.change(OWN, before, after)

    problem = with_ledger.only_problem()

    assert (problem.file, problem.what, problem.do) == (OWN, what, do)
    assert problem.line == with_ledger.line_of(OWN, at)


def test_a_source_without_days_is_not_opened_on_a_month(with_ledger: Bench) -> None:
    with_ledger.write(
        OWN,
        MONTHS.replace("presence_month", "household")
        .replace("field: person", "field: head")
        .replace("  - {field: month, heading: 月份, format: month}\n", "")
        .replace("field: done", "field: people")
        .replace("filter:\n  answer: [not_met, undetermined]\n", ""),
    )

    assert with_ledger.only_problem().what == "“农户”只有现在的情况，不分月份。"
