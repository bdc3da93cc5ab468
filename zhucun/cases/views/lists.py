"""Inbox, list, board: which cases there are, what is due first."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases import queries, words
from zhucun.cases.boards import columns_of, with_lines
from zhucun.cases.figures_page import rating_words
from zhucun.cases.filters import SIZES, Filters, Standing
from zhucun.cases.listing import Cases, Teller, page_of
from zhucun.cases.picture import in_order
from zhucun.cases.routing import MANAGE, RAISE, SEE
from zhucun.cases.views.asking import filters_in, place_names
from zhucun.kernel import clock
from zhucun.kernel.paging import after_in
from zhucun.kernel.place_codes import TOWNSHIP, prefix_of
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of

MONTHS_OFFERED = 12
MOST_COUNTED = 1000  # beyond it nobody reads on, and a county's years need not be counted
MINE, RAISED, HERE = "mine", "raised", "here"


@screen(needs=SEE)
def inbox(request: ScreenRequest, county: str) -> HttpResponse:
    """What waits for the reader, what the reader raised, what is open here; the most urgent first."""
    scope, today = request.whole_scope, clock.today()
    found: dict[str, Cases] = {
        MINE: queries.waiting_for(scope, today),
        RAISED: queries.raised_by(scope, today).filter(ending=""),
        HERE: queries.visible(scope, today).filter(ending=""),
    }
    counts = {key: cases.order_by().count() for key, cases in found.items()}
    chosen = request.GET.get("tab", "")
    tab = chosen if chosen in found else next((key for key in (MINE, RAISED) if counts[key]), MINE)
    page = page_of(county, found[tab], Standing.OPEN, after_in(request.GET), SIZES[0])
    titles = {MINE: _("等我办的"), RAISED: _("我提出的"), HERE: _("本地方全部")}
    context = {
        "tabs": [{"key": key, "word": word, "count": counts[key]} for key, word in titles.items()],
        "tab": tab,
        "lines": Teller.of(county, today, place_names(request), page.rows, request.user.id).lines(page.rows),
        "following": page.following,
        "may_raise": scope.may(RAISE),
    }
    return render(request, "cases/inbox.html", context)


@screen(needs=SEE)
def list_(request: ScreenRequest, county: str) -> HttpResponse:
    """Everything the reader may know of, narrowed by what stands in the address."""
    filters, size = filters_in(request.GET)
    today = clock.today()
    found = queries.visible(request.whole_scope, today).filter(filters.conditions(today))
    page = page_of(county, found, filters.standing, after_in(request.GET), size)
    names = place_names(request)
    context = {
        **frame(request, filters, names, pack_of(county)),
        "lines": Teller.of(county, today, names, page.rows, request.user.id).lines(page.rows),
        "following": page.following,
        "total": found.order_by()[: MOST_COUNTED + 1].count(),
        "most_counted": MOST_COUNTED,
        "size": size,
        "sizes": SIZES,
        "may_manage": request.whole_scope.may(MANAGE),
    }
    return render(request, "cases/list.html", context)


@screen(needs=SEE)
def board(request: ScreenRequest, county: str) -> HttpResponse:
    """The same cases in columns: by state when a kind is chosen, else by level."""
    filters, _size = filters_in(request.GET)
    pack, names, today = pack_of(county), place_names(request), clock.today()
    found = queries.visible(request.whole_scope, today).filter(filters.conditions(today))
    key, titles = _axis(filters, pack)
    columns = columns_of(county, found, key, titles)
    teller = Teller.of(
        county, today, names, [row for column in columns for row in column.rows], request.user.id
    )
    context = {**frame(request, filters, names, pack), "columns": with_lines(columns, teller)}
    return render(request, "cases/board.html", context)


def _axis(filters: Filters, pack: Pack) -> tuple[str, list[tuple[str, str]]]:
    """What the columns stand for; while only open cases are shown there are none for endings."""
    flow = pack.flows.get(filters.kind)
    if flow is None:
        levels = [(str(level), str(word)) for level, word in words.LEVELS.items()]
        return "level", [*levels, ("", _("不分级"))]
    states = in_order(flow.flow)
    if filters.standing is Standing.OPEN:
        states = [state for state in states if not state.ending]
    return "state", [(one.id, one.title) for one in states if filters.state in ("", one.id)]


def _states(pack: Pack, kind: str) -> list[tuple[str, str]]:
    flow = pack.flows.get(kind)
    return [(state.id, state.title) for state in flow.flow.states.values()] if flow else []


def frame(request: ScreenRequest, filters: Filters, names: dict[str, str], pack: Pack) -> dict[str, Any]:
    """What list and board need to be narrowed."""
    address = request.GET.copy()
    address.pop("page", None)
    return {
        "filters": filters,
        "kinds": [(flow.id, flow.title) for flow in pack.flows.values()],
        "states": _states(pack, filters.kind),
        "levels": [(str(level), str(word)) for level, word in words.LEVELS.items()],
        "places": [(code, names[code]) for code in sorted(names) if _within_reach(request, code)],
        "months": _months(clock.today()),
        "further": _further(filters, pack),
        "address": f"?{address.urlencode()}" if address else "",
    }


def _within_reach(request: ScreenRequest, code: str) -> bool:
    prefix = prefix_of(code)
    return len(prefix) >= TOWNSHIP and any(prefix.startswith(place) for place in request.scope.prefixes)


def _months(today: date) -> list[tuple[str, str]]:
    """This month and those before it, as the month of raising stands in the address."""
    days = [
        date(today.year - (today.month <= back), (today.month - back - 1) % 12 + 1, 1)
        for back in range(MONTHS_OFFERED)
    ]
    pattern = _("%(month)s提出")
    return [(f"{day:%Y-%m}", pattern % {"month": date_format(day, "YEAR_MONTH_FORMAT")}) for day in days]


def _further(filters: Filters, pack: Pack) -> list[tuple[str, str]]:
    """Filters that figures lead here with, each to be taken away again."""
    told = {"in_time": _("按期办结"), "late": _("逾期办结"), "otherwise": _("其他结束")}
    shown = [
        ("own", _("只看本级") if filters.own else ""),
        ("month", _year(filters)),
        ("settled", told.get(filters.settled, "")),
        ("sent_up", _("转过上级") if filters.sent_up else ""),
        ("reopened", _("重新办理过") if filters.reopened else ""),
        ("ended", date_format(filters.ended.first, "YEAR_MONTH_FORMAT") if filters.ended else ""),
        ("rating", _rating(filters, pack)),
    ]
    return [(key, word) for key, word in shown if word]


def _year(filters: Filters) -> str:
    """A month is chosen from a list; a whole year only figures lead to."""
    period = filters.month
    if period is None or period.first.month == period.last.month:
        return ""
    return _("%(year)s 年提出") % {"year": period.first.year}


def _rating(filters: Filters, pack: Pack) -> str:
    return rating_words(pack).get(filters.rating, filters.rating)
