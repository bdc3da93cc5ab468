"""The situation book of a village, and the test that one takes on one's own."""

from random import SystemRandom
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import book as reading
from zhucun.households import sections
from zhucun.households import self_test as testing
from zhucun.households.choices import Circumstance
from zhucun.households.domain import Filters
from zhucun.kernel import clock
from zhucun.kernel.place_codes import VILLAGE
from zhucun.places.queries import village_names

PER_PAGE = 20
MOST_SEED = 999_999


@screen(needs="households.see")
def book(request: ScreenRequest, county: str) -> HttpResponse:
    """Households of one village; without a village, which one."""
    today, villages = clock.today(), village_names(request.scope)
    filters, gap = _asked(request, villages)
    context: dict[str, Any] = {"villages": villages.items(), "filters": filters}
    if filters.village:
        context |= _book(request, filters, gap, villages)
        context["own"] = filters.village in request.scope.prefixes
    return render(request, "households/book.html", context | {"today": today})


@screen(needs="households.see")
def self_test(request: ScreenRequest, county: str) -> HttpResponse:
    """Only of a village that one is sent to; answers are checked here and forgotten."""
    own = [prefix for prefix in request.scope.prefixes if len(prefix) == VILLAGE]
    villages = village_names(request.scope, own)
    village = request.GET.get("village", own[0] if own else "")
    if village and village not in own:
        raise Http404("not one's own village")
    seed = _seed(request)
    questions = testing.questions_of(request.scope, village, seed, clock.today()) if village else []
    context: dict[str, Any] = {
        "village": villages.get(village, ""),
        "code": village,
        "seed": seed,
        "next_seed": SystemRandom().randint(1, MOST_SEED),
        "answered": request.method == "POST",
        "asked": [_answer(request, at, question) for at, question in enumerate(questions)],
    }
    context["right"] = sum(row["right"] for row in context["asked"])
    return render(request, "households/self_test.html", context)


def _asked(request: ScreenRequest, villages: dict[str, str]) -> tuple[Filters, str]:
    given = request.GET.dict()
    if "village" not in given and len(villages) == 1:
        given["village"] = next(iter(villages))
    gap = given.get("gap", "")
    try:
        filters = Filters.from_address(given)
    except ValueError as strange:
        raise Http404("no such filter") from strange
    if (gap and gap not in reading.GAPS) or (filters.village and filters.village not in villages):
        raise Http404("no such gap, or no such village")
    return filters, gap


def _book(request: ScreenRequest, filters: Filters, gap: str, villages: dict[str, str]) -> dict[str, Any]:
    today = clock.today()
    found = reading.households_with_gaps(request.scope, filters, today)
    counts = reading.count_gaps(found)
    listed = found.filter(**{f"gap_{gap}": True}) if gap else found
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    seen = sections.last_seen(request.whole_scope, [row.id for row in rows])
    return {
        "page": page,
        "entries": reading.entries(request.scope, rows, seen, today),
        "gaps": [
            (name, word, counts[name]) for name, word in reading.GAPS.items() if counts[name] or name == gap
        ],
        "circumstances": Circumstance.choices,
        "village": villages[filters.village],
    }


def _seed(request: ScreenRequest) -> int:
    text = request.GET.get("seed", "")
    if not text:
        return SystemRandom().randint(1, MOST_SEED)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_SEED))):
        raise Http404("no such test")
    return int(text)


def _answer(request: ScreenRequest, at: int, question: testing.Question) -> dict[str, Any]:
    name = question.asked(at)
    said = request.POST.get(name, "")
    return {"name": name, "question": question, "said": said, "right": said == question.right}
