"""Workbooks for tests, written by openpyxl, and by hand where no honest program would write them."""

import io
import zipfile
from typing import Any

import openpyxl

from zhucun.kernel.spreadsheet import Column, Layout, Problem, RowReader, open_table, open_workbook
from zhucun.kernel.spreadsheet.grid import Grid

LAYOUT = Layout(
    sheet="名册",
    columns=(
        Column("name", "姓名", required=True),
        Column("number", "身份证号", required=True, aliases=("证件号码",), mask=lambda text: "*" * len(text)),
        Column("unit", "单位"),
        Column("day", "日期"),
    ),
    example="示例",
    ignored=("问题", "序号"),
)
HEADER: list[object] = ["姓名", "身份证号", "单位", "日期"]

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
PARTS = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": _RELS % f'<Relationship Id="a" Type="{_R}/officeDocument" Target="xl/workbook.xml"/>',
    "xl/workbook.xml": f'<x:workbook xmlns:x="m" xmlns:r="{_R}"><x:sheets>'
    '<x:sheet name="名册" sheetId="1" r:id="b"/></x:sheets></x:workbook>',
    "xl/_rels/workbook.xml.rels": _RELS
    % f'<Relationship Id="b" Type="{_R}/worksheet" Target="/xl/worksheets/sheet1.xml"/>',
    "xl/worksheets/sheet1.xml": '<x:worksheet xmlns:x="m"><x:sheetData/></x:worksheet>',
}


def made(*rows, title="名册", shape=None):
    """A workbook with these rows; `shape` may do more to the sheet."""
    book = openpyxl.Workbook()
    sheet = active(book)
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if shape:
        shape(sheet)
    return saved(book)


def active(book: openpyxl.Workbook) -> Any:
    """The sheet a new workbook comes with."""
    return book.active


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def packed(parts=PARTS, **changed):
    """A zip of parts; `sheet=` replaces the body of the only sheet."""
    parts = dict(parts)
    if "sheet" in changed:
        parts["xl/worksheets/sheet1.xml"] = changed.pop("sheet")
    parts.update(changed)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def grid_of(data: bytes) -> Grid:
    workbook = open_workbook(data)
    return workbook.grid(workbook.sheets[0])


def read_first(data: bytes) -> tuple[RowReader, list[Problem]]:
    """A reader of the first data row, and the list its problems go to."""
    table = open_table(open_workbook(data), LAYOUT)
    problems: list[Problem] = []
    return RowReader(table, table.rows[0], problems), problems
