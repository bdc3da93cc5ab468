"""The figures as a page and a paper show them: lines in words, each number with the address of its cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.cases.figures import FIGURES, By, Line, lines_of, total_of, year_of
from zhucun.cases.figures_chart import Panel, panels_of
from zhucun.cases.filters import Filters
from zhucun.cases.queries import visible
from zhucun.engine.period import Period
from zhucun.kernel.place_codes import TOWNSHIP, VILLAGE
from zhucun.places import queries as places
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of

YEARS = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A count and where its cases are; nothing to open where there are none."""

    label: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line in words; `inside` leads to the same figures below it."""

    title: str
    numbers: tuple[Number, ...]
    ratings: tuple[Number, ...]
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a reader asked for, as of a day."""

    county: str
    by: By
    asked: Filters
    period: Period
    title: str
    rows: Sequence[Row]
    total: Row
    panels: Sequence[Panel]
    pack: Pack
    names: Mapping[str, str]

    @property
    def heads(self) -> list[str]:
        return [str(figure.title) for figure in FIGURES]


def read_asked(given: Mapping[str, str], today: date) -> tuple[By, Filters]:
    """What an address asks for: the running year by month unless it says otherwise; ValueError where no page of ours
    would have written it."""
    told = Filters.from_address({key: given[key] for key in ("kind", "place", "month") if given.get(key)})
    return By(given.get("by") or By.MONTH), replace(told, month=told.month or year_of(today))


def table_of(scope: Scope, by: By, asked: Filters, today: date) -> Table:
    """A fixed number of statements, whatever is counted."""
    county, pack, names = scope.county, pack_of(scope.county), places.names(scope.county)
    asked = replace(asked, place=asked.place or _own_township(scope))
    period = asked.month or year_of(today)
    lines = lines_of(visible(scope, today), by, asked, today)
    words = _Words(county, by, pack, names, rating_words(pack))
    return Table(
        county=county,
        by=by,
        asked=asked,
        period=period,
        title=_period_title(period),
        rows=[words.row(line) for line in _with_quiet_months(lines, by, asked, today)],
        total=words.row(total_of(lines, asked), _("合计")),
        panels=panels_of(lines, period) if by is By.MONTH else (),
        pack=pack,
        names=names,
    )


def _own_township(scope: Scope) -> str:
    """Whoever reads one township alone sees its villages at once."""
    towns = {prefix[:TOWNSHIP] for prefix in scope.narrowed("cases.see").prefixes}
    only = towns.pop() if len(towns) == 1 else ""
    return only.ljust(VILLAGE, "0") if len(only) == TOWNSHIP else ""


def _with_quiet_months(lines: Sequence[Line], by: By, asked: Filters, today: date) -> Iterator[Line]:
    """Every month from the first in which anything was raised to the running one."""
    if by is not By.MONTH or asked.month is None or not lines:
        yield from lines
        return
    known = {line.value.month: line for line in lines}
    for month in range(min(known), asked.month.last.month + 1):
        first = asked.month.first.replace(month=month)
        if found := known.get(month):
            yield found
        elif first <= today:
            nothing = {figure.key: 0 for figure in FIGURES}
            yield Line(first, replace(asked, month=Period.month(first.year, month)), nothing)


@dataclass(frozen=True, slots=True)
class _Words:
    county: str
    by: By
    pack: Pack
    names: Mapping[str, str]
    ratings: Mapping[str, str]

    def row(self, line: Line, title: str = "") -> Row:
        return Row(
            title=title or self._title(line),
            numbers=tuple(
                Number(str(figure.title), line.counts[figure.key], self._list(line.opens(figure)))
                for figure in FIGURES
            ),
            ratings=tuple(
                Number(self.ratings.get(code, code), count, self._list(line.opens_rating(code)))
                for code, count in sorted(line.ratings.items())
            ),
            inside="" if title else self._inside(line),
        )

    def _title(self, line: Line) -> str:
        match self.by:
            case By.MONTH:
                return date_format(line.value, "YEAR_MONTH_FORMAT")
            case By.KIND:
                flow = self.pack.flows.get(line.value)
                return flow.title if flow else str(line.value)
            case By.PLACE:
                name = self.names.get(line.filters.place, line.filters.place)
                return _("%(place)s本级") % {"place": name} if line.filters.own else name

    def _inside(self, line: Line) -> str:
        """A township opens into its villages."""
        if self.by is not By.PLACE or line.filters.own or len(str(line.value)) != TOWNSHIP:
            return ""
        asked = {"by": By.PLACE.value, **line.filters.in_address}
        return f"{reverse('cases:figures', args=[self.county])}?{urlencode(asked)}"

    def _list(self, filters: Filters) -> str:
        return f"{reverse('cases:list', args=[self.county])}?{urlencode(filters.in_address)}"


def rating_words(pack: Pack) -> dict[str, str]:
    """What the codes of ratings are called, over all kinds."""
    rated = [flow.field(flow.rating) for flow in pack.flows.values() if flow.rating]
    return {option.code: option.label for field in rated for option in field.options}


def _period_title(period: Period) -> str:
    if period.first.month == period.last.month:
        return date_format(period.first, "YEAR_MONTH_FORMAT")
    return _("%(year)s 年") % {"year": period.first.year}


def choices(table: Table, scope: Scope, today: date) -> dict[str, Any]:
    """What the filters of the page offer."""
    years = [str(today.year - past) for past in range(1, YEARS)]
    months = [date(today.year, month, 1) for month in range(today.month, 0, -1)]
    towns = [
        (code, name)
        for code, name in sorted(table.names.items())
        if code.endswith("000") and not code.endswith("000000") and _reads(scope, code)
    ]
    return {
        "kinds": [(id, flow.title) for id, flow in sorted(table.pack.flows.items())],
        "places": towns,
        "months": [(year, _("%(year)s 年") % {"year": year}) for year in years]
        + [(f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in months],
    }


def _reads(scope: Scope, code: str) -> bool:
    return any(code.startswith(prefix) for prefix in scope.narrowed("cases.see").prefixes)
