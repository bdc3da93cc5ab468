"""Lists by key: the next page begins after a row, wherever that row is now. Only addresses that our pages write are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from zhucun.kernel.county import CountyModel, CountyQuerySet
from zhucun.kernel.place_codes import VILLAGE

M = TypeVar("M", bound=CountyModel)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    rows: list[M]
    following: UUID | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list."""

    village: str = ""
    word: str = ""
    after: UUID | None = None

    @property
    def narrow(self) -> bool:
        return bool(self.village or self.word)


def asked_in(given: Mapping[str, str], words: Mapping[str, object]) -> Asked:
    """`words` are the codes that the list can be narrowed to."""
    village, word, after = given.get("village", ""), given.get("word", ""), given.get("page", "")
    if village and not (village.isascii() and village.isdigit() and len(village) == VILLAGE):
        raise Http404("village")
    if word and word not in words:
        raise Http404("word")
    try:
        return Asked(village, word, UUID(after) if after else None)
    except ValueError as strange:
        raise Http404("page") from strange


def page_of(rows: CountyQuerySet[M], after: UUID | None) -> Page[M]:
    """One page of a list ordered by a day and the key, both in one direction."""
    day, backwards = str(rows.query.order_by[0]).lstrip("-"), str(rows.query.order_by[0]).startswith("-")
    if after is not None:
        last = rows.filter(id=after).values_list(day, flat=True).first()
        if last is None:
            raise Http404("page")
        way = "lt" if backwards else "gt"
        rows = rows.filter(Q(**{f"{day}__{way}": last}) | Q(**{day: last, f"id__{way}": after}))
    found = list(rows[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
