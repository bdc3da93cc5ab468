"""All answers to one occasion as one sheet, the same on screen and as a file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.audit.services import note, recorded
from zhucun.burden import queries
from zhucun.burden.choices import FieldKind
from zhucun.burden.domain import Field, Occasion
from zhucun.burden.models import Answer, DataRequest
from zhucun.burden.pages import figures_of
from zhucun.burden.words import value_said
from zhucun.documents.cells import Cell, Link
from zhucun.documents.ledger import Column, write_ledger
from zhucun.policy.held_figures import HeldFigure


@dataclass(frozen=True, slots=True)
class Line:
    """One village; without an answer it has not answered yet."""

    code: str
    name: str
    given: Answer | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The reader's villages in the order of the register: first what the records filled in, then what was asked."""

    request: DataRequest
    occasion: Occasion
    figures: tuple[HeldFigure, ...]
    lines: tuple[Line, ...]

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """Each with whether the system fills it in."""
        asked = [(one.label, False) for one in self.request.asked]
        return [*((str(one.label), True) for one in self.figures), *asked]

    @property
    def given(self) -> list[Answer]:
        return [line.given for line in self.lines if line.given]

    @property
    def sums(self) -> list[int | str]:
        """Of whole numbers the sum over those who know; of anything else nothing."""
        told: list[int | str] = [
            sum(one.held.get(figure.name, 0) for one in self.given) for figure in self.figures
        ]
        return told + [
            sum(one.values.get(field.key) or 0 for one in self.given)
            if field.kind == FieldKind.NUMBER
            else ""
            for field in self.request.asked
        ]


def sheet_of(scope: Scope, request: DataRequest, occasion: Occasion, today: date) -> Sheet:
    figures = tuple(figures_of(request))
    given = queries.answers_to(scope, request, occasion.nth)
    villages = queries.villages_among(request.county_code, queries.places_of(request), today)
    lines = tuple(
        Line(
            one.code, one.short_name, given.get(one.code), _words(given.get(one.code), figures, request.asked)
        )
        for one in villages
        if scope.reaches(one.code)
    )
    return Sheet(request, occasion, figures, lines)


def _words(answer: Answer | None, figures: Sequence[HeldFigure], asked: Sequence[Field]) -> tuple[str, ...]:
    if answer is None:
        return ()
    told = [str(answer.held.get(one.name, "–")) for one in figures]
    return (*told, *(value_said(one, answer.values) for one in asked))


@recorded("burden.answers_exported", gettext_lazy("导出填报结果"))
@translation.override(settings.LANGUAGE_CODE)  # papers are Chinese, whoever makes them
def export(*, by: User, county: str, sheet: Sheet, out: IO[bytes], absolute: Callable[[str], str]) -> str:
    """Write the sheet as an .xlsx and give its title."""
    request, period = sheet.request, sheet.occasion.period
    title = _("%(title)s（%(first)s至%(last)s）") % {
        "title": request.title,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }
    rows = write_ledger(
        [Column(_("村")), *(Column(head) for head, _by_system in sheet.heads)],
        _rows(sheet, absolute),
        title=title,
        notes=[
            _("编号 %(number)s；按名册顺序列，不排名次。") % {"number": request.number},
            _("合计只加填了整数的村；“不清楚或没有”的没有算在内。"),
        ],
        out=out,
        frozen_columns=1,
    )
    note(number=request.number, nth=sheet.occasion.nth, rows=rows)
    return title


def _rows(sheet: Sheet, absolute: Callable[[str], str]) -> Iterator[list[Cell]]:
    county = sheet.request.county_code
    for line in sheet.lines:
        if line.given is None:
            yield [line.name, _("还没有交"), *([None] * (len(sheet.heads) - 1))]
            continue
        name = Link(line.name, absolute(reverse("burden:answer", args=[county, line.given.id])))
        yield [name, *_cells(line.given, sheet)]
    yield [_("合计"), *(None if one == "" else one for one in sheet.sums)]


def _cells(answer: Answer, sheet: Sheet) -> Iterator[Cell]:
    """Whole numbers as numbers, so that a spreadsheet can go on with them."""
    for figure in sheet.figures:
        yield answer.held.get(figure.name)
    for field in sheet.request.asked:
        value = answer.values.get(field.key)
        yield (
            value
            if field.kind == FieldKind.NUMBER and value is not None
            else value_said(field, answer.values)
        )
