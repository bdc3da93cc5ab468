"""A ledger on screen: cells in words, figures by place that open what they count, what to say when nothing is there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from zhucun.documents.ledgers.asking import ORDER_WORDS, periods_offered
from zhucun.documents.ledgers.reading import Line, Reading
from zhucun.engine.verdict import Answer
from zhucun.kernel.place_codes import TOWNSHIP, VILLAGE, township_of
from zhucun.policy.pack.ledger_model import LedgerColumn, PackLedger
from zhucun.policy.pack.ledger_sources import Kind

PLACES = {"two_places": 2, "one_place": 1, "no_places": 0}
DAYS = {"day": "%Y-%m-%d", "month": "%Y-%m"}
FIGURES = 24  # townships shown as figures; a county has rarely more


@dataclass(frozen=True, slots=True)
class Head:
    heading: str
    number: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: its words, what it opens, whether it is a number, or one of the four answers."""

    head: str
    text: str
    address: str
    number: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and the page of just these rows."""

    label: str
    count: int
    address: str


def heads(ledger: PackLedger) -> list[Head]:
    numbers = (Kind.WHOLE, Kind.DECIMAL)
    return [Head(column.heading, ledger.field(column).kind in numbers) for column in ledger.columns]


def lines_shown(ledger: PackLedger, lines: Iterable[Line]) -> Iterator[list[Shown]]:
    kinds = [ledger.field(column).kind for column in ledger.columns]
    for line in lines:
        yield [
            _shown(column, kind, value, line.address if kind is Kind.LINK else opens)
            for column, kind, value, opens in zip(ledger.columns, kinds, line.cells, line.opens, strict=True)
        ]


def _shown(column: LedgerColumn, kind: Kind, value: Any, address: str) -> Shown:
    return Shown(
        head=column.heading,
        text=words_of(value, column.format),
        address=address,
        number=kind in (Kind.WHOLE, Kind.DECIMAL),
        answer=str(value) if isinstance(value, Answer) else "",
    )


def words_of(value: Any, written: str) -> str:
    """A value as the sheet writes it."""
    match value:
        case None:
            return ""
        case Answer():
            return ""
        case date():
            if written == "chinese":
                return f"{value.year}年{value.month}月{value.day}日"
            return value.strftime(DAYS.get(written, DAYS["day"]))
        case Decimal():
            places = PLACES.get(written, 2)
            return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
        case int():
            return f"{value:,}" if written == "grouped" else str(value)
    return str(value)


def figures(reading: Reading, counts: Counter[str], names: Mapping[str, str]) -> list[Figure]:
    """By township, or by village inside one: each opens its rows, and together they are all of them."""
    length = VILLAGE if len(reading.narrowed.prefix) >= TOWNSHIP else TOWNSHIP
    by_place: Counter[str] = Counter()
    for code, count in counts.items():
        by_place[code if length == VILLAGE else township_of(code)] += count
    if len(by_place) < 2 or len(by_place) > FIGURES or _county_row(by_place):
        return []
    return [
        Figure(names.get(code, code), count, reading.narrowed.at(code).in_address)
        for code, count in sorted(by_place.items())
    ]


def _county_row(by_place: Iterable[str]) -> bool:
    """A row of the whole county: its place, as a filter, would open everything below it."""
    return any(code[6:] == "000000" for code in by_place)


def places_offered(reading: Reading, counts: Counter[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Townships and villages in which there is something, the chosen one among them."""
    codes = {code for code in counts if code in names}
    codes |= {township_of(code) for code in codes}
    if reading.narrowed.place:
        codes |= {reading.narrowed.place, township_of(reading.narrowed.place)}
    return [(code, names[code]) for code in sorted(codes) if code in names and code[6:] != "000000"]


def periods(reading: Reading) -> list[tuple[str, str]]:
    """What may be chosen; a time that the reader wrote into the address stays chosen."""
    if not reading.ledger.draws_from.dated:
        return []
    offered = periods_offered(reading.asked.on)
    asked = reading.narrowed.month
    return offered if asked in dict(offered) else [(asked, asked), *offered]


def orders(ledger: PackLedger) -> list[tuple[str, str]]:
    return [(name, str(ORDER_WORDS[name])) for name in ledger.draws_from.orders]


def time_before(reading: Reading) -> str:
    """The month before the one shown, for a page on which nothing is."""
    period = reading.narrowed.period
    if period is None or period.first.month != period.last.month:
        return ""
    return f"{period.first - timedelta(days=1):%Y-%m}"


def grouped(told: Iterable[tuple[PackLedger, int, str]]) -> dict[str, list[tuple[PackLedger, int, str]]]:
    """By the heading of the catalogue, in its order; each with its count and the time that it opens on."""
    found: dict[str, list[tuple[PackLedger, int, str]]] = {}
    for one in told:
        found.setdefault(one[0].group, []).append(one)
    return found
