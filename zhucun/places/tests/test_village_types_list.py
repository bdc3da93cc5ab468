"""A list of villages and types: what each line would do, and what is wrong with it, before anything is written."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from zhucun.kernel.spreadsheet import SpreadsheetRefused
from zhucun.places.classing.domain import Span, State, Wanted
from zhucun.places.classing.lists import Known, check, text_of

WORDS = {"key": "乡村振兴重点村", "red_pilot": "红色试点村"}
VILLAGES = [
    Known("990001101200", "上坪村", "上坪村民委员会", "青河镇"),
    Known("990001102200", "石门村", "石门村民委员会", "白石乡"),
    Known("990001101201", "石门村", "石门村村民委员会", "青河镇"),
]
SUMMER = date(2025, 7, 1)


def checked(text: str, held=()):
    return check(text, VILLAGES, WORDS, held)


def problems(text: str, held=()) -> list[str]:
    return [
        problem.code for line in checked(text, held).lines for problem in line.problems if problem.is_error
    ]


@pytest.mark.parametrize(
    "text",
    [
        "上坪村\t乡村振兴重点村\t2025-07-01\t县委，2025 第 7 号",
        "上坪村，乡村振兴重点村，2025.7.1，县委，2025 第 7 号",
        "青河镇上坪村 乡村振兴重点村 2025年7月1日 县委，2025 第 7 号".replace("，", "、"),
        "990001101200\tkey\t20250701\t县委，2025 第 7 号",
        "依据\t类型\t乡镇\t村\t开始日期\n县委，2025 第 7 号\t乡村振兴重点村\t青河镇\t上坪村\t2025-07-01",
    ],
)
def test_a_line_is_read_however_it_was_copied(text) -> None:
    found = checked(text)

    (line,) = found.lines
    assert found.can_be_kept
    assert line.state is State.NEW
    assert line.place == "青河镇上坪村"
    assert line.wanted is not None
    assert line.wanted[:3] == ("990001101200", "key", SUMMER)
    assert line.wanted.because.endswith("2025第7号")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("下坪村\t红色试点村\t2025-07-01\t文件", "village.unknown"),
        ("石门村\t红色试点村\t2025-07-01\t文件", "village.ambiguous"),
        ("990001999999\t红色试点村\t2025-07-01\t文件", "village.unknown"),
        ("上坪村\t富裕村\t2025-07-01\t文件", "choice.unknown"),
        ("上坪村\t红色试点村\t去年\t文件", "day.shape"),
        ("上坪村\t红色试点村\t2025-07-01\t", "cell.blank"),
    ],
)
def test_a_line_that_is_wrong_says_where_and_stops_the_list(line, code) -> None:
    whole = f"白石乡石门村\t红色试点村\t2025-07-01\t文件\n{line}"

    assert problems(whole) == [code]
    assert not checked(whole).can_be_kept


def test_a_last_day_before_the_first_is_wrong() -> None:
    text = "村\t类型\t开始日期\t最后一天\t依据\n上坪村\t红色试点村\t2025-07-01\t2025-06-30\t文件"

    assert problems(text) == ["day.order"]


def test_what_was_said_before_is_no_change_and_what_disagrees_is_told() -> None:
    held = [("990001101200", Span("key", SUMMER, None))]
    same, clash = "上坪村\tkey\t2025-07-01\t文件", "上坪村\tkey\t2025-08-01\t文件"

    assert [line.state for line in checked(same, held).lines] == [State.SAME]
    assert problems(clash, held) == ["type.clashes"]
    assert problems(f"{same}\n{clash}") == ["type.clashes"]  # two lines of one list disagree as well


def test_an_end_closes_what_is_open() -> None:
    held = [("990001101200", Span("key", SUMMER, None))]
    text = "村\t类型\t开始日期\t最后一天\t依据\n上坪村\tkey\t2025-07-01\t2026-01-31\t文件"

    (line,) = checked(text, held).lines

    assert line.state is State.ENDS
    assert line.wanted == Wanted("990001101200", "key", SUMMER, "文件", date(2026, 1, 31))


def test_an_excel_list_becomes_text_that_reads_the_same() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ["全县名单"])
        sheet.write_row(1, 0, ["序号", "村名", "类型", "开始日期", "文件"])
        sheet.write_row(2, 0, [1, "上坪村", "红色试点村"])
        sheet.write_datetime(2, 3, SUMMER, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(2, 4, "县委\n文件")

    text = text_of(out.getvalue())

    assert text.split("\n") == ["村\t类型\t开始日期\t依据", "上坪村\t红色试点村\t2025-07-01\t县委 文件"]
    assert checked(text).can_be_kept


@pytest.mark.parametrize("data", [b"", b"name,kind", b"PK\x03\x04"])
def test_a_file_that_is_no_list_is_refused(data) -> None:
    with pytest.raises(SpreadsheetRefused):
        text_of(data)


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(SpreadsheetRefused):
        checked("上坪村\tkey\t2025-07-01\t文件\n" * 2001)
