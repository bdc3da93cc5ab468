"""What the stationed may see of their own: who looked at their numbers, when and why."""

from django.http import HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.audit.queries import events_about
from zhucun.dispatch.queries import own_people
from zhucun.dispatch.services import PERSON_SHOWN

MOST = 100


@screen(needs="dispatch.see")
def shown(request: ScreenRequest, county: str) -> HttpResponse:
    """Everybody's own list, and nobody else's."""
    people = own_people(request.user.id, county)
    events = [event for one in people for event in events_about(county, one, [PERSON_SHOWN], limit=MOST)]
    return render(request, "dispatch/shown.html", {"events": events, "known": bool(people), "most": MOST})
