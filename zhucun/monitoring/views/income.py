"""The income sheet of a household: filled in on one page, and read against the line of the province."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.monitoring import queries
from zhucun.monitoring.checks import EDIT, SEE
from zhucun.monitoring.domain import window
from zhucun.monitoring.forms_income import SheetForm, presets
from zhucun.monitoring.models import IncomeSheet
from zhucun.monitoring.pages import people_of, sheet_told
from zhucun.monitoring.refusals import MonitoringRefusal
from zhucun.monitoring.services_income import add_sheet
from zhucun.monitoring.views.asking import household_of
from zhucun.policy.queries import pack_of


@screen(needs=EDIT)
def new_sheet(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    household, today = household_of(request, household_id), clock.today()
    held = queries.current_sheet(county, household.id)
    initial = presets(held, window(today)[1], people_of(household, today))
    form = SheetForm(sent(request), on=today, initial=initial)
    if form.is_valid() and (sheet := _added(request, household, form)):
        messages.success(request, _("已保存收支表，以前的表都还在。"))
        return redirect("monitoring:sheet", county, sheet.id)
    context = {"form": form, "household": household, "held": held}
    return render(request, "monitoring/new_sheet.html", context, status=status(form))


@screen(needs=SEE)
def sheet(request: ScreenRequest, county: str, sheet: UUID) -> HttpResponse:
    held = queries.sheet_for(request.scope, sheet)
    known = people_of(held.household, clock.today())
    context = {
        "told": sheet_told(held, pack_of(county), known),
        "household": held.household,
        "earlier": [one for one in queries.sheets_of(county, held.household_id) if one.id != held.id],
        "may_edit": request.whole_scope.covers(held.village_code, EDIT),
    }
    return render(request, "monitoring/sheet.html", context)


def _added(request: ScreenRequest, household: Household, form: SheetForm) -> IncomeSheet | None:
    given = form.cleaned_data
    try:
        return add_sheet(
            by=request.user,
            household=household,
            last_month=given["last_month"],
            people=given["people"],
            lines=form.lines(),
            spent_on_illness=given["spent_on_illness"],
            at=clock.now(),
            id=given["id"],
        )
    except MonitoringRefusal as refusal:
        form.refuse(refusal)
        return None
