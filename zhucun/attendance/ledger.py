"""The month's ledger: a row per cadre, a column per day, the answer in words and shape."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from zhucun.attendance.month_data import LinkTo, MonthData
from zhucun.attendance.months import period_of
from zhucun.documents.cells import Cell, Link
from zhucun.documents.ledger import Column, write_ledger
from zhucun.engine.verdict import Answer
from zhucun.kernel.ribbon import KINDS

HEAD = (
    "乡镇",
    "村",
    "职务",
    "姓名",
    "应在（天）",
    "在村（天）",
    "待核（天）",
    "抵减（天）",
    "结果",
    "为什么",
)
PERSON_COLUMNS = 4


def write(data: MonthData, title: str, out: BinaryIO, *, link: LinkTo) -> None:
    """Write the ledger to `out`."""
    write_ledger(
        [*(Column(word) for word in HEAD), *_days(data)],
        _rows(data, link),
        title=title,
        notes=[
            _("数据截至 %(day)s；与“在岗”页同一查询，合计 %(people)s 人。")
            % {"day": data.as_of.isoformat(), "people": data.totals.total()},
            _("每日一格：") + "；".join(f"{mark}＝{word}" for mark, word in _legend()),
        ],
        out=out,
        frozen_columns=PERSON_COLUMNS,
    )


# One character a day, readable without colour; an empty cell is a day of rest, ahead, or outside the posting.
MARKS = {"p": "√", "r": "记", "x": "补", "t": "培", "o": "公", "l": "假", "a": "×", "q": "？", "n": "○"}


def _legend() -> Iterator[tuple[str, str]]:
    return ((mark, str(KINDS[code].word)) for code, mark in MARKS.items())


def _days(data: MonthData) -> list[Column]:
    period = period_of(data.month)
    return [Column(str((period.first + timedelta(days=at)).day), width=4) for at in range(period.days)]


def _rows(data: MonthData, link: LinkTo) -> Iterator[list[Cell]]:
    why = _("为什么")
    for row in data.rows:
        yield [*_person(row, Link(why, link(f"{row['posting_id']}/why/"))), *_marks(row["days"])]


def _person(row: dict[str, Any], why: Link) -> list[Cell]:
    return [
        row["township"],
        row["village"],
        row["role"],
        row["person_name"],
        row["target"],
        row["done"],
        row["open"],
        row["excused"],
        Answer(row["answer"]),
        why,
    ]


def _marks(days: str) -> Iterator[str | None]:
    return (MARKS.get(code) for code in days)
