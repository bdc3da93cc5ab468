"""Lists by key: the next page begins after a row, wherever that row is now. No page is found by counting rows.

A list is ordered by columns of its own that are never empty, the key last, so that no two rows stand in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from zhucun.kernel.county import CountyModel, CountyQuerySet

M = TypeVar("M", bound=CountyModel)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    rows: list[M]
    following: UUID | None  # the row after which the next page begins


def after_in(given: Mapping[str, str]) -> UUID | None:
    """The row after which an address asks to begin; what no page of ours writes is 404."""
    try:
        return UUID(given["page"]) if given.get("page") else None
    except ValueError as strange:
        raise Http404("no such page") from strange


def page(found: CountyQuerySet[M], size: int, *, after: M | None = None) -> Page[M]:
    """One page of a list in the order it has; `after` is the last row of the page before."""
    if after is not None:
        found = found.filter(beyond(after, *map(str, found.query.order_by)))
    return cut(list(found[: size + 1]), size)


def cut(rows: list[M], size: int) -> Page[M]:
    """A page of rows of which one more than a page was asked for."""
    return Page(rows[:size], rows[size - 1].id if len(rows) > size else None)


def beyond(last: CountyModel, *order: str) -> Q:
    """The condition that a row comes after this one; `order` is named as in `order_by`."""
    further, same = Q(), Q()
    for named in order:
        field = named.removeprefix("-")
        value = getattr(last, field)
        further |= same & Q(**{f"{field}__{'lt' if named.startswith('-') else 'gt'}": value})
        same &= Q(**{field: value})
    # Said once more without "or": this alone tells a database where in its index to begin.
    first = order[0].removeprefix("-")
    start = Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": getattr(last, first)})
    return start & further
