"""The notice of a village, to be printed and posted there; the township and the county post none."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.monitoring.checks import EDIT
from zhucun.monitoring.notices import notices_of, villages_posting
from zhucun.places import queries as places
from zhucun.policy.queries import pack_of


@screen(needs=EDIT)
def notice(request: ScreenRequest, county: str) -> HttpResponse:
    """One village at a time; that of the address, else the first in which something is posted."""
    today, scope = clock.today(), request.whole_scope
    posting = villages_posting(scope, today)
    asked = request.GET.get("village", "")
    if asked and asked not in posting:
        raise Http404("village")
    village, names = asked or next(iter(posting), ""), places.names(county)
    context = {
        "village": village,
        "village_name": names.get(village, village),
        "villages": [(code, names.get(code, code)) for code in posting],
        "notices": notices_of(scope, village, pack_of(county), today) if village else [],
    }
    return render(request, "monitoring/notice.html", context)
