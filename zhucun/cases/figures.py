"""What became of the cases of a year or a month, counted by month, kind or place.

The one thing that must stay true: a figure is a count under the filters of the list, so that opening it shows exactly
the cases it counted. Nobody is counted by name, and nothing is put in order of merit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast, Substr
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
ALL_OF_THEM = FIGURES[0]


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
    """A line for each month, kind or place that has cases, under the filters asked. One statement."""
    rows = found.filter(replace(asked, standing=Standing.ALL).conditions(today)).order_by()
    counted = rows.annotate(line=_axis(by, asked)).values("line", "rating")
    counted = counted.annotate(
        **{_column(one): Count("id", filter=one.filters.conditions(today)) for one in FIGURES}
    )
    parts: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in counted:
        parts[row["line"]].append(row)
    return [_line(by, asked, value, parts[value]) for value in sorted(parts)]


def _line(by: By, asked: Filters, value: str, parts: Sequence[Mapping[str, Any]]) -> Line:
    """What was counted by rating, put together."""
    counts = {one.key: sum(part[_column(one)] for part in parts) for one in FIGURES}
    ratings = {part["rating"]: part[_column(ALL_OF_THEM)] for part in parts if part["rating"]}
    told = date.fromisoformat(f"{value}-01") if by is By.MONTH else value
    return Line(told, _opening(by, asked, told), counts, ratings)


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


def _column(figure: Figure) -> str:
    """Some figures are called as a column of a case is, which their conditions ask for."""
    return f"count_{figure.key}"


def _axis(by: By, asked: Filters) -> Any:
    match by:
        case By.MONTH:
            return Substr(Cast("raised_on", TextField()), 1, len("2026-10"))  # SQLite truncates in Python
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
