"""Requests for data in a village: one that runs and was answered, one that was refused for want of a number."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from zhucun.accounts.models import User
from zhucun.burden.choices import FieldKind, Frequency, Way
from zhucun.burden.domain import Content, Field
from zhucun.burden.models import DataRequest
from zhucun.burden.queries import cost_of
from zhucun.burden.services import approve_request, draft_request, submit_request
from zhucun.burden.services_answers import Given, answer_request
from zhucun.burden.services_refusing import Told, refuse_unregistered
from zhucun.testing.county import County, Village, member

FIELDS = (
    Field("f1", "村级公路硬化里程", FieldKind.NUMBER, 5),
    Field("f2", "农家书屋开放时间", FieldKind.TEXT, 10),
)


def content(*places: str, **other: Any) -> Content:
    """A request for the households that are held and two things that are not, once, within November 2026."""
    told = Content(
        title="村级设施情况",
        paper_title="关于核实村级设施的通知",
        paper_number="青农〔2026〕9号",
        owner="县农业农村局",
        contact="何科，规划股",
        first_on=date(2026, 11, 1),
        last_on=date(2026, 11, 30),
        frequency=Frequency.ONCE,
        days_after=5,
        people=1,
        places=places,
        fields=FIELDS,
        held=("households",),
    )
    return replace(told, **other)


def registered(by: User, approver: User, county: str, told: Content, at: datetime) -> DataRequest:
    """A request that has gone the whole way."""
    draft = draft_request(by=by, county=county, content=told, at=at)
    cost = cost_of(draft).total
    submit_request(by=by, request=draft, cost=cost, at=at)
    return approve_request(by=approver, request=draft, cost=cost, at=at)


def plant_requests(county: County, village: Village, user: User, mark: str, at: datetime) -> dict[str, Any]:
    people = [
        member(county.code, f"{part}{village.code}", f"某{part}", "county_officer", county.code)
        for part in ("asker", "approval")
    ]
    for account, grant in people:
        account.save()
        grant.save()
    (asker, _), (approver, _) = people
    day = at.date()
    told = content(
        village.code, title=f"{mark}填报", first_on=day.replace(day=1), last_on=day + timedelta(days=9)
    )
    request = registered(asker, approver, county.code, told, at)
    values: dict[str, Given] = {"f1": 3, "f2": f"{mark}答复"}
    return {
        "request": request,
        "answer": answer_request(by=user, request=request, village=village.code, nth=1, values=values, at=at),
        "refused": refuse_unregistered(
            by=user,
            county=county.code,
            village=village.code,
            told=Told(f"{mark}局", f"{mark}报表", Way.CHAT, day),
            at=at,
        ),
    }
