"""Rows of a sheet, written whole: a ledger has a million cells, and each of them only a text, a number, or nothing.

xlsxwriter makes everything else of the file and of the sheet. What must stay true: a text is escaped here and nowhere
marked as anything but a text, whatever it looks like.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_AN_ESCAPE = "_x"  # what reads like an escape of a control character has its own first sign escaped


class Rows(Worksheet):  # type: ignore[misc]
    """A worksheet in constant memory that takes rows as they are, from the top, beside xlsxwriter's own cells."""

    def look(self, format: Any) -> str:
        """The number of a format, asked once and not for every cell."""
        return str(format._get_xf_index())

    def text(self, words: str) -> str:
        """What stands inside a cell that holds a text."""
        said = escape(words, quote=False)
        if _AN_ESCAPE in said:
            said = str(self._escape_control_characters(said))
        kept = ' xml:space="preserve"' if words != words.strip() else ""
        return f' t="inlineStr"><is><t{kept}>{said}</t></is></c>'

    def number(self, value: float) -> str:
        return f"><v>{value:.16G}</v></c>"

    def row(self, row: int, cells: Sequence[tuple[str, str]]) -> None:
        """Write a row below all that was written: format number and inside of each cell, in order."""
        if row > self.previous_row:
            self._write_single_row(row)
        self._check_dimensions(row, len(cells) - 1)
        below = row + 1
        written = (
            f'<c r="{name}{below}" s="{look}"{inside}'
            for name, (look, inside) in zip(self._names(len(cells)), cells, strict=True)
        )
        self.fh.write(f'<row r="{below}">{"".join(written)}</row>')

    def link(self, row: int, column: int, address: str) -> None:
        """Let a cell that has its text open an address."""
        self.hlink_count += 1
        self.hyperlinks[row][column] = Url(address)

    def _names(self, count: int) -> list[str]:
        names: list[str] = self.__dict__.setdefault("_column_names", [])
        names.extend(xl_col_to_name(place) for place in range(len(names), count))
        return names[:count]


NOTHING = "/>"  # inside a cell that holds nothing
