"""Noting a lead, and setting it aside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.monitoring import queries, services
from zhucun.monitoring.checks import EDIT
from zhucun.monitoring.forms import DismissForm, LeadForm
from zhucun.monitoring.refusals import MonitoringRefusal
from zhucun.monitoring.views.asking import household_of


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
                applied=form.applied(clock.today()),
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
    context = {"form": form, "held": held, "household": held.household}
    return render(request, "monitoring/dismiss.html", context, status=status(form))
