"""What of a person is read with a trace: the details, once a day; and the paper that tells the person of all of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import services_opening as opening
from zhucun.households.choices import Asker
from zhucun.households.forms_traces import TellForm
from zhucun.households.refusals import HouseholdRefusal
from zhucun.households.traces import MOST, traces_of
from zhucun.households.views.acting import person_of
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.places.queries import county_name

ON = {"correct": "households:correct_person"}  # where somebody was going who read the details on the way


@require_POST
@screen(needs=opening.SEE)
def details(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """Open a person's details for the rest of the day."""
    found, today = person_of(request, villager_id)
    if not opening.has_read(request.user, found.villager, today):
        opening.read_details(by=request.user, villager=found.villager, on=today)
    page = ON.get(request.POST.get("on", ""), "households:person")
    return redirect(reverse(page, args=[county, villager_id]))


@screen(needs=opening.REVEAL)
def opened(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """Who opened this person's data, when and why, as a paper for the person who asks."""
    found, today = person_of(request, villager_id)
    form = TellForm(sent(request))
    if form.is_valid():
        traces = traces_of(found.villager)
        try:
            opening.tell_traces(by=request.user, villager=found.villager, on=today, **form.cleaned_data)
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            paper = {
                "person": found,
                "traces": traces[:MOST],
                "most": MOST if len(traces) > MOST else 0,
                "county_name": county_name(county),
                "asked_by": Asker(form.cleaned_data["asked_by"]).label,
                "at": clock.now(),
            }
            return render(request, "households/traces.html", paper)
    return render(request, "households/opened.html", {"form": form, "person": found}, status=status(form))
