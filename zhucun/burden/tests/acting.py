"""How tests act in burden: in the cast's county, on the frozen day, in a line each."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.burden.models import DataRequest
from zhucun.burden.queries import cost_of
from zhucun.burden.services import approve_request, draft_request, submit_request
from zhucun.burden.services_answers import answer_request
from zhucun.burden.services_refusing import Told, refuse_unregistered
from zhucun.kernel.clock import SHANGHAI
from zhucun.testing.requests import content

TODAY = date(2026, 11, 18)
VALUES: dict[str, Any] = {"f1": 3, "f2": "每周六"}


def at(day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)


def whole(cast) -> str:
    return f"{cast.home.code}000000"


def drafted(cast, *places: str, by=None, on: date = TODAY, **told: Any) -> DataRequest:
    """A draft for these places, or for the cast's first village."""
    said = content(*(places or (cast.villages[0].code,)), **told)
    return draft_request(by=by or cast.county_officer, county=cast.home.code, content=said, at=at(on))


def submitted(cast, *places: str, by=None, on: date = TODAY, **told: Any) -> DataRequest:
    draft = drafted(cast, *places, by=by, on=on, **told)
    cost = cost_of(draft).total
    return submit_request(by=by or cast.county_officer, request=draft, cost=cost, at=at(on))


def running(cast, second, *places: str, on: date = TODAY, **told: Any) -> DataRequest:
    """A request that a second officer has approved."""
    held = submitted(cast, *places, on=on, **told)
    return approve_request(by=second, request=held, cost=cost_of(held).total, at=at(on))


def answered(cast, request: DataRequest, village: int = 0, *, by=None, nth: int = 1, **values: Any):
    return answer_request(
        by=by or cast.first_secretary,
        request=request,
        village=cast.villages[village].code,
        nth=nth,
        values={**VALUES, **values},
        at=at(),
    )


def refused(cast, title: str = "产业到户统计表", on: date = TODAY):
    told = Told("县某中心", title, "chat", on)
    return refuse_unregistered(
        by=cast.first_secretary,
        county=cast.home.code,
        village=cast.villages[0].code,
        told=told,
        at=at(on),
    )


def acts(cast) -> list[str]:
    rows = AuditEvent.objects.in_county(cast.home.code).order_by("seq")
    return list(rows.values_list("act", flat=True))


def url(name: str, cast, *parts: Any) -> str:
    return str(reverse(f"burden:{name}", args=[cast.home.code, *parts]))


def text(answer: Any) -> str:
    return str(answer.content.decode())
