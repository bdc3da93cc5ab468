"""The working calendar."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.policy import queries


@screen(needs="policy.see")
def calendar(request: ScreenRequest, county: str) -> HttpResponse:
    """The working calendar: holidays and make-up days of this year and the next, with their notices."""
    pack = queries.pack_of(county)
    this = clock.today().year
    years = [queries.calendar_year(pack, year) for year in (this, this + 1)]
    return render(
        request, "policy/calendar.html", {"county": county, "years": years, "today": date(this, 1, 1)}
    )
