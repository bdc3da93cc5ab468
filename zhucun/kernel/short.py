"""How much of something there is for one reader, how much of it is late, and the nearest day: several such in one statement.

A home page asks features for `counted` rows and reads all of them at once, so that one more line costs no statement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Expression, F, IntegerField, Min, Q, QuerySet, Value

Counts = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Short:
    count: int
    overdue: int
    nearest: date | None
    marked: int = 0  # what the feature wants to know beside it


def counted(
    rows: QuerySet[Any],
    name: str,
    *,
    day: str,
    overdue: Q,
    near: Q | None = None,
    mark: Expression | None = None,
) -> Counts:
    """`day` names the field of the day, `overdue` says which rows are, `near` whose day counts as the nearest."""
    plain = rows.order_by().values(short=Value(name))
    found: Counts = plain.annotate(
        count=Count("id"),
        overdue=Count("id", filter=overdue),
        nearest=Min(F(day), filter=near),
        marked=mark or Value(0, output_field=IntegerField()),
    )
    return found


def read(asked: Iterable[Counts]) -> dict[str, Short]:
    """All that was asked, by name."""
    first, *others = asked
    rows = first.union(*others, all=True) if others else first
    return {row["short"]: Short(row["count"], row["overdue"], row["nearest"], row["marked"]) for row in rows}
