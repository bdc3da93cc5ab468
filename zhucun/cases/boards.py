"""A board: the same cases as the list, in columns by state of one kind or by level.

Three statements whatever it shows: how many each column has, which come first in it, and the rows of these alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from zhucun.cases.listing import Cases, Line, Teller, rows_of
from zhucun.cases.models import Case

FIRST = 20


@dataclass(frozen=True, slots=True)
class Column:
    """`value` is what the list is narrowed to when the column is opened."""

    key: str
    value: str
    title: str
    count: int
    rows: Sequence[Case]
    lines: Sequence[Line] = ()

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def columns_of(county: str, found: Cases, key: str, titles: Iterable[tuple[str, str]]) -> list[Column]:
    """Columns in the order of `titles`; only the first cases of each, the most urgent on top."""
    counts = dict(found.order_by().values_list(key).annotate(n=Count("id")))
    by_value: dict[str, list[Case]] = {}
    for row in rows_of(county, _first(found, key)):
        by_value.setdefault(getattr(row, key), []).append(row)
    return [
        Column(key, value, title, counts.get(value, 0), by_value.get(value, [])) for value, title in titles
    ]


def _first(found: Cases, key: str) -> list[UUID]:
    """The first cases of each column, in their order. Counted along, every case would be walked over once more."""
    urgent = [F("due_on").asc(nulls_last=True), F("id").asc()]
    rank = Window(RowNumber(), partition_by=[F(key)], order_by=urgent)
    first = found.order_by().annotate(rank=rank).filter(rank__lte=FIRST).values_list("id", "rank")
    return [id for id, _rank in sorted(first, key=lambda one: one[1])]


def with_lines(columns: Sequence[Column], teller: Teller) -> list[Column]:
    return [
        Column(one.key, one.value, one.title, one.count, one.rows, teller.lines(one.rows)) for one in columns
    ]
