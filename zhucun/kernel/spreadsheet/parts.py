"""The parts of a workbook that give a sheet's cells their meaning: directory, links, strings, styles."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhucun.kernel.spreadsheet.sheet_xml import unescape
from zhucun.kernel.spreadsheet.xml import Attributes, Handler

# Numbers of built-in formats that show a date, those of Chinese Excel (27-36, 50-58) included.
_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class Link:
    id: str
    kind: str
    target: str


class LinksReader(Handler):
    """A .rels part: which part plays which role."""

    def __init__(self, owner: str) -> None:
        self._folder = posixpath.dirname(owner)
        self.links: list[Link] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.links.append(Link(attributes.get("Id", ""), kind, target.lstrip("/")))

    def of_kind(self, kind: str) -> Iterator[Link]:
        return (link for link in self.links if link.kind == kind)


@dataclass(frozen=True, slots=True)
class BookSheet:
    name: str
    link: str
    visible: bool


class BookReader(Handler):
    """workbook.xml: the sheets in order, and the day on which its numbers begin."""

    def __init__(self) -> None:
        self.root = ""
        self.epoch = _EPOCH_1900
        self.sheets: list[BookSheet] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self.root = self.root or name
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            visible = attributes.get("state", "visible") == "visible"
            self.sheets.append(BookSheet(attributes.get("name", ""), link, visible))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = _EPOCH_1904


class StringsReader(Handler):
    """sharedStrings.xml; runs of rich text are joined, phonetic hints left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._collecting = self._phonetic = False

    def start(self, name: str, _attributes: Attributes, /) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._collecting = not self._phonetic

    def text(self, text: str) -> None:
        if self._collecting:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._collecting = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.strings.append(unescape("".join(self._pieces)))


class StylesReader(Handler):
    """styles.xml: the cell styles that show a number as a date."""

    def __init__(self) -> None:
        self.date_styles: set[int] = set()
        self._date_formats = set(map(str, _BUILT_IN_DATES))
        self._within_cell_styles = False
        self._count = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and shows_date(attributes.get("formatCode", "")):
            self._date_formats.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            self._within_cell_styles = True
        elif name == "xf" and self._within_cell_styles:
            if attributes.get("numFmtId") in self._date_formats:
                self.date_styles.add(self._count)
            self._count += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within_cell_styles = False


def shows_date(code: str) -> bool:
    """Whether a format such as `yyyy"年"m"月"` shows years or days, and not only hours."""
    return bool(re.search("[yd]", _LITERAL.sub("", code), re.IGNORECASE))
