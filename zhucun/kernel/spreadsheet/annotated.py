"""The uploaded sheet again with a 问题 column: same rows on the same numbers, faulty cells coloured.

Every cell is written as text or as a date, never as a formula, so that opening the copy runs nothing and a
long number stays whole. It is made in memory: no personal data is left behind on disk.
"""

import io
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from zhucun.kernel.spreadsheet.columns import title_key
from zhucun.kernel.spreadsheet.grid import Cell, Row, column_of
from zhucun.kernel.spreadsheet.problems import Problem
from zhucun.kernel.spreadsheet.table import Table

PROBLEMS_TITLE = "问题"
_WIDEST, _LONGEST = 200, 32_767
_DANGEROUS = tuple("=+-@\t\r＝＋－＠")


def annotated_copy(table: Table, problems: Sequence[Problem]) -> bytes:
    """The workbook to correct and send in again."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        _Copy(book, table, problems).write()
        _write_list(book, problems)
    return target.getvalue()


class _Copy:
    def __init__(self, book: Any, table: Table, problems: Sequence[Problem]) -> None:
        self._sheet = book.add_worksheet(table.layout.sheet)
        self._formats = {
            (fault, kind): _format(book, fault, kind) for fault in (False, True) for kind in _KINDS
        }
        self._table = table
        self._at = _problem_column(table)
        self._by_row: dict[int, list[Problem]] = defaultdict(list)
        for problem in problems:
            self._by_row[problem.row].append(problem)

    def write(self) -> None:
        for row in self._table.grid.rows:
            self._write_row(row)
        header = self._table.header.number
        self._put(header, self._at, PROBLEMS_TITLE, fault=False)
        self._sheet.freeze_panes(header, 0)
        self._sheet.set_column(0, max(self._at - 2, 0), 14)
        self._sheet.set_column(self._at - 1, self._at - 1, 60)

    def _write_row(self, row: Row) -> None:
        problems = self._by_row.get(row.number, [])
        faulty = {column_of(problem.column) for problem in problems if problem.is_error}
        for column, cell in row.cells.items():
            if column <= _WIDEST and column != self._at:
                self._put(row.number, column, cell, fault=column in faulty)
        for column in faulty - row.cells.keys() - {0}:
            self._put(row.number, column, "", fault=True)
        if problems and row.number != self._table.header.number:
            self._put(row.number, self._at, "\n".join(map(_line, problems)), fault=bool(faulty))

    def _put(self, row: int, column: int, content: Cell | str, *, fault: bool) -> None:
        if isinstance(content, Cell) and content.day:
            style = self._formats[fault, "date"]
            self._sheet.write_datetime(row - 1, column - 1, content.day, style)
            return
        text = (content.text if isinstance(content, Cell) else content)[:_LONGEST]
        style = self._formats[fault, "quoted" if text.startswith(_DANGEROUS) else "text"]
        if text:
            self._sheet.write_string(row - 1, column - 1, text, style)
        else:
            self._sheet.write_blank(row - 1, column - 1, None, style)


_KINDS: dict[str, dict[str, object]] = {
    "text": {"num_format": "@"},
    "quoted": {"num_format": "@", "quote_prefix": True},
    "date": {"num_format": "yyyy-mm-dd"},
}


def _format(book: Any, fault: bool, kind: str) -> Any:
    colour = {"bg_color": "#F6E3E1", "border": 1, "border_color": "#9C2F2A"} if fault else {}
    return book.add_format({**_KINDS[kind], **colour, "text_wrap": True, "valign": "top"})


def _problem_column(table: Table) -> int:
    """The 问题 column of an earlier copy if there is one, else the first free one."""
    for column, cell in table.header.cells.items():
        if title_key(cell.text) == title_key(PROBLEMS_TITLE):
            return column
    return min(table.grid.width(), _WIDEST) + 1


def _line(problem: Problem) -> str:
    prefix = _("%(column)s 列 %(title)s：") % {"column": problem.column, "title": problem.title}
    return (prefix if problem.column else "") + problem.sentence


def _write_list(book: Any, problems: Sequence[Problem]) -> None:
    sheet = book.add_worksheet(_("问题清单"))
    style = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    titles = [_("行"), _("列"), _("列名"), _("内容"), _("问题和办法"), _("程度")]
    sheet.write_row(0, 0, titles, book.add_format({"bold": True}))
    for at, problem in enumerate(problems, start=1):
        level = _("须改") if problem.is_error else _("提示")
        place = str(problem.row) if problem.row else ""
        cells = [place, problem.column, problem.title, problem.shown, problem.sentence, level]
        for column, text in enumerate(cells):
            sheet.write_string(at, column, text[:_LONGEST], style)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 3, 14)
    sheet.set_column(4, 4, 70)
