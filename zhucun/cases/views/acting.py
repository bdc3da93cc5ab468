"""What may be done with a case: one step, going on, naming somebody, a remark."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases import pages, queries, services, told
from zhucun.cases.flow_versions import flow_behind
from zhucun.cases.forms import INTO, SEQ, AssignForm, CaseForm, NoteForm, SeqForm, acting_form
from zhucun.cases.models import Case
from zhucun.cases.people import around, assignable, named, offered_for
from zhucun.cases.raising import households
from zhucun.cases.reading import asked_by
from zhucun.cases.refusals import NotInThisState, NotYours, SaidByPack, SomebodyWasFirst
from zhucun.cases.routing import MANAGE, SEE
from zhucun.cases.views.asking import place_names
from zhucun.cases.views.page import page_of
from zhucun.cases.words import party_label
from zhucun.engine.flow.definition import Step, StepKind
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.flow_model import PackFlow

MERGES_OFFERED = 30


@screen(needs=SEE)
def act(request: ScreenRequest, county: str, case: UUID, step: str) -> HttpResponse:
    """One step. Whoever was not the first reads what happened meanwhile, and keeps what was typed."""
    found = queries.case_in(request.whole_scope, case, clock.today())
    flow = flow_behind(found)
    chosen = _step_of(flow, step)
    form = _form(request, found, flow, chosen)
    meanwhile = None
    if form.is_valid():
        try:
            _take(request, found, step, form)
        except SomebodyWasFirst as refusal:
            meanwhile = refusal
            form = _again(request, found, flow, chosen)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已办：%(step)s。") % {"step": chosen.title})
            return redirect("cases:case", county, case)
    if request.method != "POST":
        _refuse_what_is_not_offered(request, found, flow, chosen)
    context = {"case": found, "flow": flow, "step": chosen, "form": form, "meanwhile": meanwhile}
    context |= {"leads": _leads(flow, chosen), "kind_says": told.kind_words(chosen)}
    return render(request, "cases/act.html", context, status=409 if meanwhile else status(form))


def _refuse_what_is_not_offered(request: ScreenRequest, found: Case, flow: PackFlow, step: Step) -> None:
    """A form that could not be sent is not shown; whoever sends one is answered by the service."""
    state = flow.flow.state(found.state)
    if state.step(step.id) is None:
        raise NotInThisState(state=state.title, step=step.title)
    offers = pages.offers_of(request.whole_scope, request.user, found, clock.now())
    offer = next((one for one in offers.steps if one.step.id == step.id), None)
    if offer is None:
        raise NotYours(step=step.title)
    if not offer.can:
        raise SaidByPack(says=offer.why)


def _step_of(flow: PackFlow, id: str) -> Step:
    found = (state.step(id) for state in flow.flow.states.values())
    step = next((one for one in found if one), None)
    if step is None:
        raise Http404("step")
    return step


def _form(request: ScreenRequest, found: Case, flow: PackFlow, step: Step) -> CaseForm:
    return _form_class(request, found, flow, step)(sent(request), initial=_initial(request, found, step))


def _again(request: ScreenRequest, found: Case, flow: PackFlow, step: Step) -> CaseForm:
    """What was typed, on top of the case as it is now."""
    found.refresh_from_db()
    typed = request.POST.copy()
    typed[SEQ] = str(found.seq)
    form = _form_class(request, found, flow, step)(typed)
    form.is_valid()
    return form


def _initial(request: ScreenRequest, found: Case, step: Step) -> dict[str, Any]:
    """What was answered before stands in the form again, as far as the reader may see it."""
    asked = {*step.asks, *step.may_add}
    seen = pages.seen_values(request.whole_scope, found) if asked & found.values.keys() else []
    return {SEQ: found.seq} | {one.key: one.value for one in seen if one.key in asked}


def _form_class(request: ScreenRequest, found: Case, flow: PackFlow, step: Step) -> type[CaseForm]:
    asked = asked_by(flow, step)
    types = {one.type for one in asked}
    names = place_names(request)
    offered = offered_for(types, request.county, found.place, clock.today(), names)
    if "household" in types:
        offered["household"] = households(request.whole_scope, found.place_code)
    into = _mergeable(request, found) if step.kind is StepKind.MERGE else None
    return acting_form(asked, offered, into)


def _mergeable(request: ScreenRequest, found: Case) -> list[tuple[str, str]]:
    """Open cases of the same kind at the same place, which the reader may know of."""
    rows = queries.visible(request.whole_scope, clock.today()).filter(
        ending="", flow=found.flow, place_code=found.place_code
    )
    others = rows.exclude(id=found.id).order_by("-raised_on", "-id")[:MERGES_OFFERED]
    pattern = _("%(title)s（%(day)s提出）")
    return [
        (str(one.id), pattern % {"title": one.title, "day": f"{one.raised_on:%Y-%m-%d}"}) for one in others
    ]


def _take(request: ScreenRequest, found: Case, step: str, form: CaseForm) -> None:
    into = form.cleaned_data.get(INTO)
    services.take_step(
        by=request.user,
        case=found,
        seq=form.cleaned_data[SEQ],
        step=step,
        fields=form.answers(),
        at=clock.now(),
        merge_into=UUID(into) if into else None,
    )


def _leads(flow: PackFlow, step: Step) -> list[str]:
    targets = dict.fromkeys(route.state for route in step.to)
    return [flow.flow.states[id].title for id in targets if id in flow.flow.states]


@screen(needs=SEE)
def resume(request: ScreenRequest, county: str, case: UUID) -> HttpResponse:
    """The clock runs on."""
    found = queries.case_in(request.whole_scope, case, clock.today())
    form = SeqForm(sent(request))
    if form.is_valid():
        services.resume_case(by=request.user, case=found, seq=form.cleaned_data["seq"], at=clock.now())
        messages.success(request, _("已恢复办理，期限接着计算。"))
    return redirect("cases:case", county, case)


@screen(needs=SEE)
def note(request: ScreenRequest, county: str, case: UUID) -> HttpResponse:
    """A remark; nothing moves."""
    found = queries.case_in(request.whole_scope, case, clock.today())
    form = NoteForm(sent(request))

    def add() -> object:
        return services.note_case(by=request.user, case=found, text=form.cleaned_data["text"], at=clock.now())

    if request.method != "POST" or _tried(form, add):
        return redirect("cases:case", county, case)
    return render(
        request, "cases/case.html", page_of(request, found) | {"note_form": form}, status=status(form)
    )


@screen(needs=MANAGE)
def assign(request: ScreenRequest, county: str, case: UUID) -> HttpResponse:
    """An officer says who is to handle it."""
    found = queries.case_in(request.whole_scope, case, clock.today())
    if not request.scope.covers(found.place_code, MANAGE):
        raise PermissionDenied(MANAGE)
    flow = flow_behind(found)
    parties = [(name, party_label(flow, name)) for name in assignable(flow)]
    people = around(county, found.place, clock.today(), place_names(request))
    form = AssignForm(sent(request), parties=parties, people=people)

    def name() -> object:
        data = form.cleaned_data
        return services.assign_case(
            by=request.user,
            case=found,
            party=data["party"],
            user=named(data["user"]),
            because=data["because"],
            at=clock.now(),
        )

    if _tried(form, name):
        messages.success(request, _("已指定。"))
        return redirect("cases:case", county, case)
    return render(request, "cases/assign.html", {"case": found, "form": form}, status=status(form))


def _tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks; what is refused is said beside it."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, refusal.said)
        return False
    return True
