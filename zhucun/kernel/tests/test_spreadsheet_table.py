import openpyxl
import pytest

from zhucun.kernel.spreadsheet import Limits, Severity, open_table, open_workbook
from zhucun.kernel.spreadsheet.refusals import NoHeader, TooManyRows
from zhucun.kernel.tests.spreadsheet_samples import HEADER, LAYOUT, made, saved


def table_of(data, **limits):
    return open_table(open_workbook(data, Limits(**limits)), LAYOUT)


def found(table, code):
    """Place, severity and words of the problems with a code."""
    return [
        (problem.row, problem.column, problem.severity, problem.sentence)
        for problem in table.problems
        if problem.code == code
    ]


def test_the_header_is_found_below_a_title_and_in_any_order():
    data = made(["2024年派驻名册"], [], ["日期", "证件号码（18位）", "姓 名*"], ["2024-3-1", "1", "张三"])

    table = table_of(data)

    assert table.header.number == 3
    assert table.columns == {"day": 1, "number": 2, "name": 3}
    assert [row.number for row in table.rows] == [4]
    assert table.problems == []


def test_without_a_header_the_titles_wanted_are_named():
    with pytest.raises(NoHeader) as caught:
        table_of(made(["甲", "乙"], ["丙", "丁"]))

    assert "姓名、身份证号" in caught.value.sentence


def test_a_missing_a_doubled_and_a_foreign_column_are_named():
    table = table_of(made(["姓名", "单位", "单位名", "单位", "序号"], ["张三", "甲", "乙", "丙", 1]))

    assert found(table, "header.missing") == [
        (1, "", Severity.ERROR, "缺少“身份证号”这一列。请对照模板补上。")
    ]
    assert found(table, "header.twice")[0][1:] == (
        "D",
        Severity.ERROR,
        "表头“单位”出现两次（B 列、D 列）。请只保留一列。",
    )
    assert found(table, "header.extra") == [(1, "C", Severity.NOTICE, "“单位名”不是名册里的列，不会导入。")]


def test_a_merged_cell_is_named_with_its_range():
    def shape(sheet):
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("C4:C5")
        sheet.merge_cells("A7:D7")

    rows: tuple[list[object], ...] = (
        ["派驻名册"],
        HEADER,
        ["甲", "1", "一"],
        ["乙", "2", "二"],
        ["丙", "3", None],
        [],
        ["填表人：丁"],
    )
    table = table_of(made(*rows, shape=shape))

    assert found(table, "cell.merged") == [
        (4, "C", Severity.ERROR, "单元格 C4:C5 被合并，只有左上角一格有内容。请取消合并，逐行填写。")
    ]


def test_a_merged_header_is_an_error_too():
    table = table_of(made(HEADER, ["甲", "1"], shape=lambda sheet: sheet.merge_cells("C1:C2")))

    assert [place[:2] for place in found(table, "cell.merged")] == [(1, "C")]


def test_empty_rows_in_the_middle_are_skipped_and_said():
    table = table_of(made(HEADER, ["甲", "1"], [], [], ["乙", "2"], [], []))

    assert [row.number for row in table.rows] == [2, 5]
    assert found(table, "row.empty") == [(3, "", Severity.NOTICE, "第 3—4 行为空，已跳过。")]


def test_a_row_filled_only_beside_the_table_is_empty():
    table = table_of(made([*HEADER, "序号"], ["甲", "1", "", "", 1], ["", "", "", "", 2]))

    assert [row.number for row in table.rows] == [2]


def test_examples_are_ignored_and_remarks_skipped():
    rows = (HEADER, ["示例：张三", "1"], ["甲", "2"], ["合计：1 人"], ["填表人：丁", None, "联系电话"])

    table = table_of(made(*rows))

    assert [row.number for row in table.rows] == [3]
    assert [place[0] for place in found(table, "row.remark")] == [4, 5]
    assert found(table, "row.empty") == []


def test_hidden_rows_and_columns_are_read_and_said():
    def shape(sheet):
        for row in (3, 4):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["B"].hidden = True

    table = table_of(made(HEADER, ["甲", "1"], ["乙", "2"], ["丙", "3"], shape=shape))

    assert [row.number for row in table.rows] == [2, 3, 4]
    assert found(table, "row.hidden")[0][3] == "第 3—4 行被隐藏，仍会导入。如不需要，请先删除。"
    assert found(table, "column.hidden")[0][1] == "B"


def test_the_sheet_of_the_right_name_goes_first_and_hidden_sheets_are_not_read():
    book = openpyxl.Workbook()
    for name, person in (("旧名册", "甲"), ("名册", "乙"), ("备份", "丙")):
        sheet = book.create_sheet(name)
        sheet.append(HEADER)
        sheet.append([person, "1"])
    del book["Sheet"]

    assert table_of(saved(book)).rows[0].cells[1].text == "乙"

    book["名册"].sheet_state = "hidden"
    table = table_of(saved(book))

    assert table.rows[0].cells[1].text == "甲"
    assert found(table, "sheet.other")[0][3] == "只读取了工作表“旧名册”，没有读取：“备份”。"


def test_one_row_more_than_the_limit_is_refused_and_the_limit_itself_is_read():
    rows = [["甲", "1"] for _ in range(50)]

    assert len(table_of(made(HEADER, *rows), rows=50).rows) == 50
    with pytest.raises(TooManyRows) as caught:
        table_of(made(HEADER, *rows, rows[0]), rows=50)
    assert caught.value.sentence == "工作表“名册”的数据超过 50 行。"


def test_far_more_rows_than_the_limit_are_refused_while_reading():
    workbook = open_workbook(made(*([["甲"]] * 200)), Limits(rows=50))

    with pytest.raises(TooManyRows):
        workbook.grid(workbook.sheets[0])
