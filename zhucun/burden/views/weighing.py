"""The burden of a month by village, the requests behind a figure, the records behind a figure that was not asked."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.burden import queries, weighing
from zhucun.burden.checks import READ
from zhucun.burden.months import Month, day_in, month_in, place_in
from zhucun.engine.period import Period
from zhucun.kernel import clock, paging
from zhucun.kernel.place_codes import TOWNSHIP, township_of
from zhucun.places import queries as places
from zhucun.policy.held_figures import offered

PAGE = 50


@screen(needs=READ)
def month(request: ScreenRequest, county: str) -> HttpResponse:
    """Villages in the order of the register, with the sums of townships; one township alone when the address says so."""
    asked_month, place = month_in(request.GET, clock.today()), place_in(request.GET, county)
    names, codes = places.names(county), _villages(request, asked_month, place)
    refused = Counter(
        queries.refused_in(request.scope, place=place, month=asked_month.period)
        .order_by()
        .values_list("village_code", flat=True)
    )
    dues = weighing.due_for(request.whole_scope, codes, asked_month.period)
    lines = weighing.loads(dues, codes, refused)
    towns = weighing.by_township(lines)
    by_village = bool(place) or len(towns) == 1 or request.GET.get("by") == "village"
    context = {
        "month": asked_month,
        "place": place,
        "place_name": names.get(place, ""),
        "rows": [(line, names.get(line.place, line.place)) for line in (lines if by_village else towns)],
        "total": weighing.sum_of(lines, place),
        "by_village": by_village,
        "several_towns": len(towns) > 1,
        "asked_for": len({due.request.id for due in dues}),
    }
    return render(request, "burden/month.html", context)


@screen(needs=READ)
def asked(request: ScreenRequest, county: str) -> HttpResponse:
    """The requests that a figure was added up from, for one place or all the reader's."""
    asked_month, place = month_in(request.GET, clock.today()), place_in(request.GET, county)
    codes = _villages(request, asked_month, place)
    dues = weighing.due_for(request.whole_scope, codes, asked_month.period)
    context = {
        "month": asked_month,
        "place": place,
        "place_name": places.names(county).get(place, ""),
        "dues": dues,
        "total": weighing.sum_of(weighing.loads(dues, codes, Counter()), place),
        "is_village": bool(place) and place[TOWNSHIP:] != "000",
    }
    return render(request, "burden/asked.html", context)


def _villages(request: ScreenRequest, asked_month: Month, place: str) -> list[str]:
    """The reader's villages as they were at the end of a month, or are today; of a place that is not the reader's 404."""
    on = min(asked_month.period.last, clock.today())
    codes = [one.code for one in places.villages(request.county, on) if request.scope.reaches(one.code)]
    if not place:
        return codes
    inside = [code for code in codes if place in (code, township_of(code))]
    if not inside:
        raise Http404("no such place")
    return inside


@screen(needs=READ)
def figure(request: ScreenRequest, county: str, code: str, figure: str) -> HttpResponse:
    """The rows that a figure was counted from, in one village."""
    held = offered().get(figure)
    if held is None:
        raise Http404("no such figure")
    village = queries.village_for(request.scope, code)
    if not request.whole_scope.covers(village.code, held.needs):
        raise PermissionDenied(held.needs)
    period = _period(request, held.of_period)
    rows, after = held.rows_in(county, village.code, period), paging.after_in(request.GET)
    page = paging.page(rows, PAGE, after=get_object_or_404(rows, id=after) if after else None)
    shown = rows.filter(id__in=[row.id for row in page.rows])
    context: dict[str, Any] = {
        "figure": held,
        "village": village.short_name,
        "code": village.code,
        "period": period if held.of_period else None,
        "lines": [
            (line, reverse(line.url_name, kwargs={"county": county, **line.kwargs}))
            for line in held.lines(shown)
        ],
        "following": page.following,
        "total": rows.aggregate(total=Sum(held.adds))["total"] or 0 if held.adds else rows.count(),
    }
    return render(request, "burden/figure.html", context)


def _period(request: ScreenRequest, of_period: bool) -> Period:
    """The days an address asks for, this month without."""
    today = clock.today()
    if not of_period:
        return Period(today, today)
    if "first" not in request.GET:
        return Period.month(today.year, today.month)
    first, last = day_in(request.GET["first"]), day_in(request.GET.get("last", ""))
    if last < first:
        raise Http404("days the wrong way round")
    return Period(first, last)
