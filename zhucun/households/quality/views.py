"""Screen 数据核对: each rule with its count, and of one rule exactly the rows that were counted."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households.quality import queries
from zhucun.kernel import clock
from zhucun.places.queries import village_names

_VILLAGE = re.compile(r"[0-9]{12}")


@screen(needs="households.see")
def quality(request: ScreenRequest, county: str) -> HttpResponse:
    """What in the register asks to be looked at, within the reader's places."""
    village, code = request.GET.get("village", ""), request.GET.get("rule", "")
    if village and not _VILLAGE.fullmatch(village):
        raise Http404("no such village")
    villages = village_names(request.scope)
    context: dict[str, object] = {"villages": villages.items(), "village": village}
    if code:
        return _rule(request, code, village, context)
    found = queries.counted(request.scope, clock.today(), village)
    context |= {
        "open": [one for one in found if one.count],
        "clean": [one for one in found if not one.count],
        "total": sum(one.count for one in found),
    }
    return render(request, "households/quality/quality.html", context)


def _rule(request: ScreenRequest, code: str, village: str, context: dict[str, object]) -> HttpResponse:
    rule = queries.rule_called(code)
    if rule is None:
        raise Http404("no such rule")
    number = request.GET.get("page", "1")
    page, lines = queries.page_of(rule, request.scope, clock.today(), village, number)
    names = village_names(request.scope, {line.household.village_code for line in lines})
    rows = [(line, names.get(line.household.village_code, "")) for line in lines]
    return render(
        request, "households/quality/rule.html", context | {"rule": rule, "page": page, "rows": rows}
    )
