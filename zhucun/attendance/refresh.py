"""Keeping months fresh: entries, records and the township's word → sheets → verdicts → decisions and rows.

The same function runs after one entry, after a confirmation and in the nightly run over the whole county,
so they cannot disagree. Nothing here is done per posting but counting.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from zhucun.attendance.domain import Sheet
from zhucun.attendance.models import PostingMonth
from zhucun.attendance.presence import sheets
from zhucun.dispatch import queries as dispatch
from zhucun.dispatch.measures import posting_attributes
from zhucun.dispatch.models import Posting
from zhucun.engine.duty import TallyDuty
from zhucun.engine.judge import judge
from zhucun.engine.period import Period
from zhucun.engine.verdict import Verdict
from zhucun.kernel import clock
from zhucun.places.classing import queries as classing
from zhucun.places.classing.domain import Classified
from zhucun.policy import queries as policy
from zhucun.policy.deciding.fresh import deciding_once
from zhucun.policy.deciding.known import told
from zhucun.policy.deciding.village_types import asks_types, types_of
from zhucun.policy.pack import Pack
from zhucun.policy.services import store_decisions

BATCH = 500
_held_back: ContextVar[set[tuple[str, Period]] | None] = ContextVar("attendance_held_back", default=None)


@contextmanager
def judging_once(at: datetime) -> Iterator[None]:
    """Hold back what a block changes and judge it once at its end, as of an instant: for imports of a past.

    An import touches nearly everybody, so each month touched is judged for its whole county.
    """
    months: set[tuple[str, Period]] = set()
    with transaction.atomic(), deciding_once(at):  # what reads the month's answers comes after them
        outer = _held_back.set(months)
        try:
            yield
        finally:
            _held_back.reset(outer)
        for county, period in sorted(months):
            refresh_month(county, period, as_of=clock.date_of(at), at=at)


def refresh_between(
    county: str,
    first: date,
    last: date,
    posting_ids: list[UUID] | None = None,
    *,
    at: datetime | None = None,
) -> None:
    """Bring every month that a stretch of days touches up to date; what policy.registry calls."""
    months, now = _held_back.get(), at or clock.now()
    for period in months_between(first, last):
        if months is not None:
            months.add((county, period))
        else:
            refresh_month(county, period, posting_ids, as_of=clock.date_of(now), at=now)


def months_between(first: date, last: date) -> Iterator[Period]:
    period = Period.month(first.year, first.month)
    while period.first <= last:
        yield period
        after = period.last + timedelta(days=1)
        period = Period.month(after.year, after.month)


@transaction.atomic
def refresh_month(
    county: str, period: Period, posting_ids: list[UUID] | None = None, *, as_of: date, at: datetime
) -> int:
    """Recompute the month of some postings, or of the county; gives the number of rows. A month ahead has none."""
    pack = policy.pack_of(county)
    duty = policy.presence_duty(pack)
    if duty is None or period.first > as_of:
        return 0
    as_of = min(as_of, period.last)  # a month that is over looks the same on every later day
    postings = list(
        dispatch.postings_between(county, period.first, period.last, posting_ids).select_related("unit")
    )
    sheets, verdicts = _judge(county, pack, duty, period, postings, posting_ids, as_of)
    decisions = store_decisions(
        county=county, pack=pack, duty=duty, period=period, verdicts=verdicts, as_of=as_of, at=at
    )
    rows = [
        _row(posting, period, sheets[posting.id], verdicts[posting.id], decisions[posting.id], as_of)
        for posting in postings
    ]
    _store(county, period, rows, posting_ids)
    return len(rows)


def _judge(
    county: str,
    pack: Pack,
    duty: TallyDuty,
    period: Period,
    postings: Sequence[Posting],
    posting_ids: list[UUID] | None,
    as_of: date,
) -> tuple[dict[UUID, Sheet], dict[UUID, Verdict]]:
    held = {posting.id: posting for posting in postings}
    found, verdicts = {}, {}
    types = classing.classified(county) if asks_types(duty) else Classified()
    for id, sheet, facts in sheets(county, duty, pack.calendar, period, as_of, postings, posting_ids):
        posting = held[id]
        posted = period.overlap(posting.starts_on, posting.ends_on)
        begins = posted.first if posted else period.first
        attributes = {**posting_attributes(posting), **types_of(types, [posting.village_code], begins)}
        known = told(duty, facts, period, pack, posted, attributes)
        found[id], verdicts[id] = sheet, judge(duty, known, period)
    return found, verdicts


def _row(
    posting: Posting, period: Period, sheet: Sheet, verdict: Verdict, decision_id: UUID, as_of: date
) -> PostingMonth:
    return PostingMonth(
        county_code=posting.county_code,
        posting_id=posting.id,
        month=period.first,
        village_code=posting.village_code,
        unit_id=posting.unit_id,
        person_name=posting.person.name,
        role=posting.role,
        days=sheet.codes,
        answer=verdict.answer.value,
        reason=verdict.reason.value,
        done=verdict.done,
        target=verdict.target,
        open=verdict.open,
        excused=verdict.excused,
        possible=verdict.possible or 0,
        verdict=verdict.to_json(),
        decision_id=decision_id,
        as_of=as_of,
    )


def _store(county: str, period: Period, rows: list[PostingMonth], posting_ids: list[UUID] | None) -> None:
    held = PostingMonth.objects.in_county(county).filter(month=period.first)
    if posting_ids is not None:
        held = held.filter(posting_id__in=posting_ids)
    held.exclude(posting_id__in=[row.posting_id for row in rows]).delete()  # postings that left the month
    PostingMonth.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["county_code", "posting", "month"],
        update_fields=[
            field.name
            for field in PostingMonth._meta.local_concrete_fields
            if field.name not in {"id", "county_code", "posting", "month"}
        ],
    )
