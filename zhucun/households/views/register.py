"""The register: the list, one household, entering and correcting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import queries, sections, services
from zhucun.households.choices import Circumstance
from zhucun.households.domain import Filters
from zhucun.households.forms import CorrectionForm, HouseholdForm
from zhucun.households.naming import has_number
from zhucun.households.page import page_of, told_elsewhere
from zhucun.households.refusals import HouseholdRefusal
from zhucun.households.search.refusals import NumberInAddress
from zhucun.households.services_minors import MINORS
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.paging import after_in
from zhucun.places.queries import village_names


@screen(needs="households.see")
def households(request: ScreenRequest, county: str) -> HttpResponse:
    if has_number(request.GET.get("q", "")):  # a number is looked for where it stands in no address
        messages.error(request, NumberInAddress().said)
        return redirect("households:search", county)
    filters, after = _asked(request)
    counts = queries.count_by_circumstance(request.scope, filters)
    villages = village_names(request.scope)
    page = queries.page_of(request.scope, filters, after)
    rows = [(row, villages.get(row.village_code, row.village_code)) for row in page.rows]
    seen = sections.last_seen(request.whole_scope, [row.id for row in page.rows])
    context = {
        "filters": filters,
        "page": page,
        "rows": rows,
        "lines": [(row, village, seen.get(row.id)) for row, village in rows],
        "villages": villages.items(),
        "chips": [(value, label, counts.get(value, 0)) for value, label in Circumstance.choices],
        "total": sum(counts.values()),
        "one_village": filters.village or (next(iter(villages)) if len(villages) == 1 else ""),
        "may_let": request.whole_scope.may(MINORS),
        "may_add": request.whole_scope.may(services.EDIT),
        "may_import": request.whole_scope.may("households.import"),
        "links": sections.links_for(request.whole_scope),
    }
    return render(request, "households/households.html", context)


@screen(needs="households.see")
def household(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    found, today = queries.household_for(request.scope, household_id), clock.today()
    may_edit = request.whole_scope.covers(found.village_code, services.EDIT)
    context = {
        "household": found,
        "page": page_of(request.scope, found, today),
        "village": village_names(request.scope, [found.village_code]).get(
            found.village_code, found.village_code
        ),
        "last_seen": sections.last_seen(request.whole_scope, [found.id]).get(found.id),
        "parts": sections.parts_for(request.whole_scope, found),
        "may_edit": may_edit and found.ends_on is None,
    }
    return render(request, "households/household.html", context)


@screen(needs=services.EDIT)
def new(request: ScreenRequest, county: str) -> HttpResponse:
    villages = list(village_names(request.scope).items())
    form = HouseholdForm(sent(request), villages=villages, initial=_presets(request))
    if form.is_valid():
        try:
            added = services.add_household(
                by=request.user, county=county, entry=form.entry(), on=clock.today()
            )
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记“%(name)s”户。") % {"name": added.head_name})
            return redirect("households:household", county, added.id)
    return render(request, "households/new.html", {"form": form}, status=status(form))


@screen(needs=services.EDIT)
def correct(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    found = queries.household_for(request.scope, household_id)
    form = CorrectionForm(sent(request), household=found, follows=told_elsewhere(found))
    if form.is_valid():
        try:
            services.correct_household(
                by=request.user,
                household=found,
                entry=form.entry(),
                because=form.cleaned_data["because"],
                on=clock.today(),
            )
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已更正，改了哪些项目和原因都已留痕。"))
            return redirect("households:household", county, found.id)
    return render(request, "households/correct.html", {"form": form, "household": found}, status=status(form))


def _asked(request: ScreenRequest) -> tuple[Filters, UUID | None]:
    try:
        return Filters.from_address(request.GET), after_in(request.GET)
    except ValueError as strange:
        raise Http404("no such filter") from strange


def _presets(request: ScreenRequest) -> dict[str, Any]:
    village = request.GET.get("village", "")
    return {"village_code": village} if request.scope.covers(village, services.EDIT) else {}
