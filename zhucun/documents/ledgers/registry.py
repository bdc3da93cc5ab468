"""Where features offer the rows of ledgers, under the names of `policy.pack.ledger_sources`.

What must stay true: an offer begins with what the reader may see, reads its rows as one set query, and each row opens
the record it comes from.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import Q
from django.db.models.expressions import Combinable, OrderBy
from django.urls import reverse

from zhucun.accounts.scope import Scope
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import TOWNSHIP, VILLAGE, township_of
from zhucun.places import queries as places
from zhucun.policy.pack import Pack

SOME_ID = "00000000-0000-0000-0000-000000000000"
Order = tuple[str | OrderBy, ...]


@dataclass(frozen=True)
class Asked:
    """Whose eyes a ledger is read with, by which rules and on which day; the scope is that of the source's right."""

    scope: Scope
    pack: Pack
    on: date

    @property
    def county(self) -> str:
        return self.scope.county

    @cached_property
    def names(self) -> dict[str, str]:
        """Of every place in the county, by code: one statement for a page or a file, and none where nobody asks."""
        return places.names(self.county)


@dataclass(frozen=True, slots=True)
class Told:
    """How something is told of a row: from which of its columns, and in which words. Called for every row."""

    columns: tuple[str, ...]
    tell: Callable[..., Any]
    opens: "Told | None" = None  # for a number: the address of the list it was counted from


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerOffer:
    """`told` and `opens` are asked once for a page or a file; `opens` gives the address of the row's record.

    `days` says when a row falls into a period, `worked_out` names columns that the table does not have.
    """

    needs: str
    rows: Callable[[Asked], CountyQuerySet[Any]]
    told: Callable[[Asked], Mapping[str, Told]]
    opens: Callable[[Asked], Told]
    orders: Mapping[str, Order]
    filters: Mapping[str, Callable[[Asked, Collection[str]], Q]]
    place: str = "village_code"
    days: Callable[[date, date], Q] | None = None
    worked_out: Callable[[Asked], Mapping[str, Combinable]] = field(default=lambda _asked: {})


_offers: dict[str, LedgerOffer] = {}


def offer_ledger(source: str, offer: LedgerOffer) -> None:
    """Offer the rows of one source of the closed list."""
    _offers[source] = offer


def offered(source: str) -> LedgerOffer:
    return _offers[source]


def all_offered() -> Mapping[str, LedgerOffer]:
    return _offers


# --- what most sources tell alike


def plain(column: str) -> Told:
    """A column as it is."""
    return Told((column,), _itself)


def worded(column: str, words: Mapping[Any, object]) -> Told:
    """A code in words; one that nobody knows is shown as it is."""
    said = {code: str(word) for code, word in words.items()}
    return Told((column,), lambda code: said.get(code, code))


def place_names(asked: Asked, column: str = "village_code") -> dict[str, Told]:
    """Township and village of a code. A township's own row has no village."""
    names = asked.names

    def village(code: str) -> str:
        return names.get(code, code) if code[TOWNSHIP:] != "0" * (VILLAGE - TOWNSHIP) else ""

    def township(code: str) -> str:
        return names.get(township_of(code), "") if code[len(asked.county) : TOWNSHIP] != "000" else ""

    return {"township": Told((column,), township), "village": Told((column,), village)}


def opening(asked: Asked, url_name: str, kwarg: str, column: str = "id", **more: str) -> Told:
    """The address of a record by its id: reversed once, then filled in, for there may be a hundred thousand."""
    address = reverse(url_name, kwargs={"county": asked.county, kwarg: SOME_ID, **more})
    before, _sep, after = address.partition(SOME_ID)
    return Told((column,), lambda id: f"{before}{id}{after}")


def one_of(column: str) -> Callable[[Asked, Collection[str]], Q]:
    """A filter whose codes stand in a column."""
    return partial(_one_of, column)


def either(**conditions: Callable[[Asked], Q]) -> Callable[[Asked, Collection[str]], Q]:
    """A filter whose codes stand for conditions; several of them let through what fits any."""
    return partial(_either, conditions)


def _itself(value: Any) -> Any:
    return value


def _one_of(column: str, _asked: Asked, codes: Collection[str]) -> Q:
    return Q(**{f"{column}__in": list(codes)})


def _either(conditions: Mapping[str, Callable[[Asked], Q]], asked: Asked, codes: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for code in codes:
        found |= conditions[code](asked)
    return found
