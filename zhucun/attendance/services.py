"""Every write of presence: one function per act a person can do."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.attendance import queries
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import MonthConfirmation, PostingMonth, PresenceEntry
from zhucun.attendance.months import month_title
from zhucun.attendance.refresh import months_between
from zhucun.audit.services import note, recorded
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import lock_posting
from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.ids import uuid7
from zhucun.kernel.place_codes import township_of, within
from zhucun.kernel.refusals import Refusal
from zhucun.policy.registry import facts_changed

LONGEST = 366


class DaysOutsidePosting(Refusal):
    """所填日期不在派驻期内（%(starts)s 至 %(ends)s）。"""

    code = "attendance.outside_posting"
    about = "first_day"
    next_step = "请改为派驻期内的日期；派驻起止有误的，请联系县委组织部更正。"


class DaysReversed(Refusal):
    """结束日期早于开始日期，或超过一年。"""

    code = "attendance.days_reversed"
    about = "last_day"
    next_step = "请检查起止日期，跨年的请分开填写。"


class DayStillAhead(Refusal):
    """%(day)s 还没有到，不能先登记在村。"""

    code = "attendance.day_ahead"
    about = "first_day"
    next_step = "请在当天或之后登记；请假、培训、公务外出可以提前登记。"


class EntryOverlaps(Refusal):
    """%(first)s 至 %(last)s 已登记“%(kind)s”，日期重叠。"""

    code = "attendance.overlaps"
    about = "first_day"
    next_step = "请更正原来的登记，或改填不重叠的日期。"


class MonthIsConfirmed(Refusal):
    """%(month)s 已由乡镇确认，不能直接改动。"""

    code = "attendance.month_confirmed"
    next_step = "请联系乡镇：由乡镇写明原因重新打开该月后再改。"


class EntryIsHistory(Refusal):
    """这条登记已被更正或撤销，不能再改。"""

    code = "attendance.entry_superseded"
    next_step = "请打开最新的一条。"


class MonthNotOver(Refusal):
    """%(month)s 还没有结束，不能确认。"""

    code = "attendance.month_running"
    next_step = "请在 %(last)s 当天或之后确认。"


class MonthHasQuestions(Refusal):
    """还有 %(count)s 条待核的登记，不能确认。"""

    code = "attendance.questions_open"
    next_step = "请先逐条核实：属实的点“属实”，不实的更正。"


class AlreadyConfirmed(Refusal):
    """%(month)s 已经确认过了。"""

    code = "attendance.already_confirmed"
    next_step = "无需再次确认；需要更正的，请先重新打开。"


class NotConfirmed(Refusal):
    """%(month)s 尚未确认，不需要重新打开。"""

    code = "attendance.not_confirmed"
    next_step = "可以直接登记或更正。"


class NobodyPosted(Refusal):
    """该乡镇 %(month)s 没有派驻人员。"""

    code = "attendance.nobody"
    next_step = "请核对月份；名册未导入的，请联系县委组织部。"


class ReasonMissing(Refusal):
    """没有写明原因。"""

    code = "attendance.reason_missing"
    about = "because"
    next_step = "请用一句话写明原因，原记录会保留。"


@recorded("attendance.entry_added", _("登记在岗例外"))
def add_entry(
    *,
    by: User,
    posting: Posting,
    kind: Kind,
    first_day: date,
    last_day: date,
    at: datetime,
    note_text: str = "",
    questioned: bool = False,
    recorded_at: datetime | None = None,
    id: UUID | None = None,
    case_id: UUID | None = None,
) -> PresenceEntry:
    """Enter an exception, or a day in the village. The month must still be open; `case_id` is the case behind it."""
    lock_posting(posting)
    draft = PresenceEntry(
        id=id or uuid7(),
        county_code=posting.county_code,
        posting_id=posting.id,
        village_code=posting.village_code,
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        note=note_text.strip(),
        case_id=case_id,
        questioned=questioned,
        recorded_at=recorded_at or at,
        received_at=at,
        recorded_by=by,
    )
    _check(draft, posting, at)
    draft.save(force_insert=True)
    note(kind=kind, first_day=first_day, last_day=last_day)
    facts_changed(posting.county_code, first_day, last_day, [posting.id])
    return draft


@recorded("attendance.entry_corrected", _("更正登记"))
def correct_entry(
    *, by: User, entry: PresenceEntry, at: datetime, because: str, **changes: Any
) -> PresenceEntry:
    """A new version with a reason; `changes` are kind, first_day, last_day, note, questioned, id. The old one stays."""
    posting = _lock_for_change(entry, because)
    old_first, old_last = entry.first_day, entry.last_day
    fresh = _successor(entry, by=by, at=at, because=because, **changes)
    _retire(entry)
    _check(fresh, posting, at, replaced=entry)
    fresh.save(force_insert=True)
    note(kind=fresh.kind, first_day=fresh.first_day, last_day=fresh.last_day, questioned=fresh.questioned)
    facts_changed(
        entry.county_code, min(old_first, fresh.first_day), max(old_last, fresh.last_day), [entry.posting_id]
    )
    return fresh


@recorded("attendance.entry_voided", _("撤销登记"))
def void_entry(
    *,
    by: User,
    entry: PresenceEntry,
    at: datetime,
    because: str,
    recorded_at: datetime | None = None,
    id: UUID | None = None,
) -> PresenceEntry:
    """Take an entry back: a last version says so and why."""
    _lock_for_change(entry, because)
    refuse_confirmed(entry.county_code, entry.village_code, entry.first_day, entry.last_day)
    fresh = _successor(entry, by=by, at=at, because=because, voided=True, id=id or uuid7())
    fresh.recorded_at = recorded_at or at
    _retire(entry)
    fresh.save(force_insert=True)
    facts_changed(entry.county_code, entry.first_day, entry.last_day, [entry.posting_id])
    return fresh


@recorded("attendance.month_confirmed", _("确认月份"))
def confirm_month(
    *, by: User, county: str, township_code: str, month: date, at: datetime
) -> MonthConfirmation:
    """One act for the whole township: its calendar of this month is right."""
    period = Period.month(month.year, month.month)
    title = month_title(month)
    if clock.date_of(at) < period.last:
        raise MonthNotOver(month=title, last=period.last)
    held = queries.confirmations(county, period.first).get(township_code)
    if held and held.confirmed:
        raise AlreadyConfirmed(month=title)
    rows = _rows_of(county, township_code, period)
    if not rows:
        raise NobodyPosted(month=title)
    questions = (
        queries.entries_between(county, period.first, period.last, rows).filter(questioned=True).count()
    )
    if questions:
        raise MonthHasQuestions(count=questions)
    return _say(by, county, township_code, period, held, rows, at, confirmed=True, because="")


@recorded("attendance.month_reopened", _("重新打开月份"))
def reopen_month(
    *, by: User, county: str, township_code: str, month: date, at: datetime, because: str
) -> MonthConfirmation:
    """Take the confirmation back for a stated reason; the earlier word stays in the history."""
    if not because.strip():
        raise ReasonMissing
    period = Period.month(month.year, month.month)
    held = queries.confirmations(county, period.first).get(township_code)
    if held is None or not held.confirmed:
        raise NotConfirmed(month=month_title(month))
    rows = _rows_of(county, township_code, period)
    return _say(by, county, township_code, period, held, rows, at, confirmed=False, because=because.strip())


def _say(
    by: User,
    county: str,
    township_code: str,
    period: Period,
    held: MonthConfirmation | None,
    rows: list[UUID],
    at: datetime,
    *,
    confirmed: bool,
    because: str,
) -> MonthConfirmation:
    word = MonthConfirmation(
        county_code=county,
        township_code=township_code,
        month=period.first,
        revision=held.revision + 1 if held else 1,
        confirmed=confirmed,
        people=len(rows),
        at=at,
        by=by,
        because=because,
    )
    try:
        with transaction.atomic():
            word.save(force_insert=True)
    except IntegrityError as error:  # two people pressed the button; the first one's word stands
        raise AlreadyConfirmed(month=month_title(period.first)) from error
    note(people=len(rows), revision=word.revision)
    facts_changed(county, period.first, period.last, rows, at=at)
    return word


def _rows_of(county: str, township_code: str, period: Period) -> list[UUID]:
    rows: CountyQuerySet[PostingMonth] = PostingMonth.objects.in_county(county)
    rows = rows.filter(within("village_code", township_code[:9]), month=period.first)
    return list(rows.values_list("posting_id", flat=True))


def _lock_for_change(entry: PresenceEntry, because: str) -> Posting:
    if not because.strip():
        raise ReasonMissing
    posting = lock_posting(entry.posting)
    entry.refresh_from_db()
    if not entry.is_current or entry.voided:
        raise EntryIsHistory
    return posting


def _successor(
    entry: PresenceEntry, *, by: User, at: datetime, because: str, **changes: Any
) -> PresenceEntry:
    kept = {
        field.attname: getattr(entry, field.attname)
        for field in PresenceEntry._meta.local_concrete_fields
        if field.name not in {"id", "supersedes", "because", "recorded_by", "recorded_at", "received_at"}
    }
    fresh = PresenceEntry(**{**kept, "id": uuid7(), **changes, "is_current": True})
    fresh.supersedes_id, fresh.because, fresh.recorded_by = entry.id, because.strip(), by
    fresh.recorded_at = fresh.received_at = at
    return fresh


def _retire(entry: PresenceEntry) -> None:
    entry.is_current = False
    entry.save(update_fields=["is_current"])


def _check(
    draft: PresenceEntry, posting: Posting, at: datetime, replaced: PresenceEntry | None = None
) -> None:
    first, last = draft.first_day, draft.last_day
    check_days(draft, posting, at)
    for from_day, to_day in _changed(draft, replaced) if replaced else [(first, last)]:
        refuse_confirmed(draft.county_code, draft.village_code, from_day, to_day)
    refuse_overlap(draft, queries.entries_between(draft.county_code, first, last, [draft.posting_id]))


def _changed(draft: PresenceEntry, replaced: PresenceEntry) -> list[tuple[date, date]]:
    """The stretches of which a correction says something else. Where only an end moves, the days that stay are not
    among them: whoever returns early in November changes nothing of October."""
    firsts = sorted((draft.first_day, replaced.first_day))
    lasts = sorted((draft.last_day, replaced.last_day))
    whole = [(firsts[0], lasts[1])]
    if (draft.kind, draft.note, draft.questioned) != (replaced.kind, replaced.note, replaced.questioned):
        return whole
    one = timedelta(days=1)
    moved = [(firsts[0], firsts[1] - one), (lasts[0] + one, lasts[1])]
    return [(start, end) for start, end in moved if start <= end] or whole


def check_days(draft: PresenceEntry, posting: Posting, at: datetime) -> None:
    """Whether the days of an entry can be what it says they are; asks no database."""
    first, last = draft.first_day, draft.last_day
    if last < first or (last - first).days >= LONGEST:
        raise DaysReversed
    if first < posting.starts_on or (posting.ends_on and last > posting.ends_on):
        raise DaysOutsidePosting(starts=posting.starts_on, ends=posting.ends_on or _("今"))
    if draft.kind in {Kind.IN_VILLAGE, Kind.FOUND_ABSENT} and last > clock.date_of(at):
        raise DayStillAhead(day=last)


def refuse_overlap(draft: PresenceEntry, others: Iterable[PresenceEntry]) -> None:
    """Two entries cannot speak for one day, save that an inspection may contradict what was entered."""
    for other in others:
        apart = other.last_day < draft.first_day or draft.last_day < other.first_day or other.id == draft.id
        if not apart and (other.kind == Kind.FOUND_ABSENT) == (draft.kind == Kind.FOUND_ABSENT):
            raise EntryOverlaps(first=other.first_day, last=other.last_day, kind=Kind(other.kind).label)


def refuse_confirmed(county: str, village_code: str, first: date, last: date) -> None:
    """A month that its township stands by is closed to entries."""
    for period in months_between(first, last):
        if township_of(village_code) in queries.confirmed_townships(county, period.first):
            raise MonthIsConfirmed(month=month_title(period.first))
