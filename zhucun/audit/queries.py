"""Reading the trail."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Q, TextField
from django.db.models.functions import Cast

from zhucun.audit.domain import COVERED, Break, first_break
from zhucun.audit.models import AuditEvent, AuditHead
from zhucun.kernel.county import CountyQuerySet, Readable


class Head(NamedTuple):
    """The end of a chain: what a witness outside should keep."""

    county: str
    seq: int
    hash: str


def chains() -> list[str]:
    """Every county that has a trail, also when somebody took its head away."""
    heads = AuditHead.objects.unscoped("verify every chain").values_list("county_code", flat=True)
    events = AuditEvent.objects.unscoped("verify every chain").values_list("county_code", flat=True)
    return sorted({*heads, *events.order_by("county_code").distinct()})


def head_of(county: str) -> Head:
    found = AuditHead.objects.in_county(county).values_list("seq", "hash").first()
    return Head(county, *(found or (0, "")))


def chain_rows(county: str, up_to: int) -> Iterator[dict[str, Any]]:
    """A county's events in order, in the plain form that their hashes cover."""
    events = AuditEvent.objects.in_county(county).filter(seq__lte=up_to).order_by("seq")
    for row in events.values(*COVERED, "hash").iterator(chunk_size=2000):
        yield {
            **row,
            "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
            "actor_id": str(row["actor_id"]) if row["actor_id"] else None,
            "subject_id": str(row["subject_id"]) if row["subject_id"] else None,
        }


def first_break_of(head: Head, witness: dict[int, str]) -> Break | None:
    """Where a chain is broken. Others may write meanwhile: what came after `head` is left to the next look."""
    fault = first_break(chain_rows(head.county, head.seq), head.seq, head.hash, witness)
    return fault or _beyond_its_head(head.county)


def _beyond_its_head(county: str) -> Break | None:
    # An honest writer moves the head in the same transaction, so a head read later is never behind.
    last = AuditEvent.objects.in_county(county).aggregate(last=Max("seq"))["last"] or 0
    now = head_of(county).seq
    return Break("end", now + 1) if last > now else None


def last_time_of(county: str, act: str) -> datetime | None:
    """When an act was last done in a county."""
    rows = AuditEvent.objects.in_county(county).filter(act=act).order_by("-seq")
    at: datetime | None = rows.values_list("at", flat=True).first()
    return at


def latest_events(
    county: str,
    *,
    within: Readable | None = None,
    act: str = "",
    actor_id: UUID | None = None,
    before: int | None = None,
    limit: int = 200,
) -> list[AuditEvent]:
    """The newest events, older than `before`; `within` keeps a reader to what happened at the reader's places."""
    events = AuditEvent.objects.for_scope(within) if within else AuditEvent.objects.in_county(county)
    if act:
        events = events.filter(act=act)
    if actor_id:
        events = events.filter(actor_id=actor_id)
    if before is not None:
        events = events.filter(seq__lt=before)
    return list(events.order_by("-seq")[:limit])


def done_since(county: str, acts: Sequence[str], *, by: UUID, subject_id: UUID, since: datetime) -> bool:
    """Whether somebody has already done one of these to this very thing since a moment.

    Asked by the thing alone: what happened to one person is little, what one reader did in years is not.
    """
    events = AuditEvent.objects.in_county(county).filter(subject_id=subject_id, at__gte=since)
    return any(actor == by and act in acts for actor, act in events.values_list("actor_id", "act"))


def events_holding(
    county: str, acts: Sequence[str], codes: Collection[str], *, limit: int
) -> list[AuditEvent]:
    """The newest of certain acts in whose details one of these codes or ids stands, as a word of its own."""
    told = AuditEvent.objects.in_county(county).filter(act__in=acts)
    told = told.annotate(told=Cast("details", TextField()))
    words = reduce(or_, (Q(told__contains=f'"{code}"') for code in codes), Q(pk__in=[]))
    return list(told.filter(words).order_by("-seq")[:limit])


def events_about(county: str, subject_id: UUID, acts: Sequence[str], *, limit: int) -> list[AuditEvent]:
    """The newest of certain acts on one thing: who opened what is kept of a person, for whoever answers that person."""
    events = AuditEvent.objects.in_county(county).filter(subject_id=subject_id, act__in=acts)
    return list(events.order_by("-seq")[:limit])


def acts_between(
    within: Readable, acts: Sequence[str], first: datetime, until: datetime, *, everywhere: bool
) -> CountyQuerySet[AuditEvent]:
    """Certain acts from one instant to before another, in order: for a yearly audit.

    `everywhere` adds those of no place, for a reader of the whole county.
    """
    rows = AuditEvent.objects
    mine: CountyQuerySet[AuditEvent] = rows.in_county(within.county) if everywhere else rows.for_scope(within)
    return mine.filter(act__in=acts, at__gte=first, at__lt=until).order_by("seq")
