"""Proposing a number, and deciding on it: two people, one paper, and the whole pack read again before each step.

What the pack would refuse in a file is refused here in the same words, and before anything is kept.
"""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.kernel import clock
from zhucun.policy import installed, registry
from zhucun.policy.changes import queries
from zhucun.policy.changes.domain import Proposal, Subject, cleaned_paper
from zhucun.policy.changes.domain import reason as cleaned_reason
from zhucun.policy.changes.layer import Paper, digest_of_files
from zhucun.policy.changes.refusals import (
    DatesOverlap,
    DecidedAlready,
    EndsTooLate,
    NotAllowed,
    NothingToChange,
    NotInForce,
    NotTheProposer,
    NotYours,
    ProposedAlready,
    SameAlready,
    SamePerson,
)
from zhucun.policy.choices import ChangeKind, ChangeState
from zhucun.policy.models import ValueChange, ValueLayer
from zhucun.policy.pack import Pack, PackError
from zhucun.policy.pack.dates import shown

PROPOSE, APPROVE = "policy.propose", "policy.approve"


@recorded("policy.value_proposed", _("提出调整规定的数"))
def propose_value(*, by: User, county: str, proposal: Proposal, at: datetime) -> ValueChange:
    """Lay a number before a second person. Nothing changes for anybody until that person approves."""
    _may(by, county, PROPOSE, at)
    change = drafted(by=by, county=county, proposal=proposal, at=at)
    preview(change, at=at)
    change.save()
    _note(change)
    return change


@recorded("policy.value_end_proposed", _("提出停止执行调整"))
def repeal(
    *, by: User, change: ValueChange, since: date, paper: Paper, reason: str, at: datetime
) -> ValueChange:
    """Propose that an approved number no longer holds from a day on; this too needs a second person."""
    _may(by, change.county_code, PROPOSE, at)
    end = drafted_end(by=by, change=change, since=since, paper=paper, reason=reason, at=at)
    preview(end, at=at)
    end.save()
    _note(end)
    return end


@recorded("policy.value_withdrawn", _("撤回调整"))
def withdraw(*, by: User, change: ValueChange, at: datetime) -> ValueChange:
    """Take one's own proposal back before anybody has decided on it."""
    _may(by, change.county_code, PROPOSE, at)
    _still_open(change)
    if change.proposed_by_id != by.id:
        raise NotTheProposer
    change.state = ChangeState.WITHDRAWN
    change.save(update_fields=["state"])
    _note(change)
    return change


@recorded("policy.value_rejected", _("不同意调整"))
def reject(*, by: User, change: ValueChange, because: str, at: datetime) -> ValueChange:
    """Decide against a proposal, with a reason that its proposer reads."""
    _decided(change, by, ChangeState.REJECTED, cleaned_reason(because), at)
    change.save(update_fields=["state", "decided_by", "decided_at", "because"])
    _note(change)
    return change


@recorded("policy.value_approved", _("同意调整"))
def approve(*, by: User, change: ValueChange, at: datetime, because: str = "") -> ValueChange:
    """Put a proposal into force: a new version of the county's layer, and what it touches decided again."""
    _decided(change, by, ChangeState.APPROVED, because.strip(), at)
    pack, files = _laid(change, at=at)
    change.serial = _next_version(change.county_code)
    change.save(update_fields=["state", "decided_by", "decided_at", "because", "serial"])
    if change.ends is not None:
        change.ends.state, change.ends.repealed_from = ChangeState.REPEALED, change.since
        change.ends.save(update_fields=["state", "repealed_from"])
    ValueLayer.objects.create(
        county_code=change.county_code,
        number=change.serial,
        files=files,
        digest=digest_of_files(files),
        made_at=at,
    )
    installed.ask_anew(change.county_code)
    _note(change, version=pack.version)
    decide_again(change, at=at)
    return change


def preview(change: ValueChange, *, at: datetime) -> Pack:
    """The county's pack as it would be with this change; raises the refusal that keeps it from being so."""
    return _laid(change, at=at)[0]


def drafted(*, by: User, county: str, proposal: Proposal, at: datetime) -> ValueChange:
    """A proposal as a row that is not kept yet."""
    given = proposal.cleaned()
    return ValueChange(
        county_code=county,
        kind=ChangeKind.SET,
        of=given.of,
        what=given.what,
        value=given.value,
        since=given.since,
        until=given.until,
        adopted=given.adopted,
        reason=given.reason,
        proposed_by=by,
        proposed_at=at,
        **_paper_fields(given.paper),
    )


