"""Answers: who meets a rule and who does not, and why an answer is what it is."""

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.engine.period import PeriodKind
from zhucun.engine.verdict import Answer
from zhucun.kernel import clock
from zhucun.places import queries as places
from zhucun.policy import queries, queries_answers
from zhucun.policy.pages.answers import name_of, rows_of, townships, why_of
from zhucun.policy.queries import PRESENCE
from zhucun.policy.views.asking import day_asked

PER_PAGE = 50
ONE_DAY = timedelta(days=1)


@screen(needs="policy.answers")
def answers(request: ScreenRequest, county: str, duty: str) -> HttpResponse:
    """A duty's answers in the period that holds a day; filtered by answer and township."""
    pack, on = queries.pack_of(county), day_asked(request)
    asked = pack.duties.get(duty)
    if asked is None:
        raise Http404("duty")
    names = places.names(county)
    held = queries_answers.held_on(request.scope, asked, on)
    towns = townships(held, names)
    township = request.GET.get("township", "")
    answer = request.GET.get("answer", "")
    near = [one for one in held if not township or one.township == township]
    found = [one for one in near if answer not in set(Answer) or one.answer == answer]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    first, last = (held[0].first, held[0].last) if held else (on, on)
    context = {
        "county": county,
        "duty": asked,
        "on": on,
        "first": first,
        "last": last,
        "before": first - ONE_DAY,
        "after": last + ONE_DAY if last < clock.today() else None,
        "totals": queries_answers.by_answer(near),
        "count": len(held),
        "townships": towns,
        "township_options": [(one.code, one.name) for one in towns if one.code],
        "page": page,
        "rows": rows_of(pack, asked, list(page.object_list), names),
        "earlier": None if held else queries_answers.last_day_with_answers(request.scope, asked, on),
    }
    return render(request, "policy/answers.html", context)


@screen(needs="policy.answers")
def why(request: ScreenRequest, county: str, decision: UUID) -> HttpResponse:
    """Why an answer is what it is: rule, arithmetic, papers, records, what would change it, whom to ask."""
    held, seen = queries_answers.decision_for(request.scope, decision)
    pack = queries.pack_of(county)
    told = why_of(request.whole_scope, pack, held)
    duty = told.get("duty")
    context = {
        "county": county,
        "held": held,
        "name": name_of(county, held, seen),
        "place": places.names(county).get(seen.village_code, ""),
        "calendar": bool(duty and duty.measure == PRESENCE and duty.period is PeriodKind.MONTH),
        **told,
    }
    return render(request, "policy/why.html", context)
