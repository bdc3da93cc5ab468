"""Stays as the workbook that a county would upload; the real reader, preview and import take it from there."""

import io
from collections.abc import Iterable, Iterator
from datetime import date

import xlsxwriter

from zhucun.demo.cadres import Round, Stay
from zhucun.dispatch.roster.layout import LAYOUT, SHEET, WORDS


def workbook_of(stays: Iterable[Stay], term: Round) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, [column.title for column in LAYOUT.columns])
        for number, stay in enumerate(stays, start=1):
            line = dict(cells(stay, term))
            for at, column in enumerate(LAYOUT.columns):
                sheet.write_string(number, at, line[column.key])
    return target.getvalue()


def cells(stay: Stay, term: Round) -> Iterator[tuple[str, str]]:
    """Every column in the words of the sheet."""
    cadre, sender = stay.cadre, stay.cadre.sender
    yield from {
        "name": cadre.name,
        "id_number": cadre.id_number,
        "phone": cadre.phone,
        "political": _title("political", cadre.political),
        "unit": sender.name,
        "uscc": sender.uscc,
        "unit_kind": _title("unit_kind", sender.kind),
        "sender_level": _title("sender_level", sender.level),
        "batch": term.name,
        "role": _title("role", stay.role),
        "township": stay.place.township,
        "village": stay.place.name,
        "starts_on": _day(stay.starts_on),
        "ends_on": _day(stay.ends_on),
    }.items()


def _title(column: str, value: str) -> str:
    return next(title for title, held in WORDS[column].options.items() if held == value)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
