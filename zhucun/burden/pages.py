"""What the screens of burden show: requests in lines, one request with its cost, what a village is asked in a month."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.burden import queries, weighing
from zhucun.burden.alike import Alike, alike_figures, same_question
from zhucun.burden.checks import ANSWER, APPROVE, ASK
from zhucun.burden.choices import State
from zhucun.burden.domain import Cost, Field, Occasion, covers, occasions, overlap
from zhucun.burden.models import Answer, DataRequest
from zhucun.burden.services_answers import told_period
from zhucun.burden.weighing import Due, Load
from zhucun.burden.words import cost_said
from zhucun.engine.period import Period
from zhucun.kernel.lists import listed
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as divisions
from zhucun.policy.held_figures import Ask, HeldFigure, count, offered

LATE_FOR = timedelta(days=92)  # what was not answered is asked after for a quarter
CAN_CHANGE = (State.DRAFT, State.RETURNED)


def state_said(request: DataRequest, today: date) -> str:
    """Where a request stands, in a word; that it is over is told by its last day."""
    if request.state == State.APPROVED and request.until < today:
        return _("已到期")
    return str(State(request.state).label)


def figures_of(request: DataRequest) -> list[HeldFigure]:
    """The figures that the records fill in, as far as they are still offered."""
    known = offered()
    return [known[name] for name in request.held if name in known]


@dataclass(frozen=True, slots=True)
class Again:
    """A question that a running request asks already."""

    field: Field
    other: DataRequest


@dataclass(frozen=True, slots=True)
class Weighed:
    """The cost of a request, and what is asked of its villages already."""

    cost: Cost
    sentence: str
    villages: int
    most_before: int  # minutes of the village that is asked most in the month of the first answer
    month: date


def weighed(request: DataRequest, places: Sequence[str], scope: Scope, today: date) -> Weighed:
    cost = queries.cost_of(request, places)
    first_due = occasions(request.run)[0].due_on
    month = Period.month(first_due.year, first_due.month)
    codes = [one.code for one in queries.villages_among(request.county_code, places, today)]
    dues = [one for one in weighing.due_for(scope, codes, month) if one.request.id != request.id]
    before = weighing.loads(dues, codes, Counter())
    return Weighed(
        cost, cost_said(cost), len(codes), max((one.minutes for one in before), default=0), month.first
    )


def asked_twice(request: DataRequest, places: Sequence[str], scope: Scope) -> list[Again]:
    """The same question in what runs for one of the same villages."""
    others = queries.beside(scope, request) if request.fields else []
    named = queries.places_of_all(request.county_code, [one.id for one in others])
    return [
        Again(field, other)
        for other in others
        if overlap(places, named[other.id])
        for field in request.asked
        if any(same_question(field.label, one.label) for one in other.asked)
    ]


def request_page(request: DataRequest, scope: Scope, today: date) -> dict[str, Any]:
    """Everything that one request's page shows."""
    places = queries.places_of(request)
    names = divisions.names(request.county_code)
    open_for_change = request.state in CAN_CHANGE
    covered = bool(places) and all(scope.covers(place, ASK) for place in places)
    decides = scope.may(APPROVE)
    authors = queries.authors_of(request) if decides else set()
    times = occasions(request.run)
    alike: list[Alike] = (
        alike_figures(request.asked, offered().values()) if open_for_change or decides else []
    )
    return {
        "asked_for": request,
        "state": state_said(request, today),
        "places": place_words(places, names),
        "figures": figures_of(request),
        "weighed": weighed(request, places, scope, today),
        "times": times,
        "alike": alike,
        "again": asked_twice(request, places, scope),
        "steps": queries.steps_of(request) if scope.may(ASK) or decides else [],
        "may_change": open_for_change and covered,
        "may_decide": request.state == State.SUBMITTED and decides and scope.user_id not in authors,
        "waits_for_another": request.state == State.SUBMITTED and decides and scope.user_id in authors,
        "may_withdraw": request.state not in (State.WITHDRAWN,)
        and (covered or decides)
        and not (request.state == State.APPROVED and request.until < today),
        "may_renew": request.state == State.APPROVED and covered,
        "is_registered": bool(request.number),
    }


