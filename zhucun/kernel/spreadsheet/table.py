"""From a grid to a table: which row is the header, which column is which, which rows are data.

A person's sheet has a title above, remarks below, columns in any order and rows left empty. All that is
tolerated and said; what could turn one fact into another (merged cells, a column twice) is an error.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from zhucun.kernel.lists import listed
from zhucun.kernel.spreadsheet.columns import Layout, title_key
from zhucun.kernel.spreadsheet.grid import Grid, Range, Row, letter, spans
from zhucun.kernel.spreadsheet.limits import Limits
from zhucun.kernel.spreadsheet.problems import Problem, Severity
from zhucun.kernel.spreadsheet.refusals import NoHeader, TooManyRows
from zhucun.kernel.spreadsheet.workbook import SheetEntry

_REMARK_ROW = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|填表|制表|审核|备注|说明|注[:：])")
_FEW_TITLES = 2


class Sheets(Protocol):
    """A workbook, or what was pasted instead of one."""

    limits: Limits
    sheets: list[SheetEntry]

    def grid(self, sheet: SheetEntry, /) -> Grid: ...


@dataclass(slots=True)
class Table:
    """The data rows of one sheet under a known header."""

    layout: Layout
    grid: Grid
    header: Row
    columns: dict[str, int]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, row: int, column: int, code: str, sentence: str, severity: Severity) -> None:
        """A problem of the sheet itself; `column` 0 is the row as a whole."""
        title = self.header.cells[column].text.strip() if column in self.header.cells else ""
        place = letter(column)
        self.problems.append(Problem(self.grid.sheet, row, place, title, "", code, sentence, severity))

    def problem(self, row: Row, key: str, code: str, sentence: str, severity: Severity) -> Problem:
        """A problem of one value; what is shown of it is masked as its column asks."""
        column, at = self.layout.by_key[key], self.columns.get(key, 0)
        cell = row.cells.get(at)
        shown = column.mask(cell.text.strip()) if cell else ""
        place = letter(at)
        return Problem(self.grid.sheet, row.number, place, column.title, shown, code, sentence, severity)


def open_table(workbook: Sheets, layout: Layout) -> Table:
    """The first visible sheet with the layout's header; the sheet with the layout's name goes first."""
    visible = [sheet for sheet in workbook.sheets if sheet.visible][: workbook.limits.sheets]
    visible.sort(key=lambda sheet: sheet.name != layout.sheet)
    for sheet in visible:
        grid = workbook.grid(sheet)
        header = _find_header(grid, layout, workbook.limits.header_within)
        if header:
            table = _table(grid, layout, header)
            _note_other_sheets(table, [other for other in visible if other is not sheet])
            if len(table.rows) > workbook.limits.rows:
                raise TooManyRows(sheet=sheet.name, limit=workbook.limits.rows)
            return table
    titles = listed(column.title for column in layout.columns if column.required)
    raise NoHeader(within=workbook.limits.header_within, titles=titles)


def _find_header(grid: Grid, layout: Layout, within: int) -> Row | None:
    def score(row: Row) -> int:
        return len({title_key(cell.text) for cell in row.cells.values()} & layout.by_title.keys())

    candidates = [row for row in grid.rows if row.number <= within]
    best = max(candidates, key=score, default=None)
    return best if best and score(best) >= _FEW_TITLES else None


def _table(grid: Grid, layout: Layout, header: Row) -> Table:
    table = Table(layout, grid, header, {})
    _map_columns(table)
    _collect_rows(table)
    _note_hidden(table)
    _note_merged(table)
    return table


def _map_columns(table: Table) -> None:
    extra = []
    for number, cell in sorted(table.header.cells.items()):
        column = table.layout.by_title.get(title_key(cell.text))
        if column is None:
            if not table.layout.ignores(cell.text):
                extra.append(number)
        elif column.key in table.columns:
            first = letter(table.columns[column.key])
            _error(
                table,
                number,
                "header.twice",
                _("表头“%(title)s”出现两次（%(first)s 列、%(second)s 列）。请只保留一列。")
                % {"title": column.title, "first": first, "second": letter(number)},
            )
        else:
            table.columns[column.key] = number
    _note_extra(table, extra)
    _note_missing(table)


def _note_extra(table: Table, extra: list[int]) -> None:
    for number in extra:
        sentence = _("“%(title)s”不是名册里的列，不会导入。") % {
            "title": table.header.cells[number].text.strip()
        }
        table.note(table.header.number, number, "header.extra", sentence, Severity.NOTICE)


def _note_missing(table: Table) -> None:
    for column in table.layout.columns:
        if column.required and column.key not in table.columns:
            sentence = _("缺少“%(title)s”这一列。请对照模板补上。") % {"title": column.title}
            _error(table, 0, "header.missing", sentence)


def _error(table: Table, column: int, code: str, sentence: str) -> None:
    table.note(table.header.number, column, code, sentence, Severity.ERROR)


def _collect_rows(table: Table) -> None:
    known = set(table.columns.values())
    last = table.header.number
    for row in table.grid.rows:
        filled = sorted(known & row.cells.keys())
        if row.number <= table.header.number or not filled or _is_example(table, row, filled):
            # An example row is expected where it is: it must not make a gap.
            last = row.number if filled and row.number == last + 1 else last
            continue
        if _is_remark(row, filled):
            table.note(row.number, 0, "row.remark", _("这一行是合计或说明，已跳过。"), Severity.NOTICE)
            continue
        if row.number > last + 1:
            _note_gap(table, last + 1, row.number - 1)
        last = row.number
        table.rows.append(row)


def _is_example(table: Table, row: Row, filled: list[int]) -> bool:
    return any(row.cells[at].text.strip().startswith(table.layout.example) for at in filled)


def _is_remark(row: Row, filled: list[int]) -> bool:
    return len(filled) <= _FEW_TITLES and bool(_REMARK_ROW.match(row.cells[min(row.cells)].text))


def _note_gap(table: Table, first: int, last: int) -> None:
    table.note(
        first,
        0,
        "row.empty",
        _("%(rows)s为空，已跳过。") % {"rows": rows_named(first, last)},
        Severity.NOTICE,
    )


def _note_hidden(table: Table) -> None:
    for first, last in spans([row.number for row in table.rows if row.hidden]):
        sentence = _("%(rows)s被隐藏，仍会导入。如不需要，请先删除。") % {"rows": rows_named(first, last)}
        table.note(first, 0, "row.hidden", sentence, Severity.NOTICE)
    for number in sorted(table.columns.values()):
        if any(block.first_column <= number <= block.last_column for block in table.grid.hidden_columns):
            table.note(
                table.header.number, number, "column.hidden", _("这一列被隐藏，仍会读取。"), Severity.NOTICE
            )


def _note_merged(table: Table) -> None:
    numbers = [table.header.number, *(row.number for row in table.rows)]
    for block in table.grid.merged:
        at = bisect_left(numbers, block.first_row)
        columns = [
            number for number in table.columns.values() if block.first_column <= number <= block.last_column
        ]
        if columns and at < len(numbers) and numbers[at] <= block.last_row:
            table.note(numbers[at], min(columns), "cell.merged", _merged_sentence(block), Severity.ERROR)


def _merged_sentence(block: Range) -> str:
    return _("单元格 %(range)s 被合并，只有左上角一格有内容。请取消合并，逐行填写。") % {"range": block}


def _note_other_sheets(table: Table, others: list[SheetEntry]) -> None:
    if others and table.grid.sheet != table.layout.sheet:
        names = listed(f"“{sheet.name}”" for sheet in others)
        sentence = _("只读取了工作表“%(sheet)s”，没有读取：%(others)s。") % {
            "sheet": table.grid.sheet,
            "others": names,
        }
        table.note(0, 0, "sheet.other", sentence, Severity.NOTICE)


def rows_named(first: int, last: int) -> str:
    if first == last:
        return _("第 %(row)d 行") % {"row": first}
    return _("第 %(first)d—%(last)d 行") % {"first": first, "last": last}
