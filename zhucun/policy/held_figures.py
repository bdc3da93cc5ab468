"""What the system already holds of every village: a closed list of figures, each with the rows it is counted from.

A feature offers its figures at start, and whoever asks villages for something fills these in instead of asking.
The one thing that must stay true: a figure is the count (or the sum) of exactly the rows that its list shows.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, IntegerField, QuerySet, Sum, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from zhucun.engine.period import Period
from zhucun.kernel.county import CountyQuerySet

Words = str | Promise
Rows = Callable[[str, Period], CountyQuerySet[Any]]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One row of a list, with the way to it; `amount` is what it adds where rows are summed."""

    title: str
    note: str
    url_name: str
    kwargs: dict[str, UUID | date]
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFigure:
    """`rows` gives all of a county that count in a period, in the order of their list; `village` names the column of the
    place. What is not `of_period` is told as it stands today. `needs` is the right to see the rows.
    """

    name: str  # kebab-case
    label: Words
    unit: Words
    needs: str
    rows: Rows
    lines: Callable[[CountyQuerySet[Any]], list[HeldLine]]
    village: str = "village_code"
    of_period: bool = False
    adds: str = ""  # the column that is summed; without it rows are counted
    also: tuple[str, ...] = ()  # what forms call it otherwise

    def rows_in(self, county: str, village_code: str, period: Period) -> CountyQuerySet[Any]:
        return self.rows(county, period).filter(**{self.village: village_code})


@dataclass(frozen=True, slots=True)
class Ask:
    """A figure over a period, for the sake of something that its asker knows by `tag`."""

    tag: str
    name: str
    period: Period


@dataclass(slots=True)
class _Registry:
    figures: dict[str, HeldFigure] = field(default_factory=dict)


_registry = _Registry()


def offer(*figures: HeldFigure) -> None:
    """Offer figures at start; the same name again replaces its figure."""
    for figure in figures:
        _registry.figures[figure.name] = figure


def offered() -> dict[str, HeldFigure]:
    """Every figure there is by name, in one order whatever was loaded first."""
    return dict(sorted(_registry.figures.items()))


def count(county: str, villages: Collection[str], asks: Iterable[Ask]) -> dict[tuple[str, str, str], int]:
    """(tag, name, village) → figure, of those villages that have any: one statement for all that is asked."""
    parts = [_counted(county, villages, ask) for ask in asks]
    if not parts:
        return {}
    first, *others = parts
    rows = first.union(*others, all=True) if others else first
    return {(row["of_tag"], row["of_figure"], row["of_place"]): row["of_count"] or 0 for row in rows}


def _counted(county: str, villages: Collection[str], ask: Ask) -> QuerySet[Any, dict[str, Any]]:
    figure = _registry.figures[ask.name]
    rows = figure.rows(county, ask.period).filter(**{f"{figure.village}__in": list(villages)})
    how = Sum(figure.adds) if figure.adds else Count("id")
    plain = (
        rows.select_related(None)
        .order_by()
        .values(
            of_tag=Value(ask.tag, output_field=CharField()),
            of_figure=Value(ask.name, output_field=CharField()),
            of_place=F(figure.village),
        )
    )
    counted: QuerySet[Any, dict[str, Any]] = plain.annotate(of_count=Cast(how, IntegerField()))
    return counted
