"""Every act on postings: importing a roster, ending a posting, showing a person's numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.services import end_with_posting, follow_postings
from zhucun.audit.services import Actor, note, recorded
from zhucun.dispatch import importing
from zhucun.dispatch.county_book import roster_book
from zhucun.dispatch.models import Person, Posting
from zhucun.dispatch.queries import lock_posting
from zhucun.dispatch.refusals import (
    EndsBeforeStart,
    PostingHasEnded,
    ReasonMissing,
    RosterClash,
    RosterHasErrors,
    RosterIsEmpty,
)
from zhucun.dispatch.roster.plan import Totals
from zhucun.dispatch.roster.preview import preview_roster
from zhucun.dispatch.roster.rows import RosterSheet
from zhucun.kernel import clock
from zhucun.kernel.text import canonical_name
from zhucun.policy.registry import facts_changed

# Beyond this many the whole county is recomputed: cheaper than naming each posting in every statement.
MANY = 500
PERSON_SHOWN = "dispatch.person_shown"


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    totals: Totals
    changed_postings: int


@recorded("dispatch.roster_imported", _("导入名册"))
def import_roster(
    *, by: Actor, county: str, sheet: RosterSheet, on: date, prefixes: Iterable[str] | None = None
) -> Imported:
    """Write a roster, whole or not at all.

    It is checked again here against the county as it is now: between preview and confirmation another hand
    may have moved somebody. Months before the last one are left as they were decided.
    """
    preview = preview_roster(sheet, roster_book(county, on=on, prefixes=prefixes))
    if not preview.rows:
        raise RosterIsEmpty
    if not preview.can_be_imported:
        raise RosterHasErrors(errors=preview.totals.errors)
    try:
        written = importing.write(county, preview.entries)
    except IntegrityError as clash:
        raise RosterClash from clash
    if written.moved_ends:
        follow_postings(by=by, county=county, moved=written.moved_ends)
    totals = preview.totals
    note(
        rows=totals.rows,
        units=totals.units,
        persons=totals.persons,
        batches=totals.batches,
        postings=written.new,
        changed=totals.changed,
        digest=sheet.digest,
    )
    _tell(county, written, on)
    return Imported(totals, written.changed)


@recorded("dispatch.posting_ended", _("结束派驻"))
def end_posting(*, by: Actor, posting: Posting, on: date, because: str) -> Posting:
    """End a posting on its last day of duty; what was recorded under it stays with it."""
    reason = canonical_name(because)
    if not reason:
        raise ReasonMissing
    posting = lock_posting(posting)
    if on < posting.starts_on:
        raise EndsBeforeStart(day=posting.starts_on.isoformat())
    if posting.ends_on and posting.ends_on <= on:
        raise PostingHasEnded(day=posting.ends_on.isoformat())
    last = posting.ends_on
    posting.ends_on, posting.end_because = on, reason[:200]
    posting.save(update_fields=["ends_on", "end_because"])
    if posting.person.user:
        end_with_posting(
            by=by,
            county=posting.county_code,
            user=posting.person.user,
            village_code=posting.village_code,
            on=on,
        )
    facts_changed(posting.county_code, on, last or max(on, clock.today()), [posting.id])
    return posting


@recorded("dispatch.account_linked", _("关联账号"))
def link_account(*, by: Actor, person: Person, user: User) -> Person:
    """Say that an account is this person's: what the person owes and wrote is then the account's own."""
    person.user = user
    person.save(update_fields=["user"])
    note(account=user.id)
    return person


@recorded(PERSON_SHOWN, _("查看证件号和手机号"))
def show_person(*, by: Actor, person: Person, because: str) -> Person:
    """Let somebody see a person's numbers in clear; who, when and why stays in the trail."""
    if not canonical_name(because):
        raise ReasonMissing
    return person


def _tell(county: str, written: importing.Written, on: date) -> None:
    if not written.postings:
        return
    last_month = on.replace(day=1) - timedelta(days=1)
    first = min(last_month.replace(day=1), written.earliest_end or on)
    facts_changed(county, first, on, written.postings if len(written.postings) <= MANY else None)
