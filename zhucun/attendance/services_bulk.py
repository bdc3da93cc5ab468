"""Entries by the hundred, for imports: the same checks as one by one, a fixed number of statements, one line in the trail."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.attendance import queries
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PresenceEntry
from zhucun.attendance.refresh import months_between
from zhucun.attendance.services import check_days, refuse_confirmed, refuse_overlap
from zhucun.audit.services import note, recorded
from zhucun.dispatch.models import Posting
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.refusals import Refusal
from zhucun.policy.registry import facts_changed

AT_ONCE = 500


class PostingElsewhere(Refusal):
    """有 %(count)s 条登记写在别的县的派驻名下，没有导入任何内容。"""

    code = "attendance.posting_elsewhere"
    next_step = "请只导入本县的登记。"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """An entry somebody made elsewhere; who and when are the importer and the import where it does not say."""

    posting: Posting
    kind: Kind
    first_day: date
    last_day: date
    note_text: str = ""
    questioned: bool = False
    recorded_by_id: UUID | None = None
    recorded_at: datetime | None = None


@recorded("attendance.entries_imported", _("导入在岗登记"))
def add_entries_in_bulk(*, by: User, county: str, drafts: Iterable[EntryDraft], at: datetime) -> int:
    """Enter all of them or none. The caller has checked who asks; the months they touch must be open."""
    pairs = [(draft.posting, _built(draft, by, at)) for draft in drafts]
    strangers = sum(posting.county_code != county for posting, _row in pairs)
    if strangers:
        raise PostingElsewhere(count=strangers)
    if not pairs:
        return 0
    rows = [row for _posting, row in pairs]
    first, last = min(row.first_day for row in rows), max(row.last_day for row in rows)
    posting_ids = sorted({row.posting_id for row in rows})
    for posting, row in pairs:
        check_days(row, posting, at)
    _refuse_closed(county, rows)
    _refuse_overlaps(county, rows, first, last, posting_ids)
    PresenceEntry.objects.bulk_create(rows, batch_size=AT_ONCE)
    note(entries=len(rows), postings=len(posting_ids), first_day=first, last_day=last)
    facts_changed(county, first, last, posting_ids, at=at)
    return len(rows)


def _built(draft: EntryDraft, by: User, at: datetime) -> PresenceEntry:
    posting = draft.posting
    return PresenceEntry(
        county_code=posting.county_code,
        posting_id=posting.id,
        village_code=posting.village_code,
        kind=draft.kind,
        first_day=draft.first_day,
        last_day=draft.last_day,
        note=draft.note_text.strip(),
        questioned=draft.questioned,
        recorded_at=draft.recorded_at or at,
        received_at=at,
        recorded_by_id=draft.recorded_by_id or by.id,
    )


def _refuse_closed(county: str, rows: list[PresenceEntry]) -> None:
    """Once for each township and month, whatever the number of entries."""
    touched = {
        (township_of(row.village_code), period)
        for row in rows
        for period in months_between(row.first_day, row.last_day)
    }
    for township, period in sorted(touched):
        refuse_confirmed(county, township, period.first, period.last)


def _refuse_overlaps(
    county: str, rows: list[PresenceEntry], first: date, last: date, posting_ids: list[UUID]
) -> None:
    spoken: dict[UUID, list[PresenceEntry]] = defaultdict(list)
    for held in queries.entries_between(county, first, last, posting_ids):
        spoken[held.posting_id].append(held)
    for row in rows:
        refuse_overlap(row, spoken[row.posting_id])
        spoken[row.posting_id].append(row)
