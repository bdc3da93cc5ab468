"""Cases of the cast, raised and taken further through the services, for tests of screens."""

from datetime import datetime
from typing import Any

from zhucun.accounts.models import User
from zhucun.cases.models import Case
from zhucun.cases.services import raise_case, take_step
from zhucun.kernel.clock import SHANGHAI
from zhucun.testing.cast import Cast

AT = datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)


def raised(
    cast: Cast,
    topic: str = "村口路灯不亮",
    by: User | None = None,
    role: str = "first_secretary",
    at: datetime = AT,
    village: int = 0,
    **given: Any,
) -> Case:
    """A villager's matter at one of the cast's villages."""
    return raise_case(
        by=by or cast.first_secretary,
        county=cast.home.code,
        flow="matter",
        role=role,
        fields={"topic": topic, "came_by": "visit", **given},
        at=at,
        place_code=cast.villages[village].code,
    )


def taken(case: Case, by: User, step: str, at: datetime = AT, **fields: Any) -> Case:
    return take_step(by=by, case=case, seq=case.seq, step=step, fields=fields, at=at)
