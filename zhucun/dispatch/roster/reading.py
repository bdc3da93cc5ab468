"""A workbook → the lines of a roster. Knows the sheet, knows nothing of the county."""

import hashlib
from datetime import date

from zhucun.dispatch.roster.layout import LAYOUT, OPEN_END, WORDS
from zhucun.dispatch.roster.rows import RosterRow, RosterSheet
from zhucun.kernel.identity import IdNumber, read_credit_code, read_id_number, read_mobile
from zhucun.kernel.spreadsheet import DEFAULT, Limits, Problem, RowReader, open_table, open_workbook


def read_roster(data: bytes, *, today: date, limits: Limits = DEFAULT) -> RosterSheet:
    """Every line with every problem that can be seen in the file alone; a file that is none is refused."""
    table = open_table(open_workbook(data, limits), LAYOUT)
    problems: list[Problem] = list(table.problems)
    rows = [_row(RowReader(table, row, problems), today) for row in table.rows]
    return RosterSheet(table, rows, problems, hashlib.sha256(data).hexdigest())


def _row(row: RowReader, today: date) -> RosterRow:
    def citizen(text: str) -> IdNumber:
        return read_id_number(text, today=today)

    # In the order of the columns: that is the order in which problems are listed.
    return RosterRow(
        number=row.number,
        name=row.name("name"),
        person=row.code("id_number", citizen),
        phone=row.code("phone", read_mobile),
        political=row.choice("political", WORDS["political"]),
        unit=row.name("unit"),
        uscc=row.code("uscc", read_credit_code),
        unit_kind=row.choice("unit_kind", WORDS["unit_kind"]),
        sender_level=row.choice("sender_level", WORDS["sender_level"]),
        batch=row.text("batch"),
        role=row.choice("role", WORDS["role"]),
        township=row.name("township"),
        village=row.name("village"),
        starts_on=row.day("starts_on"),
        ends_on=row.day("ends_on", open_words=OPEN_END),
    )
