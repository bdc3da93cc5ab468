"""Writing work records: once, corrected by further versions, taken back by a last one. Nothing is overwritten.

Every act tells the projections, inside its own transaction, whose day changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import lock_posting
from zhucun.fieldwork import queries
from zhucun.fieldwork.drafts import Draft, check, content_of, form_of
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.refusals import (
    HouseholdGone,
    NothingCorrected,
    NotYourPosting,
    ReasonMissing,
    RecordDiffers,
    RecordIsHistory,
)
from zhucun.fieldwork.writers import WRITE, may_write_under
from zhucun.households.models import Household
from zhucun.households.queries_ended import standing_on
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of
from zhucun.policy.registry import facts_changed

SEE = "fieldwork.see"
__all__ = ["SEE", "WRITE", "correct_record", "void_record", "write_record", "write_records_in_bulk"]
AT_ONCE = 500


@recorded("fieldwork.record_written", _("写工作记录"))
def write_record(
    *,
    by: User,
    county: str,
    posting: Posting,
    form: str,
    occurred_on: date,
    at: datetime,
    body: Mapping[str, object] | None = None,
    household: Household | None = None,
    in_village: bool | None = None,
    duty: str = "",
    title: str = "",
    recorded_at: datetime | None = None,
    id: UUID | None = None,
    pack: Pack | None = None,
    held: bool = False,
) -> WorkRecord:
    """Keep what happened. The same id with the same content again is the record already kept; never a second one.

    A household that had been merged by that day stands for the one that took it in; of one that was gone nothing is kept.
    `pack` is the one whose form the writer saw, where that is not the one in force. With `held` the caller has the
    county to itself, has just read the posting, and has seen that the id is new.
    """
    draft = Draft(
        posting=posting,
        form=form,
        occurred_on=occurred_on,
        body=body or {},
        household=_standing(household, occurred_on) if household else None,
        in_village=in_village,
        duty=duty,
        title=title,
        recorded_at=recorded_at,
        id=id,
    )
    earlier = queries.record_in(county, id) if id and not held else None
    if earlier is not None:
        return _again(earlier, draft, by)
    now = posting if held else lock_posting(posting)
    _may_write(by, posting, {clock.date_of(at), occurred_on})
    record = _built(county, pack or pack_of(county), replace(draft, posting=now), by, at)
    _keep(record)
    note(form=record.form, occurred_on=record.occurred_on, posting=str(record.posting_id))
    facts_changed(county, occurred_on, occurred_on, [record.posting_id], forms={record.form})
    return record


@recorded("fieldwork.record_corrected", _("更正工作记录"))
def correct_record(
    *,
    by: User,
    record: WorkRecord,
    occurred_on: date,
    body: Mapping[str, object],
    because: str,
    at: datetime,
    household: Household | None = None,
    in_village: bool | None = None,
    duty: str = "",
    title: str = "",
    recorded_at: datetime | None = None,
    id: UUID | None = None,
    pack: Pack | None = None,
) -> WorkRecord:
    """A further version with its reason; the one before stays. Form and posting cannot become others."""
    county = record.county_code
    now = _lock_for_change(by, record, because, at)
    draft = Draft(
        posting=now,
        form=record.form,
        occurred_on=occurred_on,
        body=body,
        household=household,
        in_village=in_village,
        duty=duty,
        title=title,
        recorded_at=recorded_at,
        id=id,
    )
    fresh = _built(county, pack or pack_of(county), draft, by, at)
    if _same_content(fresh, record):
        raise NothingCorrected
    _supersede(record, fresh, because)
    note(form=fresh.form, occurred_on=fresh.occurred_on, was_on=record.occurred_on)
    for day in sorted({record.occurred_on, fresh.occurred_on}):
        facts_changed(county, day, day, [fresh.posting_id], forms={fresh.form})
    return fresh


@recorded("fieldwork.record_voided", _("撤销工作记录"))
def void_record(
    *,
    by: User,
    record: WorkRecord,
    because: str,
    at: datetime,
    recorded_at: datetime | None = None,
    id: UUID | None = None,
) -> WorkRecord:
    """Take a record back: a last version says so, who did it and why. The earlier ones stay readable."""
    _lock_for_change(by, record, because, at)
    kept = {name: getattr(record, name) for name in CONTENT}
    fresh = WorkRecord(
        id=id or uuid7(),
        county_code=record.county_code,
        **kept,
        voided=True,
        recorded_by_id=by.id,
        recorded_at=recorded_at or at,
        received_at=at,
    )
    _supersede(record, fresh, because)
    note(form=fresh.form, occurred_on=fresh.occurred_on)
    day = record.occurred_on
    facts_changed(record.county_code, day, day, [record.posting_id], forms={record.form})
    return fresh


@recorded("fieldwork.records_imported", _("成批导入工作记录"))
def write_records_in_bulk(*, by: User, county: str, drafts: Iterable[Draft], at: datetime) -> int:
    """Keep many records at once, for imports: one transaction, one line in the trail. The caller has checked who asks."""
    pack = pack_of(county)
    rows = [_built(county, pack, draft, by, at) for draft in drafts]
    if not rows:
        return 0
    WorkRecord.objects.bulk_create(rows, batch_size=AT_ONCE)
    days = [row.occurred_on for row in rows]
    postings = list({row.posting_id for row in rows})
    note(records=len(rows), postings=len(postings), first_day=min(days), last_day=max(days))
    facts_changed(county, min(days), max(days), postings, forms={row.form for row in rows})
    return len(rows)


CONTENT = (
    "posting_id", "village_code", "household_id", "form", "pack_digest", "occurred_on", "in_village",
    "duty", "title", "body",
)  # fmt: skip


def _built(county: str, pack: Pack, draft: Draft, by: User, at: datetime) -> WorkRecord:
    form = form_of(pack, draft.form)
    check(draft, form, county, clock.date_of(at))
    return WorkRecord(
        id=draft.id or uuid7(),
        county_code=county,
        **content_of(draft, form, pack),
        recorded_at=draft.recorded_at or at,
        received_at=at,
        recorded_by_id=draft.recorded_by_id or by.id,
    )


def _standing(household: Household, day: date) -> Household:
    found = standing_on(household, day)
    if found is None:
        raise HouseholdGone(name=household.head_name, day=household.ends_on)
    return found


def _keep(record: WorkRecord) -> None:
    try:
        record.save(force_insert=True)
    except IntegrityError as error:  # the same id came in twice at the same moment, or is another county's
        raise RecordDiffers(
            id=record.id
        ) from error  # nothing is asked of the database before the act is undone


def _again(earlier: WorkRecord, draft: Draft, by: User) -> WorkRecord:
    """The record already kept under this id, if it says the same by the same person."""
    pack = pack_of(earlier.county_code)
    said = WorkRecord(**content_of(draft, form_of(pack, draft.form), pack))
    if earlier.recorded_by_id != by.id or not _same_content(said, earlier):
        raise RecordDiffers(id=earlier.id)
    note(again=True)
    return earlier


def _same_content(one: WorkRecord, other: WorkRecord) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in CONTENT if name != "pack_digest")


def _may_write(by: User, posting: Posting, days: Iterable[date]) -> None:
    """One's own posting, or an office on one of these days: today, or the day that is written about."""
    if posting.person.user_id == by.id:  # also when the posting, and every grant with it, has ended
        return
    scopes = (scope_of(by, posting.county_code, on=day) for day in days)
    if not any(may_write_under(scope, posting) for scope in scopes):
        raise NotYourPosting


def _lock_for_change(by: User, record: WorkRecord, because: str, at: datetime) -> Posting:
    _may_write(by, record.posting, [clock.date_of(at)])
    if not because.strip():
        raise ReasonMissing
    return lock_posting(record.posting)


def _supersede(record: WorkRecord, fresh: WorkRecord, because: str) -> None:
    still = WorkRecord.objects.in_county(record.county_code).filter(
        id=record.id, is_current=True, voided=False
    )
    if not still.update(is_current=False):  # somebody was first, or an old page was open
        raise RecordIsHistory
    record.is_current = False
    fresh.supersedes_id = record.id
    fresh.first_version = record.first_version or record.id
    fresh.because = because.strip()
    fresh.save(force_insert=True)
