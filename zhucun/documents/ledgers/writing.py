"""A ledger as an .xlsx, streamed from the query to the disk: never more than some thousand rows at once.

The first column that names a record carries its link; nothing is ever computed, whatever a text begins with.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from zhucun.documents.cells import LONGEST_ADDRESS, Cell, Link
from zhucun.documents.ledger import Column, write_ledger
from zhucun.documents.ledgers.asking import period_words
from zhucun.documents.ledgers.reading import Reading
from zhucun.places import queries as places
from zhucun.policy.pack.ledger_model import PackLedger
from zhucun.policy.pack.ledger_sources import Kind

WRITTEN: Mapping[str, str] = {
    "plain": "0",
    "grouped": "#,##0",
    "two_places": "#,##0.00",
    "one_place": "#,##0.0",
    "no_places": "#,##0",
    "day": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "chinese": 'yyyy"年"m"月"d"日"',
}
FROZEN = 1


@translation.override(settings.LANGUAGE_CODE)  # papers are Chinese, whoever makes them
def write(reading: Reading, out: IO[bytes], *, absolute: Callable[[str], str]) -> int:
    """Write the whole ledger and return its number of rows; `absolute` makes an address one that opens from a file."""
    ledger = reading.ledger
    return write_ledger(
        [Column(column.heading, written=WRITTEN.get(column.format, "")) for column in ledger.columns],
        _rows(reading, absolute("/").rstrip("/")),
        title=title_of(reading),
        notes=list(_notes(reading)),
        out=out,
        frozen_columns=FROZEN,
    )


def title_of(reading: Reading) -> str:
    """白玉县驻村干部名册（2026年10月）; a part of a county is named by its own name."""
    where = places.place_title(reading.asked.county, reading.narrowed.prefix or reading.asked.county)
    words = {"place": where, "title": reading.ledger.title, "period": period_words(reading.narrowed.period)}
    return _("%(place)s%(title)s（%(period)s）") % words if words["period"] else f"{where}{words['title']}"


def _notes(reading: Reading) -> Iterator[str]:
    yield reading.ledger.says
    if reading.ledger.note:
        yield reading.ledger.note
    yield _("数据截至 %(day)s，只含导出人看得到的；与“台账”页同一查询。") % {
        "day": reading.asked.on.isoformat()
    }


def _rows(reading: Reading, site: str) -> Iterator[list[Cell]]:
    links = links_of(reading.ledger)
    for line in reading.lines():
        cells: list[Any] = list(line.cells)
        address = site + line.address
        for place in links:
            cells[place] = Link(cells[place] or _("打开"), address[:LONGEST_ADDRESS])
        yield cells


def links_of(ledger: PackLedger) -> list[int]:
    """The columns that open the record."""
    return [at for at, column in enumerate(ledger.columns) if ledger.field(column).kind is Kind.LINK]
