"""One worksheet part → a Grid, in a single pass.

openpyxl's read-only mode hides merged ranges and hidden rows and shows either a formula or its value; here
all are seen at once, blank cells cost nothing, and a hostile part ends in a refusal, not in a stray error.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zhucun.kernel.spreadsheet.grid import Cell, Grid, Kind, Range, Row, column_of
from zhucun.kernel.spreadsheet.limits import Limits
from zhucun.kernel.spreadsheet.refusals import Damaged, TooManyRows
from zhucun.kernel.spreadsheet.xml import Attributes, Handler

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[-+]?[0-9]{1,40}(?:\.[0-9]{0,40})?(?:[Ee][-+]?[0-9]{1,3})?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true")
# Title, header and remarks stand around the data; the exact limit is checked once the header is known.
_ROWS_AROUND = 100
# From the day after Excel's invented 29 February 1900 to about the year 9800, in either epoch.
_FIRST_SERIAL, _LAST_SERIAL = 61, 2_900_000


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the rest of the workbook says about the numbers in a cell."""

    strings: list[str]
    date_styles: frozenset[int]
    epoch: date


class SheetReader(Handler):
    def __init__(self, sheet: str, meaning: Meaning, limits: Limits) -> None:
        self.grid = Grid(sheet)
        self._meaning = meaning
        self._limits = limits
        self._row = self._column = 0
        self._row_hidden = False
        self._cells: dict[int, Cell] = {}
        self._type, self._style = "n", 0
        self._is_formula = self._collecting = self._phonetic = False
        self._value: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "c":
                self._open_cell(attributes)
            case "v" | "t":
                self._collecting = not self._phonetic
            case "f":
                self._is_formula = True
            case "rPh":
                self._phonetic = True
            case "row":
                self._open_row(attributes)
            case "mergeCell":
                self.grid.merged.append(_range(attributes.get("ref", "")))
            case "col" if attributes.get("hidden") in _TRUE:
                first, last = _whole(attributes.get("min"), 1), _whole(attributes.get("max"), 1)
                self.grid.hidden_columns.append(Range(1, 1, first, last))

    def text(self, text: str) -> None:
        if self._collecting:
            self._value.append(text)

    def end(self, name: str) -> None:
        match name:
            case "v" | "t":
                self._collecting = False
            case "rPh":
                self._phonetic = False
            case "c":
                self._close_cell()
            case "row":
                self._close_row()

    def _open_row(self, attributes: Attributes) -> None:
        row = _whole(attributes.get("r"), self._row + 1)
        if row <= self._row:
            raise Damaged
        self._row, self._column = row, 0
        self._row_hidden = attributes.get("hidden") in _TRUE

    def _open_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self._column = self._column + 1 if reference is None else _position(reference)[1]
        self._type = attributes.get("t", "n")
        self._style = _whole(attributes.get("s"), 0)
        self._is_formula = False
        self._value.clear()

    def _close_cell(self) -> None:
        raw = "".join(self._value)
        if raw.strip() or self._is_formula:
            self._cells[self._column] = self._cell(raw)

    def _close_row(self) -> None:
        if not self._cells:
            return
        self.grid.rows.append(Row(self._row, self._cells, self._row_hidden))
        self._cells = {}
        if len(self.grid.rows) > self._limits.rows + _ROWS_AROUND:
            raise TooManyRows(sheet=self.grid.sheet, limit=self._limits.rows)

    def _cell(self, raw: str) -> Cell:
        match self._type:
            case "s":
                return Cell(Kind.TEXT, self._shared(raw), self._is_formula)
            case "inlineStr" | "str":
                return Cell(Kind.TEXT, unescape(raw), self._is_formula)
            case "e":
                return Cell(Kind.ERROR, raw, self._is_formula)
            case "b":
                return Cell(Kind.BOOLEAN, "TRUE" if raw.strip() in _TRUE else "FALSE", self._is_formula)
            case "d":
                return self._iso_date(raw)
            case _:
                return self._number(raw.strip())

    def _shared(self, raw: str) -> str:
        at = _whole(raw.strip(), -1)
        if not 0 <= at < len(self._meaning.strings):
            raise Damaged
        return self._meaning.strings[at]

    def _iso_date(self, raw: str) -> Cell:
        try:
            day = date.fromisoformat(raw.strip()[:10])
        except ValueError as problem:
            raise Damaged from problem
        return Cell(Kind.DATE, day.isoformat(), self._is_formula, day)

    def _number(self, raw: str) -> Cell:
        if not raw and self._is_formula:
            return Cell(Kind.TEXT, "", is_formula=True)
        if not _NUMBER.fullmatch(raw):
            raise Damaged
        day = day_of_serial(raw, self._meaning.epoch) if self._style in self._meaning.date_styles else None
        if day:
            return Cell(Kind.DATE, day.isoformat(), self._is_formula, day)
        return Cell(Kind.NUMBER, _digits(raw), self._is_formula)


def day_of_serial(text: str, epoch: date) -> date | None:
    """The date an Excel day number stands for; None when it can be none."""
    serial = float(text)
    if not _FIRST_SERIAL <= serial < _LAST_SERIAL:
        return None
    return epoch + timedelta(days=int(serial))


def unescape(text: str) -> str:
    """Undo `_x000D_`, the way the format writes characters XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _character(int(found.group(1), 16)), text)


def _character(code: int) -> str:
    # A lone surrogate could not be stored or shown, so it becomes the replacement character.
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _digits(raw: str) -> str:
    number = Decimal(raw)
    if number.adjusted() < 25 and number == number.to_integral_value():
        return str(int(number))
    return str(float(raw))


def _whole(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise Damaged
    return int(text)


def _position(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise Damaged
    return int(found.group(2)), column_of(found.group(1))


def _range(reference: str) -> Range:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _position(first), _position(last or first)
    return Range(min(top, bottom), max(top, bottom), min(left, right), max(left, right))
