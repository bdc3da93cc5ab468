"""How tests act on cases: in the cast's county, on the frozen day, in a line each."""

from datetime import date, datetime

from zhucun.accounts.queries import scope_of
from zhucun.accounts.scope import Scope
from zhucun.cases import services
from zhucun.cases.models import Case
from zhucun.kernel.clock import SHANGHAI

TODAY = date(2026, 11, 18)


def at(day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)


AT = at()


def scope(cast, who, on: date = TODAY) -> Scope:
    return scope_of(who, cast.home.code, on=on)


def raised(cast, by=None, flow="trial-small", role="first_secretary", when=AT, id=None, **fields) -> Case:
    return services.raise_case(
        by=by or cast.first_secretary,
        county=cast.home.code,
        flow=flow,
        role=role,
        fields={"topic": "村口路灯不亮", **fields},
        at=when,
        place_code=cast.villages[0].code,
        id=id,
    )


def took(case: Case, by, step: str, when=AT, seq: int | None = None, merge_into=None, **fields) -> Case:
    return services.take_step(
        by=by,
        case=case,
        seq=case.seq if seq is None else seq,
        step=step,
        fields=fields,
        at=when,
        merge_into=merge_into,
    )


def settled(cast, case: Case, when=AT) -> Case:
    by = cast.first_secretary
    case = took(took(case, by, "accept", when), by, "settle", when, result="换了灯泡")
    return took(case, by, "rate", when, rating="good")
