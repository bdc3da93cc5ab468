"""What a village is asked, its form, one answer, and all answers to one occasion."""

from contextlib import ExitStack
from tempfile import TemporaryFile
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.burden import pages, queries, services_answers
from zhucun.burden.checks import ANSWER, READ
from zhucun.burden.domain import Occasion, occasions
from zhucun.burden.forms_answer import AnswerForm
from zhucun.burden.models import DataRequest
from zhucun.burden.months import month_in
from zhucun.burden.sheet import Sheet, export, sheet_of
from zhucun.burden.words import value_said
from zhucun.documents.downloads import as_file
from zhucun.documents.services import EXCEL
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
    sheet = _sheet(request, request_id, nth)
    context = {"sheet": sheet, "asked_for": sheet.request, "times": occasions(sheet.request.run)}
    return render(request, "burden/answers.html", context)


@require_POST
@screen(needs=READ)
def answers_xlsx(request: ScreenRequest, county: str, request_id: UUID, nth: int) -> HttpResponseBase:
    """The same as a file; asked for by POST, because it is written down."""
    sheet = _sheet(request, request_id, nth)
    with ExitStack() as unfinished:
        whole = unfinished.enter_context(TemporaryFile())
        title = export(
            by=request.user, county=county, sheet=sheet, out=whole, absolute=request.build_absolute_uri
        )
        unfinished.pop_all()  # whole, and its line written: closed once it has been sent
    return as_file(whole, f"{title}.xlsx", EXCEL)


def _sheet(request: ScreenRequest, request_id: UUID, nth: int) -> Sheet:
    held = queries.request_for(request.whole_scope, request_id)
    return sheet_of(request.scope, held, _occasion(held, nth), clock.today())


def _occasion(held: DataRequest, nth: int) -> Occasion:
    found = next((one for one in occasions(held.run) if one.nth == nth), None)
    if found is None:
        raise Http404("no such occasion")
    return found
