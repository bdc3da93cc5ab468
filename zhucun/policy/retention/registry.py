"""Where features say what they hold: which rows are due, how these are dropped, and what must not be touched yet.

The table of the pack says how long; a kind of the table that is to be dropped is offered by exactly one feature.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import within
from zhucun.policy.pack.retention_model import Then

Rows = CountyQuerySet[Any]
Due = Callable[[str, date], Rows]
Drop = Callable[[str, Sequence[UUID], date], None]
Households = Callable[[str], Any]  # a query of one column
InPlace = Callable[[str, str], Q]
OfHouseholds = Callable[[str, Any], Q]


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that is due, for the list of who: a name and a place, never a number."""

    id: UUID
    name: str
    place_code: str
    url_name: str = ""
    household: UUID | None = None  # what a hold of a single family would name


@dataclass(frozen=True, slots=True)
class Held:
    """`due` gives the rows whose event lies on a day or before and that were not dropped yet; `drop` takes their ids."""

    kind: str
    then: Then
    due: Due
    drop: Drop
    show: Callable[[Iterable[Any]], list[Shown]]
    in_place: InPlace
    of_households: OfHouseholds | None = None


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Households that a feature still needs whole; `why` is said on the screen."""

    why: str | Promise
    households: Households


_held: dict[str, Held] = {}
_back: dict[str, HeldBack] = {}


def offer(held: Held) -> None:
    _held[held.kind] = held


def hold_back(name: str, why: str | Promise, households: Households) -> None:
    """`households` gives a query of one column, the ids of households nothing of which is dropped now."""
    _back[name] = HeldBack(why, households)


def offered() -> dict[str, Held]:
    return dict(_held)


def reasons() -> list[HeldBack]:
    return list(_back.values())


def by_place(column: str) -> InPlace:
    return lambda county, prefix: within(column, prefix)


def by_household(column: str) -> OfHouseholds:
    return lambda county, households: Q(**{f"{column}__in": households})
