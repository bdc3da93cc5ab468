"""What became of the cases of a year or a month, counted by month, kind or place.

The one thing that must stay true: a figure is a count under the filters of the list, so that opening it shows exactly
the cases it counted. Nobody is counted by name, and nothing is put in order of merit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr, TruncMonth
from django.utils.translation import gettext_lazy as _

from zhucun.cases.filters import Filters, Settled, Standing
from zhucun.cases.models import Case
from zhucun.engine.period import Period, PeriodKind
from zhucun.kernel.place_codes import TOWNSHIP, VILLAGE

Counts = Mapping[str, int]


class By(StrEnum):
    MONTH = "month"
    KIND = "kind"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Figure:
    """One column: what it is called, and the filters under which the list shows the same."""

    key: str
    title: Any
    filters: Filters


ALL = Filters(standing=Standing.ALL)
ENDED = Filters(standing=Standing.ENDED)
FIGURES = (
    Figure("received", _("收到"), ALL),
    Figure("in_time", _("按期办结"), replace(ENDED, settled=Settled.IN_TIME)),
    Figure("late", _("逾期办结"), replace(ENDED, settled=Settled.LATE)),
    Figure("otherwise", _("其他结束"), replace(ENDED, settled=Settled.OTHERWISE)),
    Figure("open", _("在办"), Filters()),
    Figure("overdue", _("其中逾期"), Filters(overdue=True)),
    Figure("sent_up", _("转过上级"), replace(ALL, sent_up=True)),
    Figure("reopened", _("重新办理"), replace(ALL, reopened=True)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One month, kind or place; `filters` open all of its cases."""

    value: Any
    filters: Filters
    counts: Counts
    ratings: Counts = field(default_factory=dict)

    def opens(self, figure: Figure) -> Filters:
        """The filters of one number of this line."""
        own = figure.filters
        return replace(
            self.filters,
            standing=own.standing,
            overdue=own.overdue,
            settled=own.settled,
            sent_up=own.sent_up,
            reopened=own.reopened,
        )

    def opens_rating(self, rating: str) -> Filters:
        return replace(self.filters, standing=Standing.ALL, rating=rating)


def year_of(day: date) -> Period:
    return Period.containing(PeriodKind.YEAR, day)


def lines_of(found: "QuerySet[Case, Any]", by: By, asked: Filters, today: date) -> list[Line]:
    """A line for each month, kind or place that has cases, under the filters asked. Two statements."""
    rows = found.filter(replace(asked, standing=Standing.ALL).conditions(today)).order_by()
    rows = rows.annotate(line=_axis(by, asked))
    counted = rows.values("line").annotate(
        **{_column(one): Count("id", filter=one.filters.conditions(today)) for one in FIGURES}
    )
    ratings = _ratings(rows)
    return [
        Line(row["line"], _opening(by, asked, row["line"]), _counts(row), ratings[row["line"]])
        for row in sorted(counted, key=lambda row: row["line"])
    ]


def total_of(lines: Iterable[Line], asked: Filters) -> Line:
    """What the lines add up to; it is what the same filters count without them."""
    counts: dict[str, int] = {one.key: 0 for one in FIGURES}
    ratings: dict[str, int] = defaultdict(int)
    for line in lines:
        for key, number in line.counts.items():
            counts[key] += number
        for rating, number in line.ratings.items():
            ratings[rating] += number
    return Line(None, replace(asked, standing=Standing.ALL), counts, dict(ratings))


def _counts(row: Mapping[str, Any]) -> Counts:
    return {one.key: row[_column(one)] for one in FIGURES}


def _column(figure: Figure) -> str:
    """Some figures are called as a column of a case is, which their conditions ask for."""
    return f"count_{figure.key}"


def _ratings(rows: "QuerySet[Any, Any]") -> dict[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    rated = rows.exclude(rating="").values_list("line", "rating").annotate(n=Count("id"))
    for line, rating, number in rated.order_by("rating"):
        found[line][rating] = number
    return found


def _axis(by: By, asked: Filters) -> Any:
    match by:
        case By.MONTH:
            return TruncMonth("raised_on")
        case By.KIND:
            return Substr("flow", 1)
        case By.PLACE:
            return Substr("place_code", 1, VILLAGE if asked.place else TOWNSHIP)


def _opening(by: By, asked: Filters, value: Any) -> Filters:
    """The filters of a line: those asked, and its own."""
    match by:
        case By.MONTH:
            return replace(asked, month=Period.month(value.year, value.month))
        case By.KIND:
            return replace(asked, kind=value)
        case By.PLACE:
            code = value.ljust(VILLAGE, "0")
            return replace(asked, place=code, own=_is_own(code, asked))


def _is_own(code: str, asked: Filters) -> bool:
    """Whether a line is what lies at the township or the county itself, below which there are other lines."""
    return code == asked.place if asked.place else code.endswith("000000")
