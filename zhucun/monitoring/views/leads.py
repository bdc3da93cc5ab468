"""Noting a lead, beginning its check, and setting it aside."""

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
from zhucun.kernel.place_codes import prefix_of
from zhucun.kernel.refusals import Refusal
from zhucun.monitoring import queries, services
from zhucun.monitoring.checks import EDIT
from zhucun.monitoring.forms import DismissForm, LeadForm
from zhucun.monitoring.models import Lead
from zhucun.monitoring.refusals import MonitoringRefusal
from zhucun.monitoring.services_opening import FLOW, open_check
from zhucun.monitoring.views.asking import household_of, sent, status
from zhucun.places import queries as places
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.queries import pack_of

CHANNELS = "channel"


@screen(needs=EDIT)
def new_lead(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    """A family's own word through an officer, or what somebody saw or was told."""
    household = household_of(request, household_id)
    form = LeadForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.add_lead(
                by=request.user,
                household=household,
                channel=given["channel"],
                says=given["says"],
                at=clock.now(),
                id=given["id"],
            )
        except MonitoringRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记线索。核实以前不作任何认定。"))
            return redirect("households:household", county, household.id)
    context = {"form": form, "household": household}
    return render(request, "monitoring/new_lead.html", context, status=status(form))


@screen(needs=EDIT)
def dismiss(request: ScreenRequest, county: str, lead: UUID) -> HttpResponse:
    held = queries.lead_for(request.scope, lead)
    form = DismissForm(sent(request))
    if form.is_valid():
        try:
            services.dismiss_lead(
                by=request.user, lead=held, because=form.cleaned_data["because"], at=clock.now()
            )
        except MonitoringRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已了结这条线索，原因已留痕。"))
            return redirect("households:household", county, held.household_id)
    context = {"form": form, "lead": held, "household": held.household}
    return render(request, "monitoring/dismiss.html", context, status=status(form))


@screen(needs=EDIT)
def check(request: ScreenRequest, county: str, lead: UUID) -> HttpResponse:
    """Begin the check: the questions are those with which the flow of monitoring is opened."""
    held = queries.lead_for(request.scope, lead)
    pack, names = pack_of(county), places.names(county)
    flow = flow_here(pack, FLOW)
    where = raising.where(request.whole_scope, flow, names, held.village_code)
    if where is None or where.place != held.village_code:
        raise PermissionDenied(FLOW)
    form = _form(request, flow, held, names)
    if form.is_valid() and (case := _opened(request, held, where.role, form)):
        messages.success(request, _("已开始核实，这户的线索都归到这一件里办。"))
        return redirect("cases:case", county, case)
    context: dict[str, Any] = {"form": form, "lead": held, "household": held.household, "flow": flow}
    return render(request, "monitoring/check.html", context, status=status(form))


def _form(request: ScreenRequest, flow: PackFlow, lead: Lead, names: dict[str, str]) -> CaseForm:
    asked = asked_by(flow, flow.flow.opening)
    types = {one.type for one in asked}
    offered = offered_for(types, request.county, prefix_of(lead.village_code), clock.today(), names)
    known: dict[str, Any] = {one.key: lead.channel for one in asked if one.key == CHANNELS}
    words = next((one.key for one in asked if one.type == "long_text"), "")
    known |= {words: lead.says} if words else {}
    form: CaseForm = raising_form(asked, offered, [], "")(sent(request), initial=known)
    return form


def _opened(request: ScreenRequest, lead: Lead, role: str, form: CaseForm) -> UUID | None:
    try:
        case = open_check(
            by=request.user,
            lead=lead,
            role=role,
            fields=form.answers(),
            at=clock.now(),
            id=form.cleaned_data[ID],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return case.id
