"""Raising a case: the kind, then one page with what the pack asks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases import raising, services, told
from zhucun.cases.forms import ID, SUBJECT, CaseForm, raising_form
from zhucun.cases.people import offered_for
from zhucun.cases.raising import Where
from zhucun.cases.reading import asked_by
from zhucun.cases.routing import RAISE
from zhucun.cases.views.asking import place_names
from zhucun.engine.flow.definition import About
from zhucun.households.queries import households_seen_at
from zhucun.households.search import picker
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.place_codes import prefix_of
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.queries import pack_of


@screen(needs=RAISE)
def raise_(request: ScreenRequest, county: str) -> HttpResponse:
    """Choose what it is about; only what the reader may raise."""
    groups = told.grouped(told.may_raise(pack_of(county), request.whole_scope))
    return render(request, "cases/raise.html", {"groups": groups})


@screen(needs=RAISE)
def raise_one(request: ScreenRequest, county: str, flow: str) -> HttpResponse:
    """One page: what must be answered, what may be added, one button."""
    pack, today, names = pack_of(county), clock.today(), place_names(request)
    found = pack.flows.get(flow)
    if found is None:
        raise Http404("flow")
    where = raising.where(request.whole_scope, found, names, request.GET.get("place", ""))
    if where is None:
        raise PermissionDenied(RAISE)
    form = _form(request, found, where, names) if where.place else None
    if form is not None and form.is_valid() and (kept := _raised(request, found, where, form)):
        messages.success(request, _("已提出。办到哪一步，这一页一直看得到。"))
        return redirect("cases:case", county, kept)
    first = told.first_state(found, where.role)
    context: dict[str, Any] = {
        "flow": found,
        "form": form,
        "places": where.places,
        "place": where.place,
        "place_name": names.get(where.place, ""),
        "missing": raising.MISSING.get(found.flow.about, ""),
        "first": told.told_state(found, first, pack, today) if first else None,
    }
    return render(request, "cases/raise_one.html", context, status=status(form))


@screen(needs=RAISE)
def find_household(request: ScreenRequest, county: str, flow: str) -> HttpResponse:
    """The piece under a box that names a household: those of the place that the reader may raise this for."""
    found, asked = pack_of(county).flows.get(flow), request.GET.get("place", "")
    if not asked:
        raise BadRequest("no place to look in")
    where = raising.where(request.whole_scope, found, place_names(request), asked) if found else None
    if where is None or where.place != asked:
        raise Http404("place")
    return picker.picks(request, households_seen_at(request.whole_scope, where.place))


def _form(request: ScreenRequest, flow: PackFlow, where: Where, names: dict[str, str]) -> CaseForm | None:
    """Nothing where it is about somebody and there is nobody to choose."""
    today, about = clock.today(), flow.flow.about
    asked, there = asked_by(flow, flow.flow.opening), households_seen_at(request.whole_scope, where.place)
    boxes = [one.key for one in asked if one.type == "household"]
    boxes += [SUBJECT] if about is About.HOUSEHOLD else []
    picked = raising.picked(there, [picker.chosen_in(request.POST, key) for key in boxes])
    subjects = raising.subjects(request.whole_scope, flow, where.place, today)
    label = raising.LABELS.get(about, "")
    if label and not (there.exists() if about is About.HOUSEHOLD else subjects):
        return None
    offered = offered_for({one.type for one in asked}, request.county, prefix_of(where.place), today, names)
    kind = raising_form(asked, {**offered, "household": picked}, subjects or picked, str(label))
    form = kind(sent(request))
    if picker.looks(request.POST):
        form = kind(None, initial=picker.typed(form))
    find = reverse("cases:find_household", args=[request.county, flow.id])
    for key in boxes:
        picker.put_into(form, key, there, given=request.POST, address=f"{find}?place={where.place}")
    return form


def _raised(request: ScreenRequest, flow: PackFlow, where: Where, form: CaseForm) -> UUID | None:
    """The case; the refusal stands beside what was typed."""
    subject = form.cleaned_data.get(SUBJECT)
    try:
        kept = services.raise_case(
            by=request.user,
            county=request.county,
            flow=flow.id,
            role=where.role,
            fields=form.answers(),
            at=clock.now(),
            place_code=where.place,
            subject_id=UUID(subject) if subject else None,
            id=form.cleaned_data[ID],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return kept.id
