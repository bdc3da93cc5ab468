"""A ledger read back: every cell of its type, nothing computed, nothing lost."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from time import process_time
from typing import Any

import openpyxl
import pytest
from django.utils.safestring import mark_safe
from openpyxl.utils.escape import unescape

from zhucun.documents import ledger
from zhucun.documents.cells import LONGEST, Link
from zhucun.documents.ledger import Column, LedgerTooLong, write_ledger
from zhucun.engine.verdict import Answer

JULY = datetime(2026, 7, 3, 1, tzinfo=UTC)
MAY_DAY = datetime.combine(date(2024, 5, 1), time())
NOTES = ["2026年6月，按村列出。", "数据截至2026-07-03 09:00。", "来源：驻村系统在岗日历，乡镇党委已确认。"]
COLUMNS = [
    Column("村"),
    Column("应在岗"),
    Column("起始日期"),
    Column("资金（万元）"),
    Column("结果"),
    Column("依据"),
]
ROW = [
    "莫𡐓村",
    22,
    date(2024, 5, 1),
    Decimal("12.50"),
    Answer.MET,
    Link("打开", "https://zhucun.example/d/1"),
]
HEAD = 5  # row of the header below the title and three notes


def written(rows, columns=COLUMNS, title="2026年6月在岗台账", **options) -> bytes:
    out = BytesIO()
    write_ledger(columns, rows, title=title, notes=NOTES, out=out, at=JULY, **options)
    return out.getvalue()


def sheet(content: bytes):
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def test_every_cell_keeps_its_type():
    cells = sheet(written([ROW]))[HEAD + 1]

    assert [cell.value for cell in cells] == ["莫𡐓村", 22, MAY_DAY, 12.5, "● 达标", "打开"]
    assert [cell.data_type for cell in cells] == ["s", "n", "d", "n", "s", "s"]
    assert cells[5].hyperlink.target == "https://zhucun.example/d/1"


def test_title_and_notes_stand_above_the_header():
    read = sheet(written([ROW]))

    assert read["A1"].value == "2026年6月在岗台账"
    assert [read.cell(row, 1).value for row in (2, 3, 4)] == NOTES
    assert [cell.value for cell in read[HEAD]] == [column.title for column in COLUMNS]


def test_the_header_stays_on_screen_and_on_every_printed_page():
    read = sheet(written([ROW, ROW], frozen_columns=1))

    assert read.freeze_panes == "B6"
    assert read.print_title_rows == "$5:$5"
    assert read.auto_filter.ref == "A5:F7"
    assert (read.page_setup.orientation, read.page_setup.paperSize) == ("landscape", 9)
    assert (read.page_setup.fitToWidth or 1, read.page_setup.fitToHeight) == (1, 0)
    assert read.sheet_properties.pageSetUpPr.fitToPage


def test_a_ledger_without_rows_still_has_its_header():
    out = BytesIO()

    count = write_ledger(COLUMNS, [], title="空台账", notes=NOTES, out=out, at=JULY)

    assert count == 0
    assert sheet(out.getvalue()).auto_filter.ref == "A5:F5"


def test_a_column_of_chinese_is_wide_enough_and_one_said_is_kept():
    columns = [Column("单位"), Column("日"), Column("备注", width=30)]

    read = sheet(written([["白玉县农牧农村和科技局", 1, None]], columns=columns))

    assert read.column_dimensions["A"].width >= 2 * len("白玉县农牧农村和科技局")
    assert read.column_dimensions["B"].width < 8
    assert read.column_dimensions["C"].width == pytest.approx(30, abs=1)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (Answer.MET, "● 达标"),
        (Answer.NOT_MET, "▲ 未达标"),
        (Answer.NOT_APPLICABLE, "– 不适用"),
        (Answer.UNDETERMINED, "? 待定"),
    ],
)
def test_an_answer_is_a_shape_and_a_word(answer, shown):
    assert sheet(written([[answer]], columns=[Column("结果")])).cell(HEAD + 1, 1).value == shown


def text_of(value) -> Any:
    return sheet(written([[value]], columns=[Column("内容")])).cell(HEAD + 1, 1).value


@pytest.mark.parametrize("name", ["莫𡐓村", "輋𣒍村", "那𡌶村", "\ue170村", "\ue08b村", "·尼玛·扎西"])
def test_a_name_comes_back_as_it_was(name):
    assert text_of(name) == name


def test_characters_a_sheet_cannot_hold_are_shown():
    assert (
        text_of("甲\x00乙\x1f丙\ud800丁\uffff戊")
        == "甲␀乙␟丙\N{REPLACEMENT CHARACTER}丁\N{REPLACEMENT CHARACTER}戊"
    )


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    shown = text_of("𡐓" * 20_000)

    assert shown.startswith("𡐓" * 16_000)
    assert shown.endswith("……（原文共20000字，单元格放不下，此处截断）")
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST


def test_a_number_too_long_to_be_exact_is_a_text():
    assert text_of(513331199001011234) == "513331199001011234"


def test_a_day_before_the_calendar_of_spreadsheets_is_a_text():
    assert text_of(date(1899, 12, 31)) == "1899-12-31"


def test_marked_text_is_text():
    assert text_of(mark_safe("建设镇")) == "建设镇"


@pytest.mark.parametrize("value", [1.5, True, JULY, b"x", ["x"]])
def test_a_value_that_would_be_written_as_something_else_is_refused(value):
    with pytest.raises(TypeError, match="cannot be"):
        written([[value]], columns=[Column("内容")])


def test_a_row_of_another_length_is_refused_by_its_number():
    with pytest.raises(ValueError, match="row 2 has 1 cells for 2 columns"):
        written([["甲", "乙"], ["丙"]], columns=[Column("一"), Column("二")])


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "internal:'x'!A1", r"\\host\x", "https://" + "x" * 2000],
)
def test_a_link_opens_only_pages(address):
    with pytest.raises(ValueError, match="links to pages"):
        Link("打开", address)


def test_a_failure_on_the_way_hands_nothing_over():
    def rows():
        yield ROW
        raise LookupError("gone")

    out = BytesIO()
    with pytest.raises(LookupError):
        write_ledger(COLUMNS, rows(), title="台账", notes=NOTES, out=out, at=JULY)

    assert out.getvalue() == b""


def test_more_rows_than_a_sheet_holds_are_refused_and_not_dropped(monkeypatch):
    monkeypatch.setattr(ledger, "MOST_ROWS", 8)

    with pytest.raises(LedgerTooLong) as refused:
        written([ROW] * 4)

    assert refused.value.sentence == "这份台账超过一张工作表的上限（3 行），没有生成。"


def test_links_beyond_the_limit_stay_as_words_and_the_sheet_says_so(monkeypatch):
    monkeypatch.setattr(ledger, "MOST_LINKS", 2)
    rows = [[Link(f"第{number}条", f"https://zhucun.example/{number}")] for number in range(3)]

    read = sheet(written(rows, columns=[Column("依据")]))

    assert [read.cell(HEAD + 1 + place, 1).value for place in range(3)] == ["第0条", "第1条", "第2条"]
    assert [bool(read.cell(HEAD + 1 + place, 1).hyperlink) for place in range(3)] == [True, True, False]
    assert "最多容纳 2 个链接" in read.cell(HEAD + 5, 1).value


@pytest.mark.parametrize("title", ["A/B:C*D?E[F]", "'引号'", "很长" * 40, "", "\x01"])
def test_any_title_gives_a_sheet_that_opens(title):
    assert sheet(written([ROW], title=title)).title


def test_the_same_ledger_gives_the_same_bytes():
    assert written([ROW] * 3) == written([ROW] * 3)


def day_rows(count: int):
    days = ["● 在岗", "请假", "公休"] * 10 + ["● 在岗"]
    for number in range(count):
        about = [
            "建设镇",
            "莫𡐓村",
            f"扎西{number}",
            "县农牧农村和科技局",
            "驻村工作队员",
            date(2024, 5, 1),
            22,
            21,
        ]
        yield [*about, Answer.MET, Link("打开", f"https://zhucun.example/d/{number}"), *days]


@pytest.mark.slow
def test_a_month_of_a_thousand_people_takes_less_than_two_seconds_of_processor():
    columns = [Column(f"第{place}列") for place in range(10)] + [Column(f"{day}日") for day in range(1, 32)]

    start = process_time()
    written(day_rows(1000), columns=columns)

    assert process_time() - start < 2


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_all_there():
    rows = ([f"第{number}户", number] for number in range(100_000))

    read = openpyxl.load_workbook(
        BytesIO(written(rows, columns=[Column("户"), Column("序号")])), read_only=True
    )

    last = None
    for count, last in enumerate(read.worksheets[0].iter_rows(min_row=HEAD + 1, values_only=True), 1):
        assert last[1] == count - 1
    assert last == ("第99999户", 99_999)


@pytest.mark.parametrize(
    "text", ["<r><t>甲</t></r>", "甲 & <乙>", "_x000D_", " 前后有空 ", "两行\n字", '"引号"']
)
def test_a_text_is_read_back_as_it_was_whatever_it_looks_like(text):
    read = sheet(written([[text]], columns=[Column("内容")]))

    assert unescape(read.cell(HEAD + 1, 1).value) == text


def test_a_column_may_say_how_its_numbers_and_days_are_written():
    columns = [
        Column("数", written="#,##0"),
        Column("日", written='yyyy"年"m"月"d"日"'),
        Column("钱", written="0.0"),
    ]

    cells = sheet(written([[1234, date(2026, 11, 18), Decimal("1.25")]], columns=columns))[HEAD + 1]

    assert [cell.number_format for cell in cells] == ["#,##0", 'yyyy"年"m"月"d"日"', "0.0"]
    assert (cells[0].value, cells[1].value.date(), cells[2].value) == (1234, date(2026, 11, 18), 1.25)
