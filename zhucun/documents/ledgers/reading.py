"""The rows of a ledger: what the reader may see, narrowed, in order, each with the address of its record.

A page, a sheet for printing and a file read the same query; only how much of it is held at once differs.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Value

from zhucun.accounts.scope import Scope
from zhucun.documents.ledgers.asking import Narrowed
from zhucun.documents.ledgers.registry import Asked, LedgerOffer, Told, offered
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import VILLAGE, within
from zhucun.policy.pack import Pack
from zhucun.policy.pack.ledger_model import PackLedger

AT_ONCE = 2_000
Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what its cells hold, in the order of the columns, and what it and its numbers open."""

    address: str
    cells: tuple[Any, ...]
    opens: tuple[str, ...]  # by column; empty where only the row itself opens something


@dataclass(frozen=True, slots=True)
class Reading:
    """One ledger, for one reader, narrowed."""

    ledger: PackLedger
    narrowed: Narrowed
    asked: Asked

    @property
    def offer(self) -> LedgerOffer:
        return offered(self.ledger.source)

    def found(self) -> CountyQuerySet[Any]:
        """Scope first; then what the pack says; then what the reader asked."""
        rows = self.offer.rows(self.asked)
        for name, codes in self.ledger.filters.items():
            rows = rows.filter(self.offer.filters[name](self.asked, codes))
        if self.narrowed.period and self.offer.days:
            rows = rows.filter(self.offer.days(self.narrowed.period.first, self.narrowed.period.last))
        if self.narrowed.prefix:
            rows = rows.filter(within(self.offer.place, self.narrowed.prefix))
        return rows

    def counts(self) -> Counter[str]:
        """How many rows lie in each place, by its code: one statement, from which every figure adds up."""
        rows = self.found().order_by().values_list(self.offer.place).annotate(n=Count("pk"))
        return Counter({code.ljust(VILLAGE, "0"): n for code, n in rows})

    def lines(self) -> Iterator[Line]:
        """Every row, streamed: never more than some thousand of them at once."""
        columns, tell = self._teller()
        yield from map(tell, self._columns(self._ordered(self.found()), columns).iterator(AT_ONCE))

    def page(self, first: int, last: int) -> list[Line]:
        """Some rows: keys first, so that only what is shown is joined."""
        ids = list(self._ordered(self.found()).values_list("pk", flat=True)[first:last])
        columns, tell = self._teller()
        rows = self.offer.rows(self.asked).filter(pk__in=ids).order_by() if ids else ()
        told: dict[UUID, Line] = {row[0]: tell(row) for row in self._columns(rows, columns)} if ids else {}
        return [told[id] for id in ids if id in told]

    def _ordered(self, rows: CountyQuerySet[Any]) -> CountyQuerySet[Any]:
        return rows.order_by(*self.offer.orders[self.narrowed.order], "pk")

    def _columns(self, rows: Any, columns: Sequence[str]) -> Any:
        worked_out = self.offer.worked_out(self.asked)
        wanted = {name: worked_out[name] for name in columns if name in worked_out}
        return rows.annotate(**wanted).values_list("pk", *columns)

    def _teller(self) -> tuple[list[str], Callable[[Values], Line]]:
        """The columns to read, and what makes a line of their values: worked out once for all rows."""
        told, opens = self.offer.told(self.asked), self.offer.opens(self.asked)
        shown = [told[column.field] for column in self.ledger.columns]
        asked = [opens, *shown, *(one.opens for one in shown if one.opens)]
        columns = list(dict.fromkeys(name for one in asked for name in one.columns if name != "id"))
        at = {"id": 0} | {name: place for place, name in enumerate(columns, 1)}  # behind the key
        address = _reader(opens, at)
        cells = [_reader(one, at) for one in shown]
        further = [_reader(one.opens, at) if one.opens else None for one in shown]
        any_further, none = any(further), ("",) * len(shown)

        def tell(row: Values) -> Line:
            leads = tuple(one(row) if one else "" for one in further) if any_further else none
            return Line(address(row), tuple(cell(row) for cell in cells), leads)

        return columns, tell


def _reader(told: Told, at: dict[str, int]) -> Callable[[Values], Any]:
    tell, places = told.tell, [at[name] for name in told.columns]
    if len(places) == 1:
        place = places[0]
        return lambda row: tell(row[place])
    return lambda row: tell(*(row[place] for place in places))


def reading_of(
    ledger: PackLedger, narrowed: Narrowed, *, scope: Scope, pack: Pack, on: date
) -> Reading | None:
    """None where no grant of the reader carries the right that the ledger's source asks for."""
    own = scope.narrowed(offered(ledger.source).needs)
    return Reading(ledger, narrowed, Asked(own, pack, on)) if own.grants else None


class Rows:
    """All rows as a paginator asks for them: a length that is known, and a part that is read when asked for."""

    def __init__(self, reading: Reading, total: int) -> None:
        self._reading, self._total = reading, total

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, part: slice) -> list[Line]:
        return self._reading.page(part.start, part.stop)


def counted(readings: Sequence[Reading]) -> dict[str, int]:
    """How many rows each of several ledgers has: one statement for all of them."""
    asked = [_count_of(one) for one in readings]
    if not asked:
        return {}
    rows = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    return {row["ledger"]: row["n"] for row in rows}


def _count_of(reading: Reading) -> Any:
    plain = reading.found().order_by().values(ledger=Value(reading.ledger.id))
    return plain.annotate(n=Count("pk"))
