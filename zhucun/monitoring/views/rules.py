"""Which rules ask for a look, on what ground, and what came of it."""

from django.http import HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.monitoring import queries
from zhucun.monitoring.checks import SEE
from zhucun.monitoring.rules_told import gone, rules_told
from zhucun.policy.queries import pack_of


@screen(needs=SEE)
def rules(request: ScreenRequest, county: str) -> HttpResponse:
    """Leads are counted over the places of the reader."""
    pack, leads = pack_of(county), queries.leads_by_rule(request.scope)
    context = {"rules": rules_told(pack, clock.today(), leads), "gone": gone(pack, leads)}
    return render(request, "monitoring/rules.html", context)
