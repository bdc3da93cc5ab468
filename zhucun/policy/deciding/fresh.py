"""Keeping decisions fresh: after each change what it touches, after an import everything at once, at night all."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from zhucun.kernel import clock
from zhucun.policy.deciding.run import decide

Days = tuple[date, date]
_held_back: ContextVar[dict[str, Days] | None] = ContextVar("policy_held_back", default=None)


def decide_between(
    county: str, first: date, last: date, posting_ids: list[UUID] | None, *, at: datetime | None = None
) -> None:
    """Decide what changed facts touch; what policy.registry calls, inside the transaction of the change."""
    held, now = _held_back.get(), at or clock.now()
    if held is None:
        decide(county, on=clock.date_of(now), at=now, subjects=posting_ids, between=(first, last))
    else:
        begins, ends = held.get(county, (first, last))
        held[county] = min(begins, first), max(ends, last)


def decide_register(county: str, posting_ids: list[UUID] | None, *, at: datetime | None = None) -> None:
    """Decide anew what depends on who or what there is, not on what happened: the periods that every night looks at."""
    now = at or clock.now()
    if _held_back.get() is None:
        decide(county, on=clock.date_of(now), at=now, subjects=posting_ids)
    else:
        decide_between(county, clock.date_of(now), clock.date_of(now), None)


@contextmanager
def deciding_once(at: datetime) -> Iterator[None]:
    """Hold back what a block changes and decide it once at its end, for the whole county: for imports of a past."""
    held: dict[str, Days] = {}
    with transaction.atomic():
        outer = _held_back.set(held)
        try:
            yield
        finally:
            _held_back.reset(outer)
        for county, (first, last) in sorted(held.items()):
            decide(county, on=clock.date_of(at), at=at, between=(first, last))
