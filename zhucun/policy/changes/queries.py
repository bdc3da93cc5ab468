"""Reading changes, and the files they amount to. Whoever may see them sees all of their county."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404

from zhucun.accounts.scope import Scope
from zhucun.kernel import clock
from zhucun.policy.changes.domain import Subject, threshold_name
from zhucun.policy.changes.layer import Paper, SetValue, files_of
from zhucun.policy.choices import ChangeKind, ChangeOf, ChangeState
from zhucun.policy.models import ValueChange
from zhucun.policy.pack import Pack

MOST_SHOWN = 200
ONE_DAY = timedelta(days=1)
IN_THE_LAYER = (ChangeState.APPROVED, ChangeState.REPEALED)


def changes_in(scope: Scope) -> list[ValueChange]:
    """What was proposed in a county, waiting ones first, then newest first."""
    rows = ValueChange.objects.in_county(scope.county).select_related("proposed_by", "decided_by")
    newest = list(rows.order_by("-proposed_at", "-id")[:MOST_SHOWN])
    return sorted(newest, key=lambda change: change.state != ChangeState.PROPOSED)


def change_for(scope: Scope, change_id: UUID) -> ValueChange:
    """One change of the county, or 404."""
    rows = ValueChange.objects.in_county(scope.county).select_related("proposed_by", "decided_by", "ends")
    found = rows.filter(id=change_id).first()
    if found is None:
        raise Http404("value change")
    return found


def waiting_for(county: str, user_id: UUID) -> int:
    """How many proposals somebody may decide on: those that others have made."""
    rows = ValueChange.objects.in_county(county).filter(state=ChangeState.PROPOSED)
    return rows.exclude(proposed_by=user_id).count()


def subject_of(pack: Pack, of: str, what: str, on: date) -> Subject | None:
    """What a change is about, with the number in force on a day; nothing when the pack has no such thing."""
    if of == ChangeOf.DUTY and what in pack.duties:
        duty = pack.duties[what]
        unit = pack.wording.units.get(duty.unit, duty.unit)
        return Subject(
            ChangeOf.DUTY, what, duty.title, unit, threshold_name(duty), duty.threshold.on(on).found
        )
    if of == ChangeOf.VALUE and what in pack.values:
        value = pack.values[what]
        unit = pack.wording.units.get(value.unit, value.unit)
        return Subject(ChangeOf.VALUE, what, value.title, unit, "", value.on(on).found)
    return None


def approved(county: str) -> list[ValueChange]:
    """The changes that make up the county's layer, by their first day."""
    rows = ValueChange.objects.in_county(county).select_related("proposed_by", "decided_by")
    return list(rows.filter(kind=ChangeKind.SET, state__in=IN_THE_LAYER).order_by("since", "serial"))


def last_day(change: ValueChange) -> date | None:
    """The last day on which an approved change holds; before its first when it was ended altogether."""
    ended = change.repealed_from - ONE_DAY if change.repealed_from else None
    return min((day for day in (change.until, ended) if day is not None), default=None)


def still_holds(change: ValueChange) -> bool:
    """Whether there is any day on which an approved change holds."""
    until = last_day(change)
    return until is None or until >= change.since


def files_with(pack: Pack, changes: Sequence[ValueChange], version: int, on: date) -> dict[str, str]:
    """The county's layer made of these changes."""
    values = [_set_value(pack, change, version, on) for change in changes if still_holds(change)]
    title = f"{pack.title}：在系统里定的数"
    return files_of(pack.county_code, title, version, values, on)


def _set_value(pack: Pack, change: ValueChange, version: int, on: date) -> SetValue:
    subject = subject_of(pack, change.of, change.what, change.since)
    return SetValue(
        serial=change.serial or version,
        what=change.what,
        under=subject.under if subject else "",
        value=change.value,
        since=change.since,
        until=last_day(change),
        adopted=change.adopted,
        checked=clock.date_of(change.decided_at) if change.decided_at else on,
        paper=paper_of(change),
        by=str(change.proposed_by),
        approver=str(change.decided_by) if change.decided_by else "",
    )


def paper_of(change: ValueChange) -> Paper:
    return Paper(
        title=change.paper_title,
        issuer=change.paper_issuer,
        number=change.paper_number,
        dated=change.paper_dated,
        article=change.article,
        seen=change.seen,
    )
