"""The way in, and each role's home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhucun.accounts import queries as accounts
from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.desk.home import home_of
from zhucun.kernel import clock
from zhucun.places import queries as places


@screen()
def start(request: HttpRequest) -> HttpResponse:
    """To the county one works in; a choice for the few who work in several."""
    counties = accounts.counties_of(request.user, on=clock.today())  # type: ignore[arg-type]  # the gate let a user in
    if len(counties) == 1:
        return redirect("home:home", county=counties[0])
    named = [(county, places.county_name(county)) for county in counties]
    return render(request, "desk/counties.html", {"counties": named})


@screen(needs="desk.home")
def home(request: ScreenRequest, county: str) -> HttpResponse:
    """What do I owe, what waits for me, what changed."""
    page = home_of(request.user, request.whole_scope, at=clock.now())
    request.place_names = page.names  # the frame names the reader's place from the same
    may_find = request.whole_scope.may("households.see")
    return render(request, "desk/home.html", {"county": county, "page": page, "may_find": may_find})
