import io
from datetime import date

import openpyxl
import pytest

from zhucun.kernel.spreadsheet import Problem, Severity, annotated_copy, open_table, open_workbook
from zhucun.kernel.tests.spreadsheet_samples import HEADER, LAYOUT, made

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", '=HYPERLINK("http://x","y")', "\t=1"]


def problem(row, column, sentence, severity=Severity.ERROR):
    return Problem("名册", row, column, "身份证号", "513***", "x", sentence, severity)


def copied(data, *problems):
    copy = annotated_copy(open_table(open_workbook(data), LAYOUT), problems)
    return copy, openpyxl.load_workbook(io.BytesIO(copy))


def test_rows_keep_their_numbers_and_problems_stand_beside_them():
    data = made(["派驻名册"], HEADER, ["张三", "1", "甲", date(2024, 3, 1)], [], ["李四", "2"])

    _, book = copied(data, problem(5, "B", "号码不对。"), problem(3, "", "提示。", Severity.NOTICE))

    sheet = book["名册"]
    assert [sheet.cell(2, column).value for column in range(1, 6)] == [*HEADER, "问题"]
    assert sheet["A5"].value == "李四"
    assert sheet["E5"].value == "B 列 身份证号：号码不对。"
    assert sheet["E3"].value == "提示。"
    assert sheet["D3"].value.date() == date(2024, 3, 1)
    assert sheet["B5"].fill.fgColor.rgb != sheet["B3"].fill.fgColor.rgb


def test_the_list_of_problems_has_them_all_masked():
    _, book = copied(made(HEADER, ["张三", "1"]), problem(0, "", "整表。"), problem(2, "B", "号码不对。"))

    rows = [[cell.value for cell in row] for row in book["问题清单"].iter_rows(min_row=2)]
    assert rows == [
        ["", "", "身份证号", "513***", "整表。", "须改"],
        ["2", "B", "身份证号", "513***", "号码不对。", "须改"],
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_comes_back_as_text(text):
    def shape(sheet):
        sheet["A2"].value = text
        sheet["A2"].data_type = "s"

    _, book = copied(made(HEADER, ["x", "1"], shape=shape))

    cell = book["名册"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix or text.startswith("\t")


def test_the_copy_can_be_sent_in_again_and_copied_again():
    data = made(HEADER, ["张三", "513331199001010000", "甲", date(2024, 3, 1)])

    copy, _ = copied(data, problem(2, "B", "号码不对。"))
    table = open_table(open_workbook(copy), LAYOUT)
    _, again = copied(copy, problem(2, "B", "还是不对。"))

    assert table.problems == []
    assert [cell.text for cell in table.rows[0].cells.values()][:4] == [
        "张三",
        "513331199001010000",
        "甲",
        "2024-03-01",
    ]
    assert again["名册"]["E2"].value == "B 列 身份证号：还是不对。"
    assert again["名册"].max_column == 5
