"""A workbook from a stranger: its sheets by name, each read when it is asked for."""

import posixpath
from dataclasses import dataclass
from typing import TypeVar

from zhucun.kernel.spreadsheet.container import Container, open_container
from zhucun.kernel.spreadsheet.grid import Grid
from zhucun.kernel.spreadsheet.limits import DEFAULT, Limits
from zhucun.kernel.spreadsheet.parts import BookReader, LinksReader, StringsReader, StylesReader
from zhucun.kernel.spreadsheet.refusals import NotAWorkbook
from zhucun.kernel.spreadsheet.sheet_xml import Meaning, SheetReader
from zhucun.kernel.spreadsheet.xml import Handler, parse

H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    name: str
    part: str
    visible: bool


class Workbook:
    def __init__(self, container: Container, limits: Limits) -> None:
        self.limits = limits
        self._container = container
        main, book = self._book()
        links = self._links(main)
        parts = {link.id: link.target for link in links.of_kind("worksheet")}
        self.sheets = [
            SheetEntry(sheet.name, parts[sheet.link], sheet.visible)
            for sheet in book.sheets
            if sheet.link in parts
        ]
        strings, styles = StringsReader(), StylesReader()
        for link in links.of_kind("sharedStrings"):
            self._parse(link.target, strings)
        for link in links.of_kind("styles"):
            self._parse(link.target, styles)
        self._meaning = Meaning(strings.strings, frozenset(styles.date_styles), book.epoch)

    def grid(self, sheet: SheetEntry) -> Grid:
        return self._parse(sheet.part, SheetReader(sheet.name, self._meaning, self.limits)).grid

    def _book(self) -> tuple[str, BookReader]:
        if "_rels/.rels" not in self._container:
            raise NotAWorkbook
        for link in self._links("").of_kind("officeDocument"):
            book = self._parse(link.target, BookReader())
            if book.root == "workbook":
                return link.target, book
        raise NotAWorkbook

    def _links(self, owner: str) -> LinksReader:
        folder, name = posixpath.split(owner)
        return self._parse(posixpath.join(folder, "_rels", f"{name}.rels"), LinksReader(owner))

    def _parse(self, part: str, handler: H) -> H:
        return parse(self._container.chunks(part), handler, self.limits)


def open_workbook(data: bytes, limits: Limits = DEFAULT) -> Workbook:
    """The workbook in an uploaded file, or a refusal that says why it is not read."""
    return Workbook(open_container(data, limits), limits)
