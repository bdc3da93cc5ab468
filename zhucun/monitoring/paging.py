"""What an address asks of a list of monitoring; only addresses that our pages write are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhucun.kernel import paging
from zhucun.kernel.county import CountyModel, CountyQuerySet
from zhucun.kernel.paging import Page
from zhucun.kernel.place_codes import VILLAGE

M = TypeVar("M", bound=CountyModel)
PAGE = 50


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
    village, word = given.get("village", ""), given.get("word", "")
    if village and not (village.isascii() and village.isdigit() and len(village) == VILLAGE):
        raise Http404("village")
    if word and word not in words:
        raise Http404("word")
    return Asked(village, word, paging.after_in(given))


def page_of(rows: CountyQuerySet[M], after: UUID | None) -> Page[M]:
    """One page of a list; a row to begin after that is not in it is 404."""
    last = get_object_or_404(rows, id=after) if after else None
    return paging.page(rows, PAGE, after=last)
