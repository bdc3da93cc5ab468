"""台账: a table as an .xlsx with typed cells, written row by row in constant memory.

Nothing in it is ever computed, and nothing reaches the reader half: the file is handed over when it is whole.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import xlsxwriter
from django.utils.translation import gettext as _

from zhucun.documents.cells import EXACT, FIRST_DAY, Cell, Link, breadth, harmless, status
from zhucun.documents.characters import visible
from zhucun.documents.rows import NOTHING, Rows
from zhucun.engine.verdict import Answer
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal

MOST_ROWS = 1_048_576  # of one sheet, title and header included
MOST_LINKS = 65_530
_A4, _A3 = 9, 8
_WIDE = 20  # columns beyond which A4 would be too small to read
_TITLE_SPAN = 12  # columns the title is centred over: what a screen shows of a wide ledger
_NARROWEST, _WIDEST = 4, 48
_DAY_NOUGHT = date(1899, 12, 30)  # from which spreadsheets count
_OFTEN, _MOST_KNOWN = 40, 5_000  # texts as short as this come again; only so many are remembered
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_LINED = {"border": 1, "valign": "vcenter"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "note": {"font_color": "#595959"},
    "head": {**_LINED, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"},
    "text": {**_LINED, "num_format": "@", "text_wrap": True},
    "integer": {**_LINED, "num_format": "0"},
    "decimal": {**_LINED, "num_format": "#,##0.00"},
    "date": {**_LINED, "num_format": "yyyy-mm-dd", "align": "center"},
    "status": {**_LINED, "num_format": "@", "align": "center"},
    "link": {**_LINED, "num_format": "@", "font_color": "#0563C1", "underline": 1, "text_wrap": True},
}


Filled = tuple[str, str, int]  # a cell: number of its format, what stands inside, columns it takes


class LedgerTooLong(Refusal):
    """这份台账超过一张工作表的上限（%(most)s 行），没有生成。"""

    code = "documents.ledger_too_long"
    next_step = "请按乡镇或者按月份筛选后分别导出。"


class Writable(Protocol):
    def write(self, content: bytes, /) -> Any: ...


@dataclass(frozen=True)
class Column:
    """`width` in half characters; without it the contents decide. `written` is how its numbers and days are written."""

    title: str
    width: int | None = None
    written: str = ""


def write_ledger(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str,
    notes: Sequence[str],
    out: Writable,
    frozen_columns: int = 0,
    at: datetime | None = None,
) -> int:
    """Write the ledger and return its number of rows; `notes` say what it is, as of when, and from where."""
    with TemporaryDirectory(prefix="ledger-") as folder:
        whole = Path(folder) / "whole.xlsx"
        # Closed whatever happens, for its open files; what a failure leaves goes with the folder.
        with closing(xlsxwriter.Workbook(whole, _options(folder))) as book:
            book.set_properties({"title": visible(title), "created": (at or clock.now()).astimezone(UTC)})
            sheet = _Sheet(book, columns, title, frozen_columns)
            sheet.head(title, notes)
            for row in rows:
                sheet.row(row)
            sheet.close()
        with whole.open("rb") as made:
            shutil.copyfileobj(made, out)
    return sheet.count


def _options(folder: str) -> dict[str, Any]:
    """Made anew for each book, which writes into what it is given."""
    return {
        "constant_memory": True,
        "tmpdir": folder,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 10},
    }


class _Sheet:
    """One worksheet, filled from the top: in constant memory a row once left is closed."""

    def __init__(self, book: Any, columns: Sequence[Column], title: str, frozen_columns: int) -> None:
        self._sheet: Rows = book.add_worksheet(_sheet_name(title), Rows)
        self._formats = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self._columns = columns
        self._looks: dict[str, str] = {
            name: self._sheet.look(format) for name, format in self._formats.items()
        }
        self._own: dict[tuple[str, int], str] = {
            (look, place): self._sheet.look(book.add_format({**_LOOKS[look], "num_format": column.written}))
            for place, column in enumerate(columns)
            for look in ("integer", "decimal", "date")
            if column.written
        }
        self._known: dict[str, tuple[str, int]] = {}
        self._widths = [breadth(column.title) for column in columns]
        self._frozen_columns = frozen_columns
        self._next = self._head_row = self._links = 0
        self._writers: dict[type, Callable[[int, Any], Filled]] = {
            str: self._text,
            int: self._integer,
            Decimal: self._decimal,
            date: self._date,
            Answer: self._answer,
            Link: self._link,
            type(None): self._nothing,
        }

    @property
    def count(self) -> int:
        return self._next - self._head_row - 1

    def head(self, title: str, notes: Sequence[str]) -> None:
        span = min(len(self._columns), _TITLE_SPAN)
        self._sheet.set_row(0, 30)
        if span > 1:
            self._sheet.merge_range(0, 0, 0, span - 1, "", self._formats["title"])
        self._sheet.write_string(0, 0, harmless(title), self._formats["title"])
        for place, note in enumerate(notes, 1):
            self._sheet.write_string(place, 0, harmless(note), self._formats["note"])
        self._head_row = len(notes) + 1
        for place, column in enumerate(self._columns):
            self._sheet.write_string(self._head_row, place, harmless(column.title), self._formats["head"])
        self._next = self._head_row + 1

    def row(self, cells: Sequence[Cell]) -> None:
        if self._next >= MOST_ROWS:
            raise LedgerTooLong(most=MOST_ROWS - self._head_row - 1)
        if len(cells) != len(self._columns):
            raise ValueError(f"row {self.count + 1} has {len(cells)} cells for {len(self._columns)} columns")
        filled = []
        for place, value in enumerate(cells):
            look, inside, taken = self._writers.get(type(value), self._unusual)(place, value)
            filled.append((look, inside))
            if taken > self._widths[place]:
                self._widths[place] = taken
        self._sheet.row(self._next, filled)
        self._next += 1

    def close(self) -> None:
        """What holds for the whole sheet is set last: only now its last row and its widths are known."""
        last = max(self._next - 1, self._head_row)
        self._sheet.autofilter(self._head_row, 0, last, len(self._columns) - 1)
        self._sheet.freeze_panes(self._head_row + 1, self._frozen_columns)
        for place, column in enumerate(self._columns):
            measured = min(max(self._widths[place] + 2, _NARROWEST), _WIDEST)
            self._sheet.set_column(place, place, column.width or measured)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A3 if len(self._columns) > _WIDE else _A4)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(self._head_row)
        self._sheet.set_footer("&C" + _("第 &P 页，共 &N 页"))
        if self._links > MOST_LINKS:
            said = _("一张工作表最多容纳 %(most)s 个链接，其后的单元格只有文字。") % {"most": MOST_LINKS}
            self._sheet.write_string(self._next + 1, 0, said, self._formats["note"])

    def _own_look(self, look: str, place: int) -> str:
        return self._own.get((look, place)) or self._looks[look]

    def _text(self, _place: int, value: str) -> Filled:
        inside, taken = self._known.get(value) or self._learnt(value)
        return self._looks["text"], inside, taken

    def _learnt(self, value: str) -> tuple[str, int]:
        """Names of places and words stand in thousands of cells; they are made harmless and measured once."""
        shown = harmless(value)
        told = self._sheet.text(shown), breadth(shown)
        if len(value) <= _OFTEN and len(self._known) < _MOST_KNOWN:
            self._known[value] = told
        return told

    def _integer(self, place: int, value: int) -> Filled:
        if abs(value) >= EXACT:
            return self._text(place, str(value))
        return self._own_look("integer", place), self._sheet.number(value), len(str(value))

    def _decimal(self, place: int, value: Decimal) -> Filled:
        return self._own_look("decimal", place), self._sheet.number(float(value)), len(f"{value:,.2f}")

    def _date(self, place: int, value: date) -> Filled:
        if value < FIRST_DAY:
            return self._text(place, value.isoformat())
        inside = self._sheet.number((value - _DAY_NOUGHT).days)
        return self._own_look("date", place), inside, len("2026-07-03")

    def _answer(self, _place: int, value: Answer) -> Filled:
        shown = status(value)
        return self._looks["status"], self._sheet.text(shown), breadth(shown)

    def _link(self, place: int, value: Link) -> Filled:
        self._links += 1
        if self._links > MOST_LINKS:
            return self._text(place, value.text)
        self._sheet.link(self._next, place, value.address)
        _look, inside, taken = self._text(place, value.text)
        return self._looks["link"], inside, taken

    def _nothing(self, _place: int, _value: None) -> Filled:
        return self._looks["text"], NOTHING, 0

    def _unusual(self, place: int, value: Any) -> Filled:
        """A kind of text is a text; anything else would be written as something it is not."""
        if isinstance(value, str):
            return self._text(place, str(value))
        raise TypeError(f"a ledger cell cannot be a {type(value).__name__}: {value!r:.80}")


def _sheet_name(title: str) -> str:
    """A name every program accepts."""
    return _FORBIDDEN_IN_NAME.sub("", visible(title)).replace("\n", "")[:_LONGEST_NAME].strip("' ") or _(
        "台账"
    )
