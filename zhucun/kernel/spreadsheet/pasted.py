"""Lines copied out of a sheet or typed by hand, read as a sheet: the same header, columns and problems as in a file."""

import re
from collections.abc import Sequence

from zhucun.kernel.spreadsheet.columns import Layout, title_key
from zhucun.kernel.spreadsheet.grid import Cell, Grid, Kind, Row
from zhucun.kernel.spreadsheet.limits import DEFAULT, Limits
from zhucun.kernel.spreadsheet.table import Table
from zhucun.kernel.spreadsheet.workbook import SheetEntry

_COMMAS, _SPACES = re.compile(r"[,，;；]"), re.compile(r"\s+")
_FEW_TITLES = 2


class Pasted:
    """What was pasted, in the shape of a workbook with one sheet.

    Text without a header is read in the order of `keys`; its last column takes the rest of the line.
    """

    def __init__(self, text: str, layout: Layout, keys: Sequence[str], limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self.sheets = [SheetEntry(layout.sheet, "", visible=True)]
        self._grid = Grid(layout.sheet)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        mark = re.compile("\t") if "\t" in text else _COMMAS if _COMMAS.search(text) else _SPACES
        header = next((cells for line in lines if _is_header(cells := mark.split(line), layout)), None)
        if header is None:
            self._grid.rows.append(_row(0, [layout.by_key[key].title for key in keys]))
        width = len(header) if header else len(keys)
        for number, line in enumerate(lines, start=1):
            if line.strip():
                self._grid.rows.append(_row(number, mark.split(line.strip(" "), maxsplit=width - 1)))

    def grid(self, _sheet: SheetEntry) -> Grid:
        return self._grid


def as_text(table: Table) -> str:
    """The rows of a table as lines that can be pasted again."""
    columns = sorted(table.columns.items(), key=lambda one: one[1])
    lines = ["\t".join(table.layout.by_key[key].title for key, _at in columns)]
    for row in table.rows:
        cells = (row.cells.get(at) for _key, at in columns)
        lines.append("\t".join(_SPACES.sub(" ", cell.text).strip() if cell else "" for cell in cells))
    return "\n".join(lines)


def _is_header(cells: Sequence[str], layout: Layout) -> bool:
    return len({title_key(cell) for cell in cells} & layout.by_title.keys()) >= _FEW_TITLES


def _row(number: int, cells: Sequence[str]) -> Row:
    filled = {at: cell.strip() for at, cell in enumerate(cells, start=1) if cell.strip()}
    return Row(number, {at: Cell(Kind.TEXT, text) for at, text in filled.items()})
