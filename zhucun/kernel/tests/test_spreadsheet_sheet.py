import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.utils.datetime import MAC_EPOCH

from zhucun.kernel.spreadsheet.grid import Kind, Range, column_of, letter, spans
from zhucun.kernel.spreadsheet.parts import shows_date
from zhucun.kernel.spreadsheet.sheet_xml import unescape
from zhucun.kernel.tests.spreadsheet_samples import active, grid_of, made, packed, saved


def texts(grid):
    return [
        [(letter(at), cell.kind, cell.text) for at, cell in sorted(row.cells.items())] for row in grid.rows
    ]


def test_each_kind_of_cell_is_told_apart():
    grid = grid_of(made(["张三", 13800001234, 0.5, date(2024, 3, 1), True, "#N/A", "=1+1"]))

    assert texts(grid) == [
        [
            ("A", Kind.TEXT, "张三"),
            ("B", Kind.NUMBER, "13800001234"),
            ("C", Kind.NUMBER, "0.5"),
            ("D", Kind.DATE, "2024-03-01"),
            ("E", Kind.BOOLEAN, "TRUE"),
            ("F", Kind.ERROR, "#N/A"),
            ("G", Kind.TEXT, ""),
        ]
    ]
    assert grid.rows[0].cells[7].is_formula


def test_a_formula_with_its_last_value_is_still_seen_as_a_formula():
    body = "<worksheet><row r='3'><c r='B3'><f>A1</f><v>7</v></c></row></worksheet>"

    cell = grid_of(packed(sheet=body)).rows[0].cells[2]

    assert (cell.text, cell.is_formula) == ("7", True)


def test_an_id_number_stored_as_a_number_shows_its_zeros():
    body = "<worksheet><row><c><v>5.1333119900101E+17</v></c></row></worksheet>"

    assert grid_of(packed(sheet=body)).rows[0].cells[1].text == "513331199001010000"


def test_merged_ranges_hidden_rows_and_hidden_columns_are_found():
    def shape(sheet):
        sheet.merge_cells("C5:C8")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    grid = grid_of(made(["a", "b"], ["c", "d"], shape=shape))

    assert grid.merged == [Range(5, 8, 3, 3)]
    assert str(grid.merged[0]) == "C5:C8"
    assert [row.hidden for row in grid.rows] == [False, True]
    assert [(block.first_column, block.last_column) for block in grid.hidden_columns] == [(2, 2)]


def test_blank_and_styled_cells_cost_nothing():
    def shape(sheet):
        for row in range(1, 200):
            sheet.cell(row, 3).font = Font(bold=True)
            sheet.cell(row, 4, "  ")

    assert [row.number for row in grid_of(made(["a"], shape=shape)).rows] == [1]


def test_rich_text_is_joined_and_phonetic_hints_are_left_out():
    rich = "<is><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></is>"
    body = f"<worksheet><row><c t='inlineStr'>{rich}</c></row></worksheet>"

    assert grid_of(packed(sheet=body)).rows[0].cells[1].text == "张三"


def test_cells_without_an_address_follow_one_another():
    body = "<worksheet><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></worksheet>"

    assert [(row.number, sorted(row.cells)) for row in grid_of(packed(sheet=body)).rows] == [
        (1, [1, 2]),
        (2, [1]),
    ]


def test_a_book_that_counts_from_1904_gives_the_same_dates():
    book = openpyxl.Workbook()
    book.epoch = MAC_EPOCH
    active(book)["A1"] = date(2024, 3, 1)

    assert grid_of(saved(book)).rows[0].cells[1].day == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ('yyyy"年"m"月"d"日"', True),
        ("[$-804]m/d/yy h:mm", True),
        ("h:mm:ss", False),
        ("[mm]:ss", False),
        ('0.00"day"', False),
        ("[Red]0", False),
        ("G/通用格式", False),
        ("@", False),
    ],
)
def test_a_date_format_is_known_by_its_years_or_days(code, answer):
    assert shows_date(code) is answer


def test_the_escapes_of_the_format_are_undone():
    assert unescape("甲_x000D_乙_x005F_x") == "甲\r乙_x"
    assert unescape("_xD800_") == "\ufffd"


def test_letters_and_numbers_of_columns_agree():
    assert [letter(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_of(letter(number)) == number for number in range(1, 2000))


def test_neighbours_are_gathered_into_spans():
    assert list(spans([3, 4, 5, 9])) == [(3, 5), (9, 9)]
    assert list(spans([])) == []


ROWS: list[list[object]] = [
    ["姓名", "号码", "日期", "数"],
    ["莫𡐓\ue170", "51333119900101001X", date(2024, 3, 1), 12.25],
    [" =1 ", "０１２", date(2014, 2, 28), 2024],
]


def test_xlsxwriter_and_openpyxl_are_read_alike(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy/m/d"})
        for at, row in enumerate(ROWS):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(at, column, value)
                else:
                    sheet.write(at, column, value)

    def shape(sheet):
        sheet["A3"].data_type = "s"

    assert texts(grid_of(path.read_bytes())) == texts(grid_of(made(*ROWS, shape=shape)))


@pytest.mark.office
@pytest.mark.slow
def test_a_file_saved_again_by_libreoffice_reads_the_same(tmp_path):
    def shape(sheet):
        sheet.merge_cells("B5:B6")
        sheet.row_dimensions[2].hidden = True

    (tmp_path / "a.xlsx").write_bytes(made(*ROWS[:2], shape=shape))
    office = shutil.which("soffice")
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", out, tmp_path / "a.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    again, first = grid_of((out / "a.xlsx").read_bytes()), grid_of((tmp_path / "a.xlsx").read_bytes())

    assert texts(again) == texts(first)
    assert again.merged == first.merged
    assert [row.hidden for row in again.rows] == [row.hidden for row in first.rows]
