"""Screen 查找: one field for people and households, and what was found within the reader's places.

Names may stand in the address, so that the way back leads to the same answer. Numbers never do: the form is sent by
POST, its answer leaves the address bare and the field empty; a number that stands in the address all the same is not
looked for, and the address is left at once.

While somebody types only names are looked for. A number is looked for when the button says so, so that one search is
one line of the trail and not one for every digit.
"""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django_htmx.http import replace_url

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households.naming import has_digit
from zhucun.households.search.answer import answer_of
from zhucun.households.search.domain import Kind, Meaning, Number, meaning_of
from zhucun.households.search.queries import Found, found
from zhucun.households.search.refusals import NotLookedFor, NumberInAddress
from zhucun.households.search.services import find_by_paper, find_by_telephone
from zhucun.kernel import clock
from zhucun.places.queries import village_names

NOT_LOOKED_FOR, NOTHING_NEW = 422, 204


@screen(needs="households.see")
@sensitive_post_parameters("q")
def search(request: ScreenRequest, county: str) -> HttpResponse:
    typed = (request.POST if request.method == "POST" else request.GET).get("q", "")
    number, typing = has_digit(typed), "typing" in request.POST
    address = _address(county, "" if number else typed)
    if elsewhere := _to_address(request, typed, address, number=number):
        return elsewhere
    if number and typing:
        return HttpResponse(status=NOTHING_NEW)
    context = {"typed": "" if number else typed, **_answer(request, typed, clock.today())}
    if not request.htmx:
        return render(request, "households/search/search.html", context, status=_status(context))
    if typing and "refusal" in context:  # one letter so far: nobody is corrected before they have finished
        return HttpResponse(status=NOTHING_NEW)
    piece = render(request, "households/search/_found.html", context, status=_status(context))
    return replace_url(piece, address)


def _to_address(request: ScreenRequest, typed: str, address: str, *, number: bool) -> HttpResponse | None:
    """A number leaves the address in which it stands; a name that was sent by the form gets one."""
    if number and request.method != "POST":
        messages.error(request, NumberInAddress().said)
        return redirect(address)
    by_form = request.method == "POST" and not request.htmx
    return redirect(address) if by_form and typed and not number else None


def _status(context: dict[str, Any]) -> int:
    return NOT_LOOKED_FOR if "refusal" in context else 200


def _answer(request: ScreenRequest, typed: str, today: date) -> dict[str, Any]:
    try:
        meaning = meaning_of(typed, today=today)
    except NotLookedFor as refusal:
        return {"refusal": refusal}
    if meaning is None:
        return {}
    hits = _look(request, meaning)
    codes = {stay.village_code for stay in hits.stays} | {one.village_code for one in hits.households}
    villages = village_names(request.scope, codes) if codes else {}
    return {"answer": answer_of(hits, meaning, villages, today)}


def _look(request: ScreenRequest, meaning: Meaning) -> Found:
    if not isinstance(meaning, Number) or not meaning.personal:
        return found(request.scope, meaning)
    by_number = find_by_paper if meaning.kind is Kind.PAPER else find_by_telephone
    return by_number(by=request.user, county=request.county, scope=request.scope, number=meaning)


def _address(county: str, name: str) -> str:
    bare = reverse("households:search", args=[county])
    return f"{bare}?{urlencode({'q': name})}" if name else bare
