"""Measures for a household: planned, carried on, and what came of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.kernel.forms import AskingForm, sent, status
from zhucun.monitoring import queries
from zhucun.monitoring.checks import EDIT
from zhucun.monitoring.choices import MeasureState
from zhucun.monitoring.forms_measures import EffectForm, MeasureForm, MoveForm, OwnerForm
from zhucun.monitoring.models import HelpMeasure
from zhucun.monitoring.owners import owners_for
from zhucun.monitoring.pages import measures_told, usual_due
from zhucun.monitoring.refusals import MonitoringRefusal
from zhucun.monitoring.services_measures import (
    FROM,
    KINDS,
    find_effect,
    move_measure,
    plan_measure,
    replan_measure,
)
from zhucun.monitoring.views.asking import household_of
from zhucun.places import queries as places
from zhucun.policy.queries import pack_of


@screen(needs=EDIT)
def new_measure(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    kinds = list(pack_of(county).vocabularies.get(KINDS, {}).items())
    initial = {"owner_user": str(request.user.id), "due_on": usual_due(county, clock.today())}
    form = MeasureForm(sent(request), kinds=kinds, owners=_owners(household), initial=initial)
    if form.is_valid():
        try:
            plan_measure(
                by=request.user,
                household=household,
                plan=form.plan(),
                at=clock.now(),
                id=form.cleaned_data["id"],
            )
        except MonitoringRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已安排。到期没有落实的会列出来。"))
            return redirect("households:household", county, household.id)
    context = {"form": form, "household": household}
    return render(request, "monitoring/new_measure.html", context, status=status(form))


@screen(needs=EDIT)
def measure(request: ScreenRequest, county: str, measure: UUID) -> HttpResponse:
    """Carry a measure on while it is open; once it is done, say what came of it."""
    held = queries.measure_for(request.scope, measure)
    form = _form(request, held)
    if form is not None and form.is_valid() and _done(request, held, form):
        messages.success(request, _("已更新。"))
        return redirect("households:household", county, held.household_id)
    context = {
        "form": form,
        "line": measures_told([held], pack_of(county), clock.today())[0],
        "household": held.household,
        "may_replan": held.state in queries.OPEN_MEASURES,
    }
    return render(request, "monitoring/measure.html", context, status=status(form) if form else 200)


@screen(needs=EDIT)
def replan(request: ScreenRequest, county: str, measure: UUID) -> HttpResponse:
    """Somebody else answers for it, or another day is set."""
    held = queries.measure_for(request.scope, measure)
    initial = {
        "owner_user": str(held.owner_user_id or ""),
        "owner": "" if held.owner_user_id else held.owner,
        "due_on": held.due_on,
    }
    form = OwnerForm(sent(request), owners=_owners(held.household), initial=initial)
    if form.is_valid() and _replanned(request, held, form):
        messages.success(request, _("已调整。"))
        return redirect("monitoring:measure", county, held.id)
    context = {"form": form, "held": held, "household": held.household}
    return render(request, "monitoring/replan.html", context, status=status(form))


def _replanned(request: ScreenRequest, held: HelpMeasure, form: OwnerForm) -> bool:
    given = form.cleaned_data
    try:
        replan_measure(
            by=request.user,
            measure=held,
            owner=given["owner"],
            owner_user=form.account(),
            due_on=given["due_on"],
            at=clock.now(),
        )
    except MonitoringRefusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _owners(household: Household) -> list[tuple[str, str]]:
    county = household.county_code
    return owners_for(county, household.village_code, clock.today(), places.names(county))


def _form(request: ScreenRequest, held: HelpMeasure) -> AskingForm | None:
    if held.state == MeasureState.DONE:
        given = {"effect": held.effect, "words": held.effect_note}
        return EffectForm(sent(request), initial=given)
    states = [state for state, before in FROM.items() if held.state in before]
    return MoveForm(sent(request), states=states) if states else None


def _done(request: ScreenRequest, held: HelpMeasure, form: AskingForm) -> bool:
    given, at = form.cleaned_data, clock.now()
    try:
        if isinstance(form, MoveForm):
            move_measure(by=request.user, measure=held, state=given["state"], done_on=form.day(), at=at)
        else:
            find_effect(by=request.user, measure=held, effect=given["effect"], words=given["words"], at=at)
    except MonitoringRefusal as refusal:
        form.refuse(refusal)
        return False
    return True
