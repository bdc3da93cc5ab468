"""One villager's page, and the two acts that open what is kept more closely. Who opened it can be told to the person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.audit.queries import events_about
from zhucun.households import person as reading
from zhucun.households import services_opening as opening
from zhucun.households.checks import EDIT
from zhucun.households.forms_acts import OpenForm
from zhucun.households.person import Person
from zhucun.households.queries_minors import may_open_minor
from zhucun.households.refusals import HouseholdRefusal
from zhucun.households.views.acting import person_of, sent, status_of
from zhucun.kernel import clock

OPENED = 100


@screen(needs="households.see")
def person(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    found, today = person_of(request, villager_id)
    village = found.membership.village_code
    context = {
        "person": found,
        "who": reading.who(found, today),
        "may_edit": request.whole_scope.covers(village, EDIT),
        "may_reveal": request.whole_scope.covers(village, opening.REVEAL),
        "may_open": found.minor and may_open_minor(request.scope, village, today),
    }
    if not found.minor:
        context |= {
            "badges": reading.badges_of(found, today),
            "facts": reading.facts(found.villager),
            "numbers": reading.numbers(found.villager, whole=False),
        }
    return render(request, "households/person.html", context)


@screen(needs=opening.REVEAL)
def numbers(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """Numbers in clear, once, after a reason; those of a child with leave besides."""
    found, today = person_of(request, villager_id)
    if found.minor and not _leave(request, found):
        return render(request, "households/minor_closed.html", {"person": found})
    form = OpenForm(sent(request))
    if form.is_valid():
        try:
            opening.show_numbers(by=request.user, villager=found.villager, on=today, **form.cleaned_data)
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            shown = {"person": found, "numbers": reading.numbers(found.villager, whole=True)}
            return render(request, "households/opened_once.html", shown)
    return render(request, "households/open.html", {"form": form, "person": found}, status=status_of(form))


@screen(needs="households.see")
def child(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """What is kept of a child under 14, once, with leave and after a reason."""
    found, today = person_of(request, villager_id)
    if found.minor and not _leave(request, found):
        return render(request, "households/minor_closed.html", {"person": found})
    form = OpenForm(sent(request))
    if form.is_valid():
        try:
            opening.open_minor(by=request.user, villager=found.villager, on=today, **form.cleaned_data)
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            shown = {
                "person": found,
                "badges": reading.badges_of(found, today),
                "facts": reading.facts(found.villager),
                "numbers": reading.numbers(found.villager, whole=False),
            }
            return render(request, "households/opened_once.html", shown)
    return render(request, "households/open.html", {"form": form, "person": found}, status=status_of(form))


@screen(needs=opening.REVEAL)
def opened(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """Who opened this person's data, when and why: for the officer who answers the person's request."""
    found, _today = person_of(request, villager_id)
    acts = (opening.NUMBERS_SHOWN, opening.MINOR_OPENED)
    events = events_about(county, found.villager.id, acts, limit=OPENED)
    return render(request, "households/opened.html", {"person": found, "events": events})


def _leave(request: ScreenRequest, found: Person) -> bool:
    return may_open_minor(request.scope, found.membership.village_code, clock.today())
