"""The nightly run over what is due, and holds: small steps, each a transaction with one line of the trail, counts only.

It may be killed at any time and run again at any time: what was dropped is no longer due.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import Actor, note, recorded
from zhucun.kernel import clock
from zhucun.kernel.place_codes import VILLAGE, prefix_of
from zhucun.kernel.text import canonical
from zhucun.places.queries import counties
from zhucun.policy.models import RetentionHold
from zhucun.policy.queries import pack_of
from zhucun.policy.retention.queries import Term, due_on, standing, terms
from zhucun.policy.retention.refusals import (
    HoldOver,
    HoldReasonMissing,
    HoldTermWrong,
    KindUnknown,
    PlaceNotYours,
)

DROPPED = "policy.retention_dropped"
HOLD = "policy.retention"
AT_ONCE = 200
A_NIGHT = 5000  # rows of one kind in one county: a night ends, the rest follows the next
LONGEST_HOLD, REASON = 3 * 366, 200


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a run did with one kind in one county, and what it left for the next night."""

    county: str
    title: str
    rows: int
    left: int

    def __str__(self) -> str:
        more = f"，其余 {self.left} 条下一夜接着处理" if self.left else ""
        return f"{self.county}　保存期限到期：{self.title} {self.rows} 条{more}"


def drop_everywhere(*, by: Actor, at: datetime, most: int = A_NIGHT) -> Iterator[Dropped]:
    for county in counties():
        for term in terms(county, clock.date_of(at)):
            if dropped := _drop_kind(by, county, term, at, most):
                yield dropped


def foreseen_everywhere(*, on: date) -> Iterator[Dropped]:
    """What a run on a day would do, without doing it."""
    for county in counties():
        holds = standing(county, on)
        for term in terms(county, on):
            yield Dropped(county, term.kind.title, due_on(county, term, on, holds).count(), 0)


@recorded(DROPPED, _("按保存期限处理到期的信息"))
def drop_some(*, by: Actor, county: str, term: Term, at: datetime, most: int = AT_ONCE) -> int:
    """One step: at most so many rows of one kind; what is due is asked anew inside the transaction."""
    on = clock.date_of(at)
    rows = due_on(county, term, on, standing(county, on)).order_by("id").values_list("id", flat=True)
    ids: list[UUID] = list(rows[:most])
    term.held.drop(county, ids, on)
    note(kind=term.kind.id, then=str(term.kind.then), rows=len(ids))
    return len(ids)


@recorded("policy.retention_held", _("暂缓删除"))
def set_hold(
    *,
    by: User,
    county: str,
    place_code: str,
    ends_on: date,
    because: str,
    kind: str = "",
    household: UUID | None = None,
    at: datetime | None = None,
) -> RetentionHold:
    """Nothing of a place (or of one household in it) is dropped until the day is over, whatever its term."""
    today = clock.date_of(at or clock.now())
    _may(by, county, place_code, today)
    if kind and kind not in pack_of(county).retention:
        raise KindUnknown
    if not today <= ends_on or (ends_on - today).days > LONGEST_HOLD:
        raise HoldTermWrong(most=LONGEST_HOLD)
    hold = RetentionHold.objects.create(
        county_code=county,
        kind=kind,
        place_code=place_code.ljust(VILLAGE, "0"),
        household_id=household,
        starts_on=today,
        ends_on=ends_on,
        because=_reason(because),
        set_by=by,
    )
    note(kind=kind, place=hold.place_code, last_day=ends_on)
    return hold


@recorded("policy.retention_hold_lifted", _("解除暂缓删除"))
def lift_hold(*, by: User, hold: RetentionHold, because: str, at: datetime | None = None) -> RetentionHold:
    """From the next night on its terms count again; the row stays, so that anybody can see why something was kept."""
    hold.refresh_from_db()
    today = clock.date_of(at or clock.now())
    _may(by, hold.county_code, hold.place_code, today)
    _reason(because)
    if hold.lifted_on is not None or hold.ends_on < today:
        raise HoldOver
    hold.lifted_on = today
    hold.save(update_fields=["lifted_on"])
    note(kind=hold.kind, place=hold.place_code)
    return hold


def _drop_kind(by: Actor, county: str, term: Term, at: datetime, most: int) -> Dropped | None:
    on, done = clock.date_of(at), 0
    due = due_on(county, term, on, standing(county, on))
    while done < most and due.exists():
        stepped = drop_some(by=by, county=county, term=term, at=at, most=min(AT_ONCE, most - done))
        if not stepped:
            break
        done += stepped
    return Dropped(county, term.kind.title, done, due.count()) if done else None


def _may(by: User, county: str, place_code: str, on: date) -> None:
    scope = scope_of(by, county, on=on).narrowed(HOLD)
    if not place_code.startswith(county) or not scope.reaches(prefix_of(place_code)):
        raise PlaceNotYours


def _reason(because: str) -> str:
    said = canonical(because)[:REASON]
    if not said:
        raise HoldReasonMissing
    return said
