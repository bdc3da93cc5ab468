"""A village answers what it is asked, once for each occasion; the records answer the rest on the same day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.burden import queries, refusals
from zhucun.burden.checks import ANSWER, reason
from zhucun.burden.choices import FieldKind, State
from zhucun.burden.domain import WORDS, Field, Occasion, covers, occasions
from zhucun.burden.models import Answer, DataRequest
from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.kernel.text import canonical
from zhucun.policy.held_figures import Ask, count, offered

Given = str | int | bool | None  # nothing: it is not known there
MOST_NUMBER = 1_000_000_000


@recorded("burden.request_answered", _("填报"))
def answer_request(
    *,
    by: User,
    request: DataRequest,
    village: str,
    nth: int,
    values: Mapping[str, Given],
    at: datetime,
    because: str = "",
) -> Answer:
    """Answer, or correct what was answered with a reason. What is not known is given as None, never left out."""
    county, on = request.county_code, clock.date_of(at)
    if not scope_of(by, county, on=on).covers(village, ANSWER):
        raise refusals.VillageNotYours
    occasion = open_occasion(request, village, nth, on)
    before = queries.answers_at(county, village, [request.id]).get((request.id, nth))
    answer = Answer(
        county_code=county,
        request=request,
        village_code=village,
        nth=nth,
        values={one.key: _checked(one, values) for one in request.asked},
        held=filled_in(request, village, occasion, on),
        answered_by=by,
        answered_at=at,
        answered_on=on,
        supersedes=before,
        because=reason(because) if before else "",
    )
    if before:
        Answer.objects.in_county(county).filter(id=before.id).update(is_current=False)
    answer.save(force_insert=True)
    note(number=request.number, nth=nth, again=before is not None)
    return answer


def open_occasion(request: DataRequest, village: str, nth: int, on: date) -> Occasion:
    """The occasion, while it may be answered: after its day too, for a late answer is still one."""
    if request.state == State.WITHDRAWN:
        raise refusals.NoLongerAsked
    if request.state != State.APPROVED or not covers(queries.places_of(request), village):
        raise refusals.NotAskedHere
    found = next((one for one in occasions(request.run) if one.nth == nth), None)
    if found is None:
        raise refusals.NotAskedHere
    if found.period.first > on:
        raise refusals.NotBegun(day=found.period.first)
    return found


def filled_in(request: DataRequest, village: str, occasion: Occasion, on: date) -> dict[str, int]:
    """What the records say of one village, up to today at the latest; no record is 0."""
    figures = offered()
    names = [name for name in request.held if name in figures]
    period = told_period(occasion, on)
    found = count(request.county_code, [village], [Ask("", name, period) for name in names])
    return {name: found.get(("", name, village), 0) for name in names}


def told_period(occasion: Occasion, on: date) -> Period:
    """The days that records are counted over."""
    return Period(occasion.period.first, max(occasion.period.first, min(occasion.period.last, on)))


def _checked(field: Field, values: Mapping[str, Given]) -> Given:
    if field.key not in values:
        raise refusals.FieldMissing(label=field.label)
    value = values[field.key]
    if value is None:
        return None
    if not _fits(field, value):
        raise refusals.ValueUnreadable(label=field.label)
    if isinstance(value, str):
        said = canonical(value)
        if not said:
            raise refusals.FieldMissing(label=field.label)
        if len(said) > WORDS:
            raise refusals.TooLong(label=field.label, now=len(said), most=WORDS)
        return said
    return value


def _fits(field: Field, value: Given) -> bool:
    match field.kind:
        case FieldKind.NUMBER:
            return type(value) is int and 0 <= value <= MOST_NUMBER
        case FieldKind.YES_NO:
            return type(value) is bool
        case FieldKind.DATE:
            return isinstance(value, str) and _is_day(value)
    return isinstance(value, str)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
