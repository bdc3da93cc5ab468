"""Every read of requests for data. A village sees what is registered for it; drafts are seen by those who may draft there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Max, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhucun.accounts.scope import NOTHING, Scope
from zhucun.burden.checks import APPROVE, ASK
from zhucun.burden.choices import Did, Outcome, State
from zhucun.burden.domain import Content, Cost, covers, occasions
from zhucun.burden.models import Answer, DataRequest, RequestPlace, RequestStep, UnregisteredRequest
from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import TOWNSHIP, VILLAGE, within
from zhucun.places import queries as divisions
from zhucun.places.models import Division

REGISTERED = Q(state=State.APPROVED) | Q(state=State.WITHDRAWN, stopped_on__isnull=False)
AUTHORS = (Did.DRAFTED, Did.CHANGED, Did.SUBMITTED)


def visible(scope: Scope) -> CountyQuerySet[DataRequest]:
    """What is registered for a place that the reader has to do with, and the drafts of the reader's own places."""
    rows = DataRequest.objects.in_county(scope.county)
    if scope.may(APPROVE) and scope.narrowed(APPROVE).whole_county:
        return rows
    named = RequestPlace.objects.in_county(scope.county).filter(is_current=True)
    around = named.filter(_any(_touching(prefix) for prefix in scope.prefixes))
    below = named.filter(_any(within("place_code", prefix) for prefix in scope.narrowed(ASK).prefixes))
    return rows.filter(
        Q(id__in=around.values("request_id")) & REGISTERED | Q(id__in=below.values("request_id"))
    )


def _touching(prefix: str) -> Q:
    """Of a place below the reader's, or of one that the reader's lies in."""
    above = {prefix[:length].ljust(VILLAGE, "0") for length in (6, TOWNSHIP) if length < len(prefix)}
    return within("place_code", prefix) | Q(place_code__in=above)


def _any(conditions: Iterable[Q]) -> Q:
    found = NOTHING
    for condition in conditions:
        found = condition if found is NOTHING else found | condition
    return found


def requests_in(scope: Scope, tab: str, today: date) -> CountyQuerySet[DataRequest]:
    """A list of the register: what runs, what waits for the county, drafts, what is over."""
    rows = visible(scope)
    narrowed = {
        "running": rows.filter(state=State.APPROVED, until__gte=today),
        "waiting": rows.filter(state=State.SUBMITTED),
        "drafts": rows.filter(state__in=[State.DRAFT, State.RETURNED]),
        "over": rows.filter(Q(state=State.WITHDRAWN) | Q(state=State.APPROVED, until__lt=today)),
    }
    return narrowed[tab].order_by("until", "id")


def request_for(scope: Scope, id: UUID) -> DataRequest:
    rows = visible(scope).select_related("drafted_by", "submitted_by", "decided_by", "renews")
    return get_object_or_404(rows, id=id)


def registered_between(scope: Scope, first: date, last: date) -> list[tuple[DataRequest, tuple[str, ...]]]:
    """What is registered and may be due within some days, with its places: two statements."""
    rows = visible(scope).filter(REGISTERED, first_on__lte=last, until__gte=first)
    found = list(rows.order_by("number", "id"))
    named = places_of_all(scope.county, [one.id for one in found])
    return [(one, named[one.id]) for one in found]


