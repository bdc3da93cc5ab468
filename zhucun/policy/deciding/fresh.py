"""Keeping decisions fresh: after each change what it touches, after an import everything at once, at night all."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from zhucun.engine.duty import CoverageDuty, Duty, Subject
from zhucun.kernel import clock
from zhucun.policy import installed, queries, registry
from zhucun.policy.deciding.known import names_of
from zhucun.policy.deciding.run import decide, duties_here, duties_reading
from zhucun.policy.deciding.village_types import asks_types, duties_asking_types

Days = tuple[date, date]
HOUSEHOLDS = frozenset({"households.of_village", "households.paired"})
AROUND = timedelta(days=2 * 366)  # the longest period of every night is last year
_held_back: ContextVar[dict[str, Days] | None] = ContextVar("policy_held_back", default=None)


def decide_between(
    county: str,
    first: date,
    last: date,
    posting_ids: list[UUID] | None,
    *,
    at: datetime | None = None,
    forms: Collection[str] | None = None,
) -> None:
    """Decide what changed facts touch; what policy.registry calls, inside the transaction of the change."""
    held, now = _held_back.get(), at or clock.now()
    if held is None:
        touched = None if forms is None else duties_reading(queries.pack_of(county), forms)
        between = (first, last)
        decide(county, on=clock.date_of(now), at=now, subjects=posting_ids, between=between, duties=touched)
    else:
        begins, ends = held.get(county, (first, last))
        held[county] = min(begins, first), max(ends, last)


def decide_register(county: str, village_codes: list[str]) -> None:
    """Decide anew what is asked for each household: the register tells of today, so the periods of every night."""
    pack, now = queries.pack_of(county), clock.now()
    duties = [duty.id for duty in duties_here(pack) if asks_households(duty)]
    if not duties:
        return
    on = clock.date_of(now)
    if (held := _held_back.get()) is not None:
        held[county] = min(on, held.get(county, (on, on))[0]), on
        return
    decide(county, on=on, at=now, subjects=_posted_to(county, village_codes, on, on), duties=duties)


def decide_village_types(
    county: str, village_codes: Sequence[str] | None, first: date, last: date | None
) -> None:
    """Decide anew what is asked by the type of a village, for the days on which types have changed.

    Days before the county's first decision stay undecided: a paper may be older than the county's use of the rules.
    """
    pack, now = queries.pack_of(county), clock.now()
    duties, on = duties_asking_types(pack), clock.date_of(now)
    begins, ends = max(first, installed.first_decided(county) or on), min(last or on, on)
    if not duties or begins > ends:
        return
    if (held := _held_back.get()) is not None:
        earlier, later = held.get(county, (begins, ends))
        held[county] = min(earlier, begins), max(later, ends)
        return
    ids = None if village_codes is None else _posted_to(county, village_codes, begins, ends)
    presence = queries.presence_duty(pack)
    if presence is not None and asks_types(presence):  # the month's rows first, then what reads them
        registry.facts_changed(county, begins, ends, ids, at=now)
    else:
        decide(county, on=on, at=now, subjects=ids, between=(begins, ends), duties=duties)


def _posted_to(county: str, village_codes: Collection[str], first: date, last: date) -> list[UUID]:
    """Everybody posted to some villages in any period that holds one of these days."""
    posted = (
        one
        for source in registry.postings.values()
        for one in source(county, first - AROUND, last + AROUND, None, frozenset[Subject]())
    )
    return [one.id for one in posted if one.village_code in village_codes]


def asks_households(duty: Duty) -> bool:
    """Whether a duty reads the register of households."""
    covers = isinstance(duty, CoverageDuty) and duty.every in HOUSEHOLDS
    return covers or duty.subject is Subject.HOUSEHOLD or bool(names_of(duty) & {"households", "people"})


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
