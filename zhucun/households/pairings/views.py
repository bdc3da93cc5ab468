"""Screens of pairings: who answers for whom, who is without anybody, who answers for too many."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households.choices import Circumstance, PairingKind
from zhucun.households.pairings import queries
from zhucun.households.pairings.domain import LIMITS, OF_HOUSEHOLDS, OF_PLACES, may_say
from zhucun.households.pairings.queries import Gap
from zhucun.households.pairings.screens import SEE, asked, kind_asked, may_change
from zhucun.households.pairings.services import PAIR
from zhucun.kernel import clock
from zhucun.places.queries import names
from zhucun.policy.queries import pack_of


@screen(needs=SEE)
def pairings(request: ScreenRequest, county: str) -> HttpResponse:
    """Who answers for whom on this day; what is missing and who has too many stand above and open their lists."""
    filters, after = asked(request)
    today = clock.today()
    called = request.place_names = names(county)
    page = queries.page_of(request.scope, filters, today, after)
    context = {
        "filters": filters,
        "rows": [(row, called.get(row.place_code, row.place_code)) for row in page.rows],
        "following": page.following,
        "kinds": PairingKind.choices,
        "places": _places(request, called),
        "gaps": _gaps(request),
        "overloads": _overloads(request),
        "may_pair": request.whole_scope.may(PAIR),
    }
    return render(request, "households/pairings/pairings.html", context)


@screen(needs=SEE)
def gaps(request: ScreenRequest, county: str) -> HttpResponse:
    """Those of one kind who are without anybody."""
    filters, after = asked(request)
    kind, today = kind_asked(request, PairingKind.CADRE_HOUSEHOLD), clock.today()
    called = request.place_names = names(county)
    context: dict[str, Any] = {"kind": kind, "filters": filters, "may_pair": False}
    held = request.whole_scope.narrowed(PAIR).prefixes
    if kind in OF_PLACES:
        codes, of = queries.places_without(request.scope, kind, today)
        rows = [(code, called.get(code, code)) for code in codes]
        context |= {"places_missing": rows, "of": of, "total": len(rows)}
        context["may_pair"] = any(may_say(held, kind, code) for code, _name in rows[:1])
        return render(request, "households/pairings/gaps.html", context)
    counts = queries.gaps_by_circumstance(request.scope, _of(kind, filters), today)
    page = queries.page_without(request.scope, _of(kind, filters), today, after)
    context |= {
        "rows": [(row, called.get(row.village_code, row.village_code)) for row in page.rows],
        "following": page.following,
        "chips": [(value, word, counts.get(value, 0)) for value, word in Circumstance.choices],
        "total": sum(counts.values()),
        "places": _places(request, called),
        "may_pair": bool(held),
    }
    return render(request, "households/pairings/gaps.html", context)


def _of(kind: PairingKind, filters: queries.Filters) -> queries.Filters:
    return queries.Filters(kind=kind, place=filters.place, circumstance=filters.circumstance)


@screen(needs=SEE)
def loads(request: ScreenRequest, county: str) -> HttpResponse:
    """Who answers for more than the county's limit, in the order of names; nobody is compared with anybody."""
    kind, today = kind_asked(request, PairingKind.CADRE_HOUSEHOLD), clock.today()
    limit = queries.limit_of(pack_of(county), kind, today)
    found = queries.overloaded(request.scope, kind, limit, today)
    context = {"kind": kind, "limit": limit, "loads": found, "kinds": PairingKind.choices}
    return render(request, "households/pairings/loads.html", context)


@screen(needs=SEE)
def pairing(request: ScreenRequest, county: str, pairing: UUID) -> HttpResponse:
    """One pairing, and everybody who answered before and after."""
    row = queries.pairing_for(request.scope, pairing)
    called = request.place_names = names(county)
    context = {
        "row": row,
        "place": called.get(row.place_code, row.place_code),
        "history": queries.history_of(row),
        "may_change": may_change(request.whole_scope, row, clock.today()),
    }
    return render(request, "households/pairings/pairing.html", context)


def _gaps(request: ScreenRequest) -> list[Gap]:
    """What is missing, for families and for the places that the reader has."""
    today = clock.today()
    found = queries.household_gaps(request.scope, OF_HOUSEHOLDS, today)
    for kind in OF_PLACES:
        missing, of = queries.places_without(request.scope, kind, today)
        if of:
            found.append(Gap(kind, len(missing), of))
    return found


def _overloads(request: ScreenRequest) -> list[tuple[PairingKind, int, int]]:
    """Kind, limit, and how many answer for more: only where the pack knows a limit."""
    pack, today = pack_of(request.county), clock.today()
    known = [(PairingKind(kind), queries.limit_of(pack, kind, today)) for kind in LIMITS]
    return [
        (kind, limit, len(queries.overloaded(request.scope, kind, limit, today)))
        for kind, limit in known
        if limit is not None
    ]


def _places(request: ScreenRequest, called: dict[str, str]) -> list[tuple[str, str]]:
    """Townships and villages within the reader's places, to choose from."""
    own = [code for code in sorted(called) if any(code.startswith(one) for one in request.scope.prefixes)]
    return [(code, called[code]) for code in own if code[6:] != "000000"]
