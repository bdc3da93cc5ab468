"""One villager's page, and the two acts that open numbers and children. Who opened them can be told to the person."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import person as reading
from zhucun.households import services_opening as opening
from zhucun.households.checks import EDIT
from zhucun.households.forms_acts import OpenForm
from zhucun.households.models import Villager
from zhucun.households.person import Person
from zhucun.households.queries_minors import may_open_minor
from zhucun.households.views.acting import person_of
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status, tried

Shown = dict[str, Any]


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
    if not found.minor and not found.stripped:
        context |= {
            "badges": reading.badges_of(found, today),
            "numbers": reading.numbers(found.villager, whole=False),
        }
        if opening.has_read(request.user, found.villager, today):
            context["facts"] = reading.facts(found.villager)
    return render(request, "households/person.html", context)


@screen(needs=opening.REVEAL)
def numbers(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """Numbers in clear, once, after a reason; those of a child with leave besides."""

    def shown(found: Person, today: date) -> Shown:
        return {"numbers": reading.numbers(found.villager, whole=True)}

    return _opened_once(request, villager_id, opening.show_numbers, shown)


@screen(needs="households.see")
def child(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """What is kept of a child under 14, once, with leave and after a reason."""

    def shown(found: Person, today: date) -> Shown:
        return {
            "badges": reading.badges_of(found, today),
            "facts": reading.facts(found.villager),
            "numbers": reading.numbers(found.villager, whole=False),
        }

    return _opened_once(request, villager_id, opening.open_minor, shown)


def _opened_once(
    request: ScreenRequest,
    villager_id: UUID,
    act: Callable[..., Villager],
    show: Callable[[Person, date], Shown],
) -> HttpResponse:
    """What is asked for, once the reason stands in the trail; of a child only to who has leave."""
    found, today = person_of(request, villager_id)
    if found.minor and not _leave(request, found):
        return render(request, "households/minor_closed.html", {"person": found})
    form = OpenForm(sent(request))
    if tried(form, lambda: act(by=request.user, villager=found.villager, on=today, **form.cleaned_data)):
        return render(request, "households/opened_once.html", {"person": found, **show(found, today)})
    return render(request, "households/open.html", {"form": form, "person": found}, status=status(form))


def _leave(request: ScreenRequest, found: Person) -> bool:
    return may_open_minor(request.scope, found.membership.village_code, clock.today())
