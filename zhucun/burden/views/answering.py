"""What a village is asked, its form, one answer, and all answers to one occasion."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.burden import pages, queries, services_answers
from zhucun.burden.checks import ANSWER, READ
from zhucun.burden.choices import FieldKind
from zhucun.burden.domain import Field, Occasion, occasions
from zhucun.burden.forms_answer import AnswerForm
from zhucun.burden.models import Answer, DataRequest
from zhucun.burden.months import month_in
from zhucun.burden.words import value_said
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status, tried
from zhucun.kernel.place_codes import VILLAGE
from zhucun.places import queries as places


@screen(needs=ANSWER)
def mine(request: ScreenRequest, county: str) -> HttpResponse:
    """What one's own village is asked; a choice for those who answer for several."""
    own = [prefix for prefix in request.scope.prefixes if len(prefix) == VILLAGE]
    if len(own) == 1:
        return redirect("burden:village", county, own[0])
    names = places.names_of(own)
    return render(request, "burden/mine.html", {"villages": [(code, names.get(code, code)) for code in own]})


@screen(needs=READ)
def village(request: ScreenRequest, county: str, code: str) -> HttpResponse:
    """What a village is asked this month, with what the system has filled in, and what it need not answer."""
    scope, today = request.scope, clock.today()
    division = queries.village_for(scope, code)
    month = month_in(request.GET, today)
    refused = list(queries.refused_in(scope, place=code, month=month.period))
    context = {
        "code": code,
        "village": division.short_name,
        "month": month,
        "page": pages.village_page(request.whole_scope, code, month.period, today, len(refused)),
        "refused": refused,
        "may_answer": pages.may_answer(request.whole_scope, code),
    }
    return render(request, "burden/village.html", context)


@screen(needs=ANSWER)
def fill(request: ScreenRequest, county: str, code: str, request_id: UUID, nth: int) -> HttpResponse:
    """The form of a village: only what no record holds."""
    scope, today = request.scope, clock.today()
    division = queries.village_for(scope, code)
    held = queries.request_for(request.whole_scope, request_id)
    occasion = services_answers.open_occasion(held, code, nth, today)
    before = queries.answers_at(county, code, [held.id]).get((held.id, nth))
    form = AnswerForm(sent(request), request=held, before=before)
    made = tried(
        form,
        lambda: services_answers.answer_request(
            by=request.user,
            request=held,
            village=code,
            nth=nth,
            values=form.values(),
            at=clock.now(),
            because=form.cleaned_data.get("because", ""),
        ),
    )
    if made:
        messages.success(request, _("已交。填错了可以更正，原来填的会保留。"))
        return redirect("burden:village", county, code)
    context = {
        "code": code,
        "village": division.short_name,
        "asked_for": held,
        "occasion": occasion,
        "before": before,
        "form": form,
        "told": pages.told_for(request.whole_scope, held, code, occasion, today),
    }
    return render(request, "burden/fill.html", context, status=status(form))


@screen(needs=READ)
def answer(request: ScreenRequest, county: str, answer: UUID) -> HttpResponse:
    """What one village answered, with what the records said that day and every version."""
    held = queries.answer_for(request.scope, answer)
    asked = held.request
    occasion = _occasion(asked, held.nth)
    now = {
        one.figure.name: one
        for one in pages.told_for(request.whole_scope, asked, held.village_code, occasion, clock.today())
    }
    names = places.village_names(request.scope, [held.village_code])
    context = {
        "held": held,
        "asked_for": asked,
        "occasion": occasion,
        "village": names.get(held.village_code, held.village_code),
        "values": [(one.label, value_said(one, held.values)) for one in asked.asked],
        "told": [
            (one.figure, value, one)
            for name, value in held.held.items()
            if (one := now.get(name)) is not None
        ],
        "versions": queries.versions_of(held),
        "may_correct": held.is_current
        and asked.state == "approved"
        and pages.may_answer(request.whole_scope, held.village_code),
    }
    return render(request, "burden/answer.html", context)


@screen(needs=READ)
def answers(request: ScreenRequest, county: str, request_id: UUID, nth: int) -> HttpResponse:
    """One occasion over the reader's villages, in the order of the register; whole numbers are added up."""
    held = queries.request_for(request.whole_scope, request_id)
    occasion = _occasion(held, nth)
    codes = [
        (one.code, one.short_name)
        for one in queries.villages_among(county, queries.places_of(held), clock.today())
        if request.scope.reaches(one.code)
    ]
    given = queries.answers_to(request.scope, held, nth)
    figures, asked = pages.figures_of(held), held.asked
    rows = [(code, name, given.get(code), _cells(given.get(code), figures, asked)) for code, name in codes]
    context = {
        "asked_for": held,
        "occasion": occasion,
        "times": occasions(held.run),
        "heads": [*((one.label, True) for one in figures), *((one.label, False) for one in asked)],
        "rows": rows,
        "sums": _sums(list(given.values()), figures, asked),
        "answered": sum(code in given for code, _name in codes),
        "today": clock.today(),
    }
    return render(request, "burden/answers.html", context)


def _occasion(held: DataRequest, nth: int) -> Occasion:
    found = next((one for one in occasions(held.run) if one.nth == nth), None)
    if found is None:
        raise Http404("no such occasion")
    return found


def _cells(answer: Answer | None, figures: Sequence[Any], asked: Sequence[Field]) -> list[str]:
    if answer is None:
        return []
    told = [str(answer.held.get(one.name, "–")) for one in figures]
    return told + [value_said(one, answer.values) for one in asked]


def _sums(given: Sequence[Answer], figures: Sequence[Any], asked: Sequence[Field]) -> list[int | str]:
    """Of whole numbers the sum over those who know; of anything else nothing."""
    told: list[int | str] = [sum(one.held.get(figure.name, 0) for one in given) for figure in figures]
    return told + [
        sum(one.values.get(field.key) or 0 for one in given) if field.kind == FieldKind.NUMBER else ""
        for field in asked
    ]
