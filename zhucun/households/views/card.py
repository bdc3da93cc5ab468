"""The card of a village, and the list of people that its figures open."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households.card import Card
from zhucun.households.domain_filters import PeopleFilters
from zhucun.households.domain_people import age_on, is_minor
from zhucun.households.models import Membership
from zhucun.households.queries_card import village_counts
from zhucun.households.queries_people import people_in, people_page
from zhucun.households.said import PERSONAL, Said
from zhucun.kernel import clock
from zhucun.kernel.paging import after_in
from zhucun.places.queries import village_names

MOST_COUNTED = 1000  # beyond it nobody reads on, and a county's people need not be counted


@screen(needs="households.see")
def card(request: ScreenRequest, county: str, code: str) -> HttpResponse:
    """One page of figures, counted now."""
    names = village_names(request.scope, [code])
    if code not in names or not request.scope.reaches(code):
        raise Http404("no such village")
    figures = Card(county, code, village_counts(request.scope, code, clock.today()))
    context = {"card": figures, "code": code, "village": names[code], "own": code in request.scope.prefixes}
    return render(request, "households/card.html", context)


@screen(needs="households.see")
def people(request: ScreenRequest, county: str) -> HttpResponse:
    """People narrowed by the address. No list names a child under 14."""
    today, said = clock.today(), Said(county)
    try:
        filters, last = PeopleFilters.from_address(request.GET), after_in(request.GET)
    except ValueError as strange:
        raise Http404("no such filter") from strange
    page = people_page(request.scope, filters, last)
    villages = village_names(request.scope, {row.village_code for row in page.rows} | {filters.village})
    context = {
        "filters": filters,
        "page": page,
        "rows": [_row(row, said, villages) for row in page.rows],
        "total": _total(request, filters, today),
        "most_counted": MOST_COUNTED,
        "village": villages.get(filters.village, ""),
        "narrowed_by": _narrowed(filters, said),
    }
    return render(request, "households/people.html", context)


def _total(request: ScreenRequest, filters: PeopleFilters, today: date) -> int:
    """Of one village exactly, as its card has it."""
    found = people_in(request.scope, filters, today).order_by()
    return found.count() if filters.village else found[: MOST_COUNTED + 1].count()


def _row(row: Membership, said: Said, villages: dict[str, str]) -> dict[str, object]:
    today, born = clock.today(), row.villager.born_on
    return {
        "membership": row,
        "minor": is_minor(row.villager, today, row.relation),
        "age": None if born is None else age_on(born, today),
        "relation": said.word("relation", row.relation),
        "village": villages.get(row.village_code, row.village_code),
    }


def _narrowed(filters: PeopleFilters, said: Said) -> list[str]:
    words = [said.word(PERSONAL, filters.mark)] if filters.mark else []
    return words + Card.facet_words(filters.facets, said)
