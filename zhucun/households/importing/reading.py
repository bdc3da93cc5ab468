"""A workbook → lines. Knows the sheets and the county's words, knows nothing of who lives there."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhucun.households.choices import IdKind
from zhucun.households.domain_people import WORD_LISTS, VillagerEntry
from zhucun.households.importing.cells import (
    MASKED,
    plain,
    read_birth,
    read_count,
    read_number,
    read_village_code,
)
from zhucun.households.importing.rows import Findings, HouseholdRow, MemberRow, Place, Sheet
from zhucun.households.importing.sheets import tables_of
from zhucun.households.importing.words import Vocabulary
from zhucun.households.papers import Paper, read_paper
from zhucun.kernel.spreadsheet import Problem, RowReader, Table
from zhucun.kernel.text import canonical

_LISTED = str.maketrans(dict.fromkeys(",，;；/\n", "、"))
_WORDS = ("sex", *WORD_LISTS)


def read_register(data: bytes, words: Vocabulary, *, today: date) -> Sheet:
    """Every line with every problem that can be seen in the file alone; a file that is none is refused."""
    tables, findings = tables_of(data), Findings()
    households: list[HouseholdRow] = []
    members: list[MemberRow] = []
    for table, read, into in (
        (tables.households, _with_phone, households),
        (tables.members, _member, members),
    ):
        if table is not None:
            _read(table, findings, lambda reader, _read=read: _read(reader, words, today), into)
    return Sheet(
        households, members, findings, hashlib.sha256(data).hexdigest(), one_sheet=tables.households is None
    )


class Reader(RowReader):
    """A line of these sheets: what cannot be read is noted and left out."""

    def __init__(self, table: Table, row: Any, problems: list[Problem]) -> None:
        super().__init__(table, row, problems)
        self.at = Place(table.grid.sheet, row.number)

    def word(self, key: str, words: Vocabulary) -> str:
        return self.choice(key, words.list_of(key)) or ""

    def uuid(self, key: str) -> str:
        return str(self.code(key, _uuid) or "")

    def number_of(self, key: str) -> str:
        return self.code(key, read_number) or ""

    def benefits(self, words: Vocabulary) -> tuple[str, ...]:
        written = [word for word in self.text("benefits").translate(_LISTED).split("、") if word.strip()]
        found = {word: words.list_of("benefits").find(word) for word in written}
        for word, code in found.items():
            if code is None:
                sentence = _("补助里没有“%(word)s”这一项。请用词表里的名称，多项用顿号隔开。")
                self.error("benefits", "benefit.unknown", sentence % {"word": word})
        return tuple(code for code in found.values() if code)


def _read(table: Table, findings: Findings, read: Any, into: list[Any]) -> None:
    """Line by line; the grid is let go as it is read, since a county fills memory with cells."""
    sheet = table.grid.sheet
    titles = {key: column.title for key, column in table.layout.by_key.items()}
    findings.know(sheet, ((key, at, titles[key]) for key, at in table.columns.items()))
    problems = list(table.problems)
    table.grid.rows.clear()
    rows = table.rows
    rows.reverse()
    while True:
        for problem in problems:
            findings.add(problem)
        problems.clear()
        if not rows:
            return
        into.append(read(Reader(table, plain(rows.pop()), problems)))


def _household(reader: Reader, words: Vocabulary, today: date) -> HouseholdRow:
    return HouseholdRow(
        at=reader.at,
        household_id=reader.uuid("household_id"),
        township=reader.name("township"),
        village=reader.name("village"),
        village_code=reader.code("village_code", read_village_code) or "",
        group_name=reader.text("group_name"),
        number=reader.number_of("number"),
        head_name=reader.name("head_name"),
        head_hash=_head_hash(reader, today),
        people=reader.code("people", read_count),
        circumstance=reader.word("circumstance", words),
        housing=reader.word("housing", words),
        water=reader.word("water", words),
        way_to_earn=_text(reader, "way_to_earn"),
        needs=_text(reader, "needs"),
    )


def _with_phone(reader: Reader, words: Vocabulary, today: date) -> HouseholdRow:
    """On the sheet of households the telephone is the head's."""
    return replace(_household(reader, words, today), phone=reader.number_of("phone"))


def _head_hash(reader: Reader, today: date) -> str:
    def read(text: str) -> str:
        if MASKED in text:
            return ""
        paper = read_paper(IdKind.CITIZEN, text, today=today)
        return paper.hash if paper else ""

    return reader.code("head_id", read) or ""


def _member(reader: Reader, words: Vocabulary, today: date) -> MemberRow:
    paper = _paper(reader, kind := reader.word("id_kind", words), today)
    facts = _facts(reader, words) | {"id_kind": kind, "id_number": paper.number if paper else ""}
    given = {name: value for name, value in facts.items() if value not in ("", None, (), MASKED)}
    return MemberRow(
        at=reader.at,
        household=_household(reader, words, today),
        member_id=reader.uuid("member_id"),
        relation=reader.word("relation", words),
        person=VillagerEntry(**{"name": "", **given}),
        said=frozenset(given),
        id_hash=paper.hash if paper else "",
        allowance=reader.choice("allowance", words.yes_no),
        supported=reader.choice("supported", words.yes_no),
    )


def _facts(reader: Reader, words: Vocabulary) -> dict[str, Any]:
    return {
        "name": reader.name("name"),
        "born_on": reader.code("born_on", read_birth),
        "phone": reader.number_of("phone"),
        "works_at": _text(reader, "works_at"),
        "works_months": reader.code("works_months", read_count),
        "benefits": reader.benefits(words),
        **{field: reader.word(field, words) for field in _WORDS},
    }


def _paper(reader: Reader, kind: str, today: date) -> Paper | None:
    def read(text: str) -> Paper | None:
        return None if MASKED in text else read_paper(kind, text, today=today)

    return reader.code("id_number", read)


def _text(reader: Reader, key: str) -> str:
    return " ".join(canonical(reader.text(key)).split())


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as strange:
        sentence = _("系统编号不完整。请用导出的表，不要改动这一列；新登记的留空。")
        raise ValidationError(sentence, code="id.shape") from strange
