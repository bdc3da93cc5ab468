"""Rosters for tests: a small county as a book, and rows with one thing changed."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import openpyxl

from zhucun.dispatch.choices import Political, Role, SenderLevel
from zhucun.dispatch.roster.book import KnownPerson, KnownPosting, KnownUnit, RosterBook
from zhucun.dispatch.roster.layout import LAYOUT, SHEET
from zhucun.dispatch.roster.preview import preview_roster
from zhucun.dispatch.roster.reading import read_roster
from zhucun.dispatch.roster.villages import KnownVillage
from zhucun.kernel.identity import credit_check_character, id_check_character
from zhucun.places.choices import UnitKind

TODAY = date(2026, 6, 1)
TITLES = [column.title for column in LAYOUT.columns]
KEYS = [column.key for column in LAYOUT.columns]

VILLAGES = (
    KnownVillage("513331100201", "根呷村", "建设镇", ("根呷村村民委员会",)),
    KnownVillage("513331100202", "和平村", "建设镇", ("和平村委会",)),
    KnownVillage("513331100001", "和平社区", "建设镇", ("和平社区居民委员会",)),
    KnownVillage("513331101201", "麻绒村", "麻绒乡", ("绒麦村",)),
    KnownVillage("513331101202", "新村村", "麻绒乡"),
    KnownVillage("513331102201", "河东村", "阿察镇"),
    KnownVillage("513331103201", "河东村", "盖玉镇"),
)


def citizen(number: int) -> str:
    """A valid ID number for each number."""
    body = f"51333119{70 + number % 30:02}0{1 + number % 9}1{number % 10}{number % 1000:03}"
    return body + id_check_character(body)


def credit_code(number: int) -> str:
    body = f"11513331{number:09}"
    return body + credit_check_character(body)


def phone(number: int) -> str:
    return f"138{number:08}"


PLAIN: dict[str, Any] = {
    "name": "张三",
    "id_number": citizen(1),
    "phone": phone(1),
    "political": "中共党员",
    "unit": "县财政局",
    "uscc": credit_code(1),
    "unit_kind": "机关",
    "sender_level": "县",
    "batch": "2026年第一批",
    "role": "第一书记",
    "township": "建设镇",
    "village": "根呷村",
    "starts_on": "2026-03-01",
    "ends_on": None,
}
OTHER = PLAIN | {
    "name": "李四",
    "id_number": citizen(2),
    "phone": phone(2),
    "unit": "县教育局",
    "uscc": credit_code(2),
    "village": "和平村",
}


def workbook(*rows: Mapping[str, object], titles: list[str] = TITLES, keys: list[str] = KEYS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet.append(titles)
    for row in rows:
        sheet.append([row.get(key) for key in keys])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


KNOWN_UNIT = KnownUnit("县财政局", credit_code(1), UnitKind.ORGAN)
KNOWN_PERSON = KnownPerson(f"id:{citizen(1)}", "张三", f"phone:{phone(1)}", Political.MEMBER)
KNOWN_POSTING = KnownPosting(
    id_hash=f"id:{citizen(1)}",
    person="张三",
    village_code="513331100201",
    role=Role.FIRST_SECRETARY,
    sender_level=SenderLevel.COUNTY,
    batch="2026年第一批",
    unit="县财政局",
    starts_on=date(2026, 3, 1),
    ends_on=None,
)


def book_of(*, units=(), persons=(), postings=(), batches=()) -> RosterBook:
    return RosterBook(
        villages=VILLAGES,
        units=tuple(units),
        persons=tuple(persons),
        postings=tuple(postings),
        batches=frozenset(batches),
        hash_id=lambda text: f"id:{text}",
        hash_phone=lambda text: f"phone:{text}",
    )


EMPTY = book_of()
KNOWN = book_of(
    units=[KNOWN_UNIT], persons=[KNOWN_PERSON], postings=[KNOWN_POSTING], batches=["2026年第一批"]
)


def previewed(*rows: Mapping[str, object], book: RosterBook = EMPTY):
    return preview_roster(read_roster(workbook(*rows), today=TODAY), book)


def problems_of(preview):
    """(row, column letter, code) of every problem."""
    return [(problem.row, problem.column, problem.code) for problem in preview.problems]


def sentence_of(preview, code):
    """The words of the only problem with a code."""
    (sentence,) = [problem.sentence for problem in preview.problems if problem.code == code]
    return sentence
