"""Beginning the check of a household, or of whether its risk is over: the questions are those that open the flow."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases import raising
from zhucun.cases.flow_versions import flow_here
from zhucun.cases.forms import ID, CaseForm, raising_form
from zhucun.cases.people import offered_for
from zhucun.cases.reading import asked_by
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.place_codes import prefix_of
from zhucun.kernel.refusals import Refusal
from zhucun.monitoring import queries
from zhucun.monitoring.checks import EDIT
from zhucun.monitoring.models import Lead
from zhucun.monitoring.pages import removal_conditions
from zhucun.monitoring.services_opening import FLOW, FOUND_ON, REMOVAL, open_check, open_removal
from zhucun.monitoring.views.asking import household_of
from zhucun.places import queries as places
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.queries import pack_of

CHANNEL = "channel"


@screen(needs=EDIT)
def check(request: ScreenRequest, county: str, lead: UUID) -> HttpResponse:
    """From a lead: how it came up and what it says are filled in already."""
    held = queries.lead_for(request.scope, lead)
    flow, role, form = _asked(request, FLOW, held.village_code, held)
    if form.is_valid():
        try:
            case = open_check(by=request.user, lead=held, **_given(form, role))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已开始核实，这户的线索都归到这一件里办。"))
            return redirect("cases:case", county, case.id)
    context: dict[str, Any] = {"form": form, "held": held, "household": held.household, "flow": flow}
    return render(request, "monitoring/check.html", context, status=status(form))


@screen(needs=EDIT)
def remove(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    """From a monitored household: whether its risk is over is decided in the steps of the case."""
    household = household_of(request, household_id)
    flow, role, form = _asked(request, REMOVAL, household.village_code, None)
    if form.is_valid():
        try:
            case = open_removal(by=request.user, household=household, **_given(form, role))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已提出。条件都符合、程序都走完，才会消除。"))
            return redirect("cases:case", county, case.id)
    context = {
        "form": form,
        "household": household,
        "flow": flow,
        "conditions": removal_conditions(request.whole_scope, household),
    }
    return render(request, "monitoring/remove.html", context, status=status(form))


def _asked(
    request: ScreenRequest, id: str, village: str, lead: Lead | None
) -> tuple[PackFlow, str, CaseForm]:
    """The flow, the role in which the reader may open it here, and what it asks."""
    names, flow = places.names(request.county), flow_here(pack_of(request.county), id)
    where = raising.where(request.whole_scope, flow, names, village)
    if where is None or where.place != village:
        raise PermissionDenied(id)
    asked = asked_by(flow, flow.flow.opening)
    types = {one.type for one in asked}
    offered = offered_for(types, request.county, prefix_of(village), clock.today(), names)
    known: dict[str, Any] = {}
    if lead is not None:
        known = {one.key: lead.says for one in asked if one.type == "long_text"} | {
            CHANNEL: lead.channel,
            FOUND_ON: lead.found_on.isoformat(),
        }
    form: CaseForm = raising_form(asked, offered, [], "")(sent(request), initial=known)
    return flow, where.role, form


def _given(form: CaseForm, role: str) -> dict[str, Any]:
    return {"role": role, "fields": form.answers(), "at": clock.now(), "id": form.cleaned_data[ID]}
