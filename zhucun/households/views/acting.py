"""One shape for every act: a short form, carried out by a service, its refusal at the field, back to where one came from."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from zhucun.accounts.screens import ScreenRequest
from zhucun.households import queries, services
from zhucun.households.domain import HEAD_NAME, Filters
from zhucun.households.models import Household
from zhucun.households.person import Person, person_for
from zhucun.households.refusals import HouseholdRefusal
from zhucun.kernel import clock
from zhucun.kernel.forms import ActForm, status
from zhucun.kernel.text import canonical_name
from zhucun.places.queries import village_names

OFFERED = 20
Done = Callable[[], tuple[str, Household]]  # what to say, and whose page to show


def carry_out(
    request: ScreenRequest,
    form: ActForm,
    do: Done,
    *,
    frame: dict[str, Any],
    template: str = "households/act.html",
) -> HttpResponse:
    """Show a form, or do what it asks for."""
    if form.is_valid():
        try:
            said, household = do()
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect("households:household", household.county_code, household.id)
    return render(request, template, {"form": form, **frame}, status=status(form))


def household_of(request: ScreenRequest, household_id: UUID) -> Household:
    return queries.household_for(request.scope, household_id)


def person_of(request: ScreenRequest, villager_id: UUID) -> tuple[Person, date]:
    today = clock.today()
    return person_for(request.scope, villager_id, today), today


def chosen(request: ScreenRequest, *, besides: Household | None = None) -> Household | None:
    """The other household of an act, by the address; one that cannot be acted on is 404."""
    text = request.GET.get("to", "")
    if not text:
        return None
    try:
        found = queries.household_for(request.scope.narrowed(services.EDIT), UUID(text))
    except ValueError as strange:
        raise Http404("no such household") from strange
    if besides is not None and found.id == besides.id:
        raise Http404("the same household")
    return found


def choose(
    request: ScreenRequest, frame: dict[str, Any], *, besides: Household | None = None
) -> HttpResponse:
    """Look for the other household first: by the head's name, among those one may act on."""
    text = canonical_name(request.GET.get("q", ""))[:HEAD_NAME]
    found: list[Household] = []
    if text:
        rows = queries.households_in(request.scope.narrowed(services.EDIT), Filters(text=text))
        others = rows.exclude(id=besides.id) if besides else rows
        found = list(others[:OFFERED])
    names = village_names(request.scope, {row.village_code for row in found}) if found else {}
    rows_named = [(row, names.get(row.village_code, row.village_code)) for row in found]
    return render(request, "households/choose.html", {**frame, "rows": rows_named, "text": text})
