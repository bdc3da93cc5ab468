"""The figures as a ledger in Excel: the table of the page, kept with whoever made it."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from zhucun.accounts.models import User
from zhucun.cases.figures_page import Row, Table
from zhucun.documents.cells import Cell
from zhucun.documents.ledger import Column, write_ledger
from zhucun.documents.models import Paper
from zhucun.documents.services import EXCEL, keep_paper
from zhucun.kernel import clock
from zhucun.kernel.place_codes import COUNTY

FIRST = {"month": "月份", "kind": "种类", "place": "地方"}


@translation.override(settings.LANGUAGE_CODE)  # papers are Chinese, whoever makes them
def make_ledger(*, by: User, table: Table, today: date) -> Paper:
    out = BytesIO()
    place = table.names.get(table.asked.place or table.county.ljust(12, "0"), "")
    title = f"{place}{table.title}办件统计（按{FIRST[table.by]}）"
    received = table.total.numbers[0].count
    write_ledger(
        [Column(word) for word in (FIRST[table.by], *table.heads, _("评价"))],
        _rows(table),
        title=title,
        notes=[
            _("数据截至 %(day)s，按提出日期统计，合计收到 %(count)s 件；与“办件统计”页同一查询。")
            % {"day": today.isoformat(), "count": received}
        ],
        out=out,
        frozen_columns=1,
    )
    return keep_paper(
        by=by,
        county=table.county,
        kind="case-figures",
        title=title,
        place_code=table.asked.place or table.county.ljust(2 * COUNTY, "0"),
        period_from=table.period.first,
        file_name=f"{title}.xlsx",
        media_type=EXCEL,
        content=out.getvalue(),
        figures={"received": received},
        at=clock.now(),
    )


def _rows(table: Table) -> Iterator[list[Cell]]:
    for row in (*table.rows, table.total):
        yield [row.title, *(number.count for number in row.numbers), _rated(row)]


def _rated(row: Row) -> str:
    return " ".join(f"{one.label} {one.count}" for one in row.ratings)
