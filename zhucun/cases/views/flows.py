"""Flows as the pack has them: a list, and each one drawn, to be read or to hang on a wall."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases import told
from zhucun.cases.routing import SEE
from zhucun.kernel import clock
from zhucun.policy.queries import pack_of


@screen(needs=SEE)
def flows(request: ScreenRequest, county: str) -> HttpResponse:
    return render(request, "cases/flows.html", {"groups": told.grouped(pack_of(county).flows.values())})


@screen(needs=SEE)
def flow(request: ScreenRequest, county: str, flow: str) -> HttpResponse:
    """One flow: the picture, every state with its term and the paper it comes from."""
    pack, today = pack_of(county), clock.today()
    found = pack.flows.get(flow)
    if found is None:
        raise Http404("flow")
    context = {
        "flow": found,
        "picture": told.drawn(found, pack, today),
        "says": told.picture_says(found),
        "states": told.told_states(found, pack, today),
        "cite": pack.cite(found.source),
        "pack_version": pack.version,
        "may_raise": found in told.may_raise(pack, request.whole_scope),
    }
    return render(request, "cases/flow.html", context)