def place_words(places: Iterable[str], names: Mapping[str, str]) -> str:
    """青山县全部村；青河镇全部村；上坪村."""
    found = []
    for place in places:
        name = names.get(place, place)
        whole = place.endswith("000") and name != place
        found.append(_("%(place)s全部村") % {"place": name} if whole else name)
    return listed(found)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that the records fill in for one village, with the way to its rows."""

    figure: HeldFigure
    value: int
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One occasion on a village's page: what is asked, what is filled in, and how it stands."""

    request: DataRequest
    occasion: Occasion
    told: tuple[Told, ...]
    answer: Answer | None
    overdue: bool

    @property
    def each(self) -> int:
        return self.request.people * self.request.minutes


@dataclass(frozen=True, slots=True)
class VillagePage:
    """What one village is asked: due in the month, left from before, and what may be answered already."""

    month: Period
    due: list[Entry]
    left: list[Entry]
    coming: list[Entry]
    load: Load


def village_page(scope: Scope, village: str, month: Period, today: date, refused: int) -> VillagePage:
    """A fixed number of statements, whatever is asked."""
    running = today in month
    first = month.first - LATE_FOR if running else month.first
    last = month.last + LATE_FOR if running else month.last
    registered = [
        (one, places)
        for one, places in queries.registered_between(scope, first, last)
        if covers(places, village)
    ]
    answers = queries.answers_at(scope.county, village, [one.id for one, _places in registered])
    told = _told(scope, village, registered, today)

    def entries(dues: Iterable[Due]) -> list[Entry]:
        found = []
        for due in sorted(dues, key=lambda one: (one.occasion.due_on, one.request.number)):
            answer = answers.get((due.request.id, due.occasion.nth))
            late = answer is None and due.occasion.due_on < today
            lines = told.get(f"{due.request.id}/{due.occasion.nth}", ())
            found.append(Entry(due.request, due.occasion, tuple(lines), answer, late))
        return found

    now = weighing.due_in(registered, [village], month)
    load = weighing.loads(now, [village], Counter({village: refused}))[0]
    if not running:
        return VillagePage(month, entries(now), [], [], load)
    before = weighing.due_in(registered, [village], Period(first, month.first - timedelta(days=1)))
    after = weighing.due_in(registered, [village], Period(month.last + timedelta(days=1), last))
    left = [one for one in entries(before) if one.answer is None and one.request.state == State.APPROVED]
    begun = [one for one in after if one.occasion.period.first <= today]
    return VillagePage(month, entries(now), left, entries(begun), load)


def _told(
    scope: Scope, village: str, registered: Sequence[tuple[DataRequest, tuple[str, ...]]], today: date
) -> dict[str, list[Told]]:
    """What the records say for every occasion that has begun: one statement."""
    begun = [
        (f"{request.id}/{one.nth}", figure, told_period(one, today))
        for request, _places in registered
        for one in occasions(request.run)
        if one.period.first <= today
        for figure in figures_of(request)
    ]
    counts = count(scope.county, [village], [Ask(tag, figure.name, period) for tag, figure, period in begun])
    found: dict[str, list[Told]] = {}
    for tag, figure, period in begun:
        href = rows_address(scope, figure, village, period)
        value = counts.get((tag, figure.name, village), 0)
        found.setdefault(tag, []).append(Told(figure, value, href))
    return found


def told_for(scope: Scope, request: DataRequest, village: str, occasion: Occasion, today: date) -> list[Told]:
    """What the records say for one occasion of one village."""
    period = told_period(occasion, today)
    figures = figures_of(request)
    counts = count(scope.county, [village], [Ask("", figure.name, period) for figure in figures])
    return [
        Told(
            figure,
            counts.get(("", figure.name, village), 0),
            rows_address(scope, figure, village, period),
        )
        for figure in figures
    ]


def rows_address(scope: Scope, figure: HeldFigure, village: str, period: Period) -> str:
    """Where the rows behind a figure are, for a reader who may see them."""
    if not scope.covers(village, figure.needs):
        return ""
    page = reverse("burden:figure", args=[scope.county, village, figure.name])
    if not figure.of_period:
        return page
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return f"{page}?{urlencode(days)}"


def may_answer(scope: Scope, village: str) -> bool:
    return scope.covers(village, ANSWER)


def townships_with_villages(scope: Scope, today: date) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What a draft can be addressed to: townships whole or by village, as far as the reader may ask there."""
    asks = scope.narrowed(ASK)
    found: dict[str, list[tuple[str, str]]] = {}
    for one in divisions.villages(scope.county, today):
        if asks.covers(one.code, ASK):
            found.setdefault(township_of(one.code), []).append((one.code, one.short_name))
    towns = {one.code: one.short_name for one in divisions.townships(scope.county, today)}
    return [(code, towns.get(code, code), villages) for code, villages in found.items()]
