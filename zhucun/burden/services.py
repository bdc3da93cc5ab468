"""Drafting, submitting, approving, returning, withdrawing and renewing a request for data.

The one thing that must stay true: what runs was approved by somebody who neither drafted nor submitted it, after both had the
cost before them; and what it asks does not change afterwards.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.burden import queries, refusals
from zhucun.burden.checks import APPROVE, checked, may_ask, reason
from zhucun.burden.choices import Did, State
from zhucun.burden.domain import Content, minutes_of, occasions
from zhucun.burden.models import DataRequest, RequestPlace, RequestStep, RequestTime
from zhucun.kernel import clock

CAN_CHANGE = (State.DRAFT, State.RETURNED)


@recorded("burden.request_drafted", _("起草填报任务"))
def draft_request(
    *, by: User, county: str, content: Content, at: datetime, renews: DataRequest | None = None
) -> DataRequest:
    """Write a request down. Nobody is asked anything before it is approved."""
    told = checked(content, county, clock.date_of(at))
    may_ask(by, county, told.places, clock.date_of(at))
    request = DataRequest(county_code=county, drafted_by=by, drafted_at=at, renews=renews)
    _say(request, told)
    request.save(force_insert=True)
    _place(request, told)
    _step(request, Did.DRAFTED, by, at, content=told)
    return request


@recorded("burden.request_changed", _("修改填报任务"))
def change_request(*, by: User, request: DataRequest, content: Content, at: datetime) -> DataRequest:
    """Say something else in a draft, or in what was returned. What it said before stays in its steps."""
    held = _locked(request, *CAN_CHANGE)
    told = checked(content, held.county_code, clock.date_of(at))
    may_ask(by, held.county_code, (*queries.places_of(held), *told.places), clock.date_of(at))
    held.version += 1
    _say(held, told)
    held.save()
    RequestPlace.objects.in_county(held.county_code).filter(request=held).update(is_current=False)
    _place(held, told)
    _step(held, Did.CHANGED, by, at, content=told)
    return held


@recorded("burden.request_submitted", _("填报任务报审"))
def submit_request(*, by: User, request: DataRequest, cost: int, at: datetime) -> DataRequest:
    """Lay a draft before the county. `cost` is what the submitter was shown; another sum is shown first."""
    held = _locked(request, *CAN_CHANGE)
    may_ask(by, held.county_code, queries.places_of(held), clock.date_of(at))
    now = queries.cost_of(held).total
    if cost != now:
        raise refusals.CostNotSeen(seen=cost, now=now)
    held.state, held.submitted_by, held.because = State.SUBMITTED, by, ""
    held.save(update_fields=["state", "submitted_by", "because"])
    _step(held, Did.SUBMITTED, by, at, cost=now)
    note(cost=now)
    return held


@recorded("burden.request_approved", _("批准填报任务"))
def approve_request(*, by: User, request: DataRequest, cost: int, at: datetime) -> DataRequest:
    """Put a request into the register, with the number that villages ask for."""
    held = _decided(request, by, at)
    if held.last_on < clock.date_of(at):
        raise refusals.EndedAlready(last=held.last_on)
    now = queries.cost_of(held).total
    if cost != now:
        raise refusals.CostNotSeen(seen=cost, now=now)
    held.number = queries.next_number(held.county_code, clock.date_of(at).year)
    held.state, held.decided_by, held.decided_at = State.APPROVED, by, at
    held.save(update_fields=["state", "number", "decided_by", "decided_at"])
    _times(held)
    _step(held, Did.APPROVED, by, at, cost=now)
    note(number=held.number, cost=now)
    return held


@recorded("burden.request_returned", _("退回填报任务"))
def return_request(*, by: User, request: DataRequest, because: str, at: datetime) -> DataRequest:
    """Give it back with a reason, which its drafter reads."""
    held = _decided(request, by, at)
    held.state, held.because = State.RETURNED, reason(because)
    held.save(update_fields=["state", "because"])
    _step(held, Did.RETURNED, by, at, because=held.because)
    return held


@recorded("burden.request_withdrawn", _("撤销填报任务"))
def withdraw_request(*, by: User, request: DataRequest, because: str, at: datetime) -> DataRequest:
    """End a request before its time: what was due before today stays, nothing more is asked. Whoever approves may as well."""
    held, on = _locked(request, *CAN_CHANGE, State.SUBMITTED, State.APPROVED), clock.date_of(at)
    if not scope_of(by, held.county_code, on=on).may(APPROVE):
        may_ask(by, held.county_code, queries.places_of(held), on)
    held.stopped_on = on if held.state == State.APPROVED else None
    held.state, held.because = State.WITHDRAWN, reason(because)
    held.save(update_fields=["state", "because", "stopped_on"])
    _step(held, Did.WITHDRAWN, by, at, because=held.because)
    return held


def renewed(request: DataRequest, first_on: date, last_on: date) -> Content:
    """What a request says, over further days: a new draft, which goes the whole way once more."""
    told = queries.content_of(request)
    return Content(
        **{**{name: getattr(told, name) for name in Content.__slots__}, **_days(first_on, last_on)}
    )


def _days(first_on: date, last_on: date) -> dict[str, date]:
    return {"first_on": first_on, "last_on": last_on}


def _locked(request: DataRequest, *states: str) -> DataRequest:
    held = DataRequest.objects.in_county(request.county_code).select_for_update().get(id=request.id)
    if held.state not in states:
        raise refusals.NotOpen(state=State(held.state).label)
    return held


def _decided(request: DataRequest, by: User, at: datetime) -> DataRequest:
    if not scope_of(by, request.county_code, on=clock.date_of(at)).may(APPROVE):
        raise refusals.MayNotDecide
    held = _locked(request, State.SUBMITTED)
    if by.id in queries.authors_of(held):
        raise refusals.SamePerson
    return held


def _say(request: DataRequest, told: Content) -> None:
    words = ("title", "paper_title", "paper_number", "owner", "contact", "first_on", "last_on", "frequency")
    for name in (*words, "days_after", "people"):
        setattr(request, name, getattr(told, name))
    request.fields, request.held = told.to_json()["fields"], list(told.held)
    request.minutes = minutes_of(told.fields)
    request.until = occasions(told.run)[-1].due_on


def _place(request: DataRequest, told: Content) -> None:
    RequestPlace.objects.bulk_create(
        RequestPlace(
            county_code=request.county_code, request=request, version=request.version, place_code=place
        )
        for place in told.places
    )


def _times(request: DataRequest) -> None:
    RequestTime.objects.bulk_create(
        RequestTime(
            county_code=request.county_code,
            request=request,
            nth=one.nth,
            first_on=one.period.first,
            last_on=one.period.last,
            due_on=one.due_on,
        )
        for one in occasions(request.run)
    )


def _step(request: DataRequest, did: str, by: User, at: datetime, **more: Any) -> None:
    content: Content | None = more.pop("content", None)
    RequestStep.objects.create(
        county_code=request.county_code,
        request=request,
        seq=queries.next_step(request),
        did=did,
        by=by,
        at=at,
        content=content.to_json() if content else {},
        **more,
    )
