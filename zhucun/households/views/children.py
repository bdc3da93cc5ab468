"""Leave to open what is kept of children under 14: what was given, to whom, for what; given and withdrawn here."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.queries import people_in
from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import services_minors as services
from zhucun.households.forms_acts import ReasonForm
from zhucun.households.forms_children import LetForm
from zhucun.households.queries_minors import minor_accesses
from zhucun.households.refusals import HouseholdRefusal
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.place_codes import prefix_of
from zhucun.places import queries as places

PER_PAGE = 50


@screen(needs=services.MINORS)
def children(request: ScreenRequest, county: str) -> HttpResponse:
    """Every leave that was given, for the yearly audit too."""
    today, names = clock.today(), places.names(county)
    page = Paginator(minor_accesses(request.scope), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (row, names.get(row.place_code, row.place_code), not row.withdrawn and row.ends_on >= today)
        for row in page.object_list
    ]
    return render(request, "households/children.html", {"page": page, "rows": rows})


@screen(needs=services.MINORS)
def let(request: ScreenRequest, county: str) -> HttpResponse:
    today = clock.today()
    form = LetForm(
        sent(request),
        today=today,
        places=_places(request, county),
        people=lambda words: people_in(request.scope, on=today, words=words, state="current")[:PER_PAGE],
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.give_minor_access(
                by=request.user,
                county=county,
                user=given["who"],
                place_code=given["place"],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
                because=given["because"],
            )
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已批准“%(name)s”查看，批准已留痕。") % {"name": given["who"].name})
            return redirect("households:children", county)
    return render(request, "households/child_let.html", {"form": form}, status=status(form))


@screen(needs=services.MINORS)
def withdraw(request: ScreenRequest, county: str, access_id: UUID) -> HttpResponse:
    access = get_object_or_404(minor_accesses(request.scope), id=access_id)
    form = ReasonForm(sent(request))
    if form.is_valid():
        try:
            services.withdraw_minor_access(by=request.user, access=access, **form.cleaned_data)
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已收回，从现在起不能再查看。"))
            return redirect("households:children", county)
    context = {"form": form, "access": access}
    return render(request, "households/child_withdraw.html", context, status=status(form))


def _places(request: ScreenRequest, county: str) -> list[tuple[str, str]]:
    """Townships as wholes, then villages, as far as the officer reaches."""
    towns = [
        (town.code, _("%(name)s（全部）") % {"name": town.short_name})
        for town in places.townships(county, clock.today())
        if request.scope.reaches(prefix_of(town.code))
    ]
    return [*towns, *places.village_names(request.scope).items()]