def drafted_end(
    *, by: User, change: ValueChange, since: date, paper: Paper, reason: str, at: datetime
) -> ValueChange:
    """The same for an end."""
    if change.state != ChangeState.APPROVED or change.kind != ChangeKind.SET:
        raise NotInForce
    if change.until is not None and since > change.until:
        raise EndsTooLate(until=change.until, since=since)
    return ValueChange(
        county_code=change.county_code,
        kind=ChangeKind.END,
        of=change.of,
        what=change.what,
        since=max(since, change.since),
        ends=change,
        reason=cleaned_reason(reason),
        proposed_by=by,
        proposed_at=at,
        **_paper_fields(cleaned_paper(paper)),
    )


def decide_again(change: ValueChange, *, at: datetime) -> None:
    """Bring every answer up to date that a change can touch: its days as far as they are past, from the first decision on."""
    today = clock.date_of(at)
    decided = installed.first_decided(change.county_code)
    if decided is None:
        return
    first, last = max(change.since, decided), min(change.until or today, today)
    if first <= last:
        registry.facts_changed(change.county_code, first, last, None)


def _may(by: User, county: str, right: str, at: datetime) -> None:
    if not scope_of(by, county, on=clock.date_of(at)).may(right):
        raise NotYours


def _still_open(change: ValueChange) -> None:
    change.refresh_from_db(fields=["state"])
    if change.state != ChangeState.PROPOSED:
        raise DecidedAlready(state=ChangeState(change.state).label)


def _decided(change: ValueChange, by: User, state: ChangeState, because: str, at: datetime) -> None:
    _may(by, change.county_code, APPROVE, at)
    _still_open(change)
    if change.proposed_by_id == by.id:
        raise SamePerson
    change.state, change.because = state, because
    change.decided_by, change.decided_at = by, at


def _laid(change: ValueChange, *, at: datetime) -> tuple[Pack, dict[str, str]]:
    """The pack with a change and the files that make it, everything about it checked."""
    county = change.county_code
    held = installed.pack_of(county)
    subject = queries.subject_of(held, change.of, change.what, change.since)
    if subject is None:
        raise NothingToChange(what=change.what)
    _proposed_once(change, subject.title)
    others = queries.approved(county)
    if change.kind == ChangeKind.SET:
        _beside(change, others)
        others.append(change)
    else:
        others = _without(change, others)
    version = _next_version(county)
    files = queries.files_with(held, others, version, clock.date_of(at))
    try:
        pack = installed.pack_with(county, files)
    except PackError as error:
        first = error.problems[0]
        raise NotAllowed(what=first.what, do=first.do) from error
    if change.kind == ChangeKind.SET:
        _says_something_new(change, subject, queries.subject_of(pack, change.of, change.what, change.since))
    return pack, files


def _says_something_new(change: ValueChange, before: Subject, after: Subject | None) -> None:
    was, is_now = before.now, after.now if after else None
    if was and is_now and (was.value, was.until) == (is_now.value, is_now.until):
        raise SameAlready(since=change.since, value=shown(was.value))


def _without(end: ValueChange, others: list[ValueChange]) -> list[ValueChange]:
    """The layer in which an end has taken force."""
    ended = next((one for one in others if one.id == end.ends_id), None)
    if ended is None or ended.state != ChangeState.APPROVED:
        raise NotInForce
    ended.repealed_from = end.since
    return others


def _beside(change: ValueChange, others: list[ValueChange]) -> None:
    """A change without a last day ends where the next begins; days that both name are nobody's."""
    for other in others:
        if (other.of, other.what) != (change.of, change.what) or not queries.still_holds(other):
            continue
        earlier, later = sorted((change, other), key=lambda one: one.since)
        until = earlier.until if earlier is change else queries.last_day(other)
        if earlier.since == later.since or (until is not None and until >= later.since):
            raise DatesOverlap(since=other.since, value=other.value)


def _proposed_once(change: ValueChange, title: str) -> None:
    same = ValueChange.objects.in_county(change.county_code).filter(
        of=change.of, what=change.what, since=change.since, state=ChangeState.PROPOSED
    )
    if same.exclude(id=change.id).exists():
        raise ProposedAlready(title=title, since=change.since)


def _next_version(county: str) -> int:
    newest = ValueLayer.objects.in_county(county).order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def _paper_fields(paper: Paper) -> dict[str, str]:
    return {
        "paper_title": paper.title,
        "paper_issuer": paper.issuer,
        "paper_number": paper.number,
        "paper_dated": paper.dated,
        "article": paper.article,
        "seen": paper.seen,
    }


def _note(change: ValueChange, **more: str) -> None:
    note(of=change.of, what=change.what, value=change.value, since=change.since.isoformat(), **more)
