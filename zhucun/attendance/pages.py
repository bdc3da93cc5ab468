"""What the screens of presence show, read once for a page and only through the reader's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.accounts.screens import ScreenRequest
from zhucun.attendance import matrix, queries
from zhucun.attendance.effects import LEAVE
from zhucun.attendance.models import MonthConfirmation, PostingMonth, PresenceEntry
from zhucun.attendance.months import month_after, month_before, month_title, period_of
from zhucun.cases.models import Case
from zhucun.cases.queries import visible
from zhucun.cases.told import may_raise
from zhucun.engine.flow.definition import Flow
from zhucun.kernel import clock
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as places
from zhucun.policy import queries as policy
from zhucun.policy.pack.explain import Explanation
from zhucun.policy.registry import RecordLine, record_lines, village_days


@dataclass(frozen=True)
class TownshipAct:
    """A township's one act for a month, as the person sees it who may do it."""

    township: matrix.Township
    word: MonthConfirmation | None
    questions: list[PresenceEntry]
    may_reopen: bool

    @property
    def confirmed(self) -> bool:
        return self.word is not None and self.word.confirmed


@dataclass(frozen=True)
class Line:
    """A record behind a figure, with the way to it."""

    title: str
    day: date
    href: str


def month_frame(request: ScreenRequest, month: date) -> dict[str, Any]:
    """Everything around the matrix: totals, townships, what is still to be confirmed and by whom."""
    county, period = request.county, period_of(month)
    names = places.names(county)
    totals = queries.month_totals(request.scope, month)
    words = queries.confirmations(county, month)
    lines = matrix.townships(totals, names, (code for code, word in words.items() if word.confirmed))
    pack = policy.pack_of(county)
    return {
        "county": county,
        "month": month,
        "period": period,
        "days": period.days,
        "before": month_before(month),
        "after": month_after(month),
        "month_title": month_title(month),
        "names": names,
        "township_options": [(line.code, line.name) for line in lines],
        "duty": policy.presence_duty(pack),
        "totals": matrix.sum_of(totals),
        "people": matrix.sum_of(totals).total(),
        "townships": lines,
        "confirmed": sum(line.confirmed for line in lines),
        "unconfirmed": [line for line in lines if not line.confirmed],
        "acts": _acts(request, month, lines, words),
        "reopenable": {
            line.code for line in lines if request.whole_scope.covers(line.code, "attendance.reopen")
        },
        "over": clock.today() >= period.last,
        "as_of": min(clock.today(), period.last),
        "warnings": pack.calendar.warnings(period.first, period.last),
        "may_make": request.whole_scope.may("documents.make"),
        "may_import": request.whole_scope.may("dispatch.import"),
    }


def narrow_to_township(context: dict[str, Any], code: str) -> str:
    """Totals of the township that was chosen, so that they are what the rows below add up to."""
    for line in context["townships"]:
        if line.code == code:
            context |= {"totals": line.counts, "people": line.people}
            return code
    return ""


def _acts(
    request: ScreenRequest,
    month: date,
    lines: Iterable[matrix.Township],
    words: dict[str, MonthConfirmation],
) -> list[TownshipAct]:
    """The townships for which the reader speaks, each with what it still waits for."""
    may = request.whole_scope
    mine = [line for line in lines if may.covers(line.code, "attendance.confirm")]
    held = queries.questions_by_township(request.scope, month) if mine else {}
    return [
        TownshipAct(
            township=line,
            word=words.get(line.code),
            questions=held.get(line.code, []),
            may_reopen=may.covers(line.code, "attendance.reopen"),
        )
        for line in mine
    ]


def matrix_rows(
    context: dict[str, Any], rows: Iterable[dict[str, Any]], *, grouped: bool = True
) -> dict[str, Any]:
    """The rows of the matrix with the legend of what occurs in them."""
    names = context["names"]
    shown = matrix.present(rows, names)
    if grouped and len(context["townships"]) > 1:
        matrix.open_townships(shown, names)
    return {"rows": shown, "legend": matrix.legend_of(row["days"] for row in shown)}


def person_frame(request: ScreenRequest, held: PostingMonth, month: date) -> dict[str, Any]:
    """What every screen about one person's month begins with."""
    names = places.names(request.county)
    return {
        "county": request.county,
        "month": month,
        "held": held,
        "own": held.posting.person.user_id == request.user.id,
        "legend": matrix.legend_of([held.days]),
        "month_title": month_title(month),
        "village": names.get(held.village_code, held.village_code),
        "township": names.get(township_of(held.village_code), ""),
        "text": matrix.chip_text(held.answer, held.reason, held.done or 0, held.target, held.open),
        "counted": matrix.counted(held.done or 0, held.open),
        "why": queries.explained(request.county, held.verdict, month),
    }


def leave_flow(scope: Scope) -> str:
    """The kind of case by which a reader asks for leave; empty where the county has none that the reader may raise."""
    found = may_raise(policy.pack_of(scope.county), scope)
    return next((flow.id for flow in found if _grants_leave(flow.flow)), "")


def _grants_leave(flow: Flow) -> bool:
    steps = (step for state in flow.states.values() for step in state.steps)
    return any(effect.name == LEAVE for step in steps for effect in step.effects)


def case_behind(scope: Scope, entry: PresenceEntry) -> Case | None:
    """The leave that an entry came from, where the reader may know of it."""
    if entry.case_id is None:
        return None
    return visible(scope, clock.today()).filter(id=entry.case_id).first()


def records_behind(scope: Scope, why: Explanation | None) -> list[Line]:
    """The very records that a verdict was counted from."""
    return _lines(scope, [UUID(record) for row in why.rows for record in row.records]) if why else []


def day_panel(scope: Scope, held: PostingMonth, day: date | None) -> dict[str, Any]:
    """What is known of the day that was pointed at."""
    if day is None:
        return {"chosen": None}
    county = scope.county
    entries = [line.id for line in queries.entries_between(county, day, day, [held.posting_id])]
    facts = [fact.record_id for fact in village_days(county, day, day, [held.posting_id])]
    return {"chosen": day, "known": _lines(scope, [*entries, *facts])}


def _lines(scope: Scope, ids: list[UUID]) -> list[Line]:
    return [_line(scope, line) for line in record_lines(scope.county, ids)]


def _line(scope: Scope, line: RecordLine) -> Line:
    """Whoever may not open a record sees that it is there and of which day, not whom it names."""
    if not scope.may(line.needs):
        return Line(_("工作记录"), line.day, "")
    way = reverse(line.url_name, kwargs={"county": scope.county, line.kwarg: line.id})
    return Line(line.title, line.day, way)