def places_of_all(county: str, ids: Collection[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    rows = RequestPlace.objects.in_county(county).filter(request_id__in=ids, is_current=True)
    found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for request_id, place in rows.order_by("place_code").values_list("request_id", "place_code"):
        found[request_id] = (*found[request_id], place)
    return found


def places_of(request: DataRequest) -> tuple[str, ...]:
    return places_of_all(request.county_code, [request.id])[request.id]


def villages_among(county: str, places: Collection[str], on: date) -> list[Division]:
    """The villages of a county on a day that some places cover, in the order of the register."""
    return [one for one in divisions.villages(county, on) if covers(places, one.code)]


def cost_of(request: DataRequest, places: Collection[str] | None = None) -> Cost:
    """As the county's villages are today."""
    wanted = places_of(request) if places is None else places
    villages = villages_among(request.county_code, wanted, clock.today())
    return Cost(len(villages), len(occasions(request.run)), request.people, request.minutes)


def content_of(request: DataRequest) -> Content:
    return Content(
        title=request.title,
        paper_title=request.paper_title,
        paper_number=request.paper_number,
        owner=request.owner,
        contact=request.contact,
        first_on=request.first_on,
        last_on=request.last_on,
        frequency=request.frequency,
        days_after=request.days_after,
        people=request.people,
        places=places_of(request),
        fields=request.asked,
        held=tuple(request.held),
    )


def steps_of(request: DataRequest) -> list[RequestStep]:
    rows = RequestStep.objects.in_county(request.county_code).filter(request_id=request.id)
    return list(rows.select_related("by").order_by("seq"))


def next_step(request: DataRequest) -> int:
    rows = RequestStep.objects.in_county(request.county_code).filter(request_id=request.id)
    return (rows.aggregate(last=Max("seq"))["last"] or 0) + 1


def authors_of(request: DataRequest) -> set[UUID]:
    """Whoever had a hand in what a request says."""
    rows = RequestStep.objects.in_county(request.county_code).filter(request_id=request.id, did__in=AUTHORS)
    return set(rows.values_list("by_id", flat=True))


def next_number(county: str, year: int) -> str:
    rows = DataRequest.objects.in_county(county).filter(number__startswith=f"{year}-")
    newest = rows.order_by("-number").values_list("number", flat=True).first()
    return f"{year}-{int(newest.partition('-')[2]) + 1 if newest else 1:03}"


def beside(scope: Scope, request: DataRequest) -> list[DataRequest]:
    """What runs beside a request, as far as the reader may know: for finding the same question."""
    rows = visible(scope).filter(state=State.APPROVED, until__gte=request.first_on)
    return list(rows.exclude(id=request.id).order_by("number"))


def answers_at(county: str, village: str, ids: Collection[UUID]) -> dict[tuple[UUID, int], Answer]:
    """What one village has answered, by request and occasion."""
    rows = Answer.objects.in_county(county).filter(village_code=village, request_id__in=ids, is_current=True)
    return {(one.request_id, one.nth): one for one in rows.select_related("answered_by")}


def answers_to(scope: Scope, request: DataRequest, nth: int) -> dict[str, Answer]:
    """What the reader's villages answered for one occasion."""
    rows = Answer.objects.for_scope(scope).filter(request_id=request.id, nth=nth, is_current=True)
    return {one.village_code: one for one in rows}


def answer_for(scope: Scope, id: UUID) -> Answer:
    rows = Answer.objects.for_scope(scope).select_related("request", "answered_by")
    return get_object_or_404(rows, id=id)


def versions_of(answer: Answer) -> list[Answer]:
    """Every version of what a village answered for one occasion, the newest first."""
    rows = Answer.objects.in_county(answer.county_code).filter(
        request_id=answer.request_id, village_code=answer.village_code, nth=answer.nth
    )
    return list(rows.select_related("answered_by").order_by("-answered_at", "-id"))


def refused_in(
    scope: Scope, *, place: str = "", month: Period | None = None, waiting: bool = False
) -> CountyQuerySet[UnregisteredRequest]:
    """What was asked outside the register, the latest first."""
    rows = UnregisteredRequest.objects.for_scope(scope)
    if place:
        rows = rows.filter(_below(place))
    if month:
        rows = rows.filter(asked_on__gte=month.first, asked_on__lte=month.last)
    if waiting:
        rows = rows.filter(outcome=Outcome.WAITING)
    return rows.select_related("refused_by").order_by("-asked_on", "-id")


def _below(place: str) -> Q:
    return Q(village_code=place) if place[TOWNSHIP:] != "000" else within("village_code", place[:TOWNSHIP])


def refused_for(scope: Scope, id: UUID) -> UnregisteredRequest:
    rows = UnregisteredRequest.objects.for_scope(scope).select_related("refused_by", "settled_by", "draft")
    return get_object_or_404(rows, id=id)


def village_for(scope: Scope, code: str) -> Division:
    """A village that the reader has to do with, or 404."""
    rows = divisions.village(scope.county, code)
    if not rows or not scope.reaches(code):
        raise Http404("village")
    return rows[-1]
