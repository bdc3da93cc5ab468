"""A change as its pages show it: the number before and after, and whose answers it reaches."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from zhucun.engine.duty import Amount
from zhucun.engine.expression import Expression
from zhucun.policy import installed
from zhucun.policy.changes import queries
from zhucun.policy.changes.domain import Subject
from zhucun.policy.choices import ChangeKind, ChangeOf, ChangeState
from zhucun.policy.models import Decision, ValueChange
from zhucun.policy.pack import Citation, Pack
from zhucun.policy.pages import sentence


@dataclass(frozen=True)
class Reach:
    """How many answers already given lie in the days of a change, about how many subjects."""

    answers: int
    subjects: int


@dataclass(frozen=True)
class Line:
    """A change in the list of changes."""

    change: ValueChange
    title: str
    becomes: str


@dataclass(frozen=True)
class Sides:
    """What held before a change, by which paper, and what holds with it; empty where nothing does."""

    was: str
    was_by: Citation | None
    becomes: str


def lines(pack: Pack, changes: list[ValueChange]) -> list[Line]:
    found = []
    for change in changes:
        subject = queries.subject_of(pack, change.of, change.what, change.since)
        becomes = _("停止执行") if change.kind == ChangeKind.END else _amount(pack, change)
        found.append(Line(change, subject.title if subject else change.what, becomes))
    return found


def subjects_on(pack: Pack, on: date) -> list[tuple[Subject, str]]:
    """Everything that has a number, with the number in force on a day."""
    asked = [(ChangeOf.DUTY, key) for key in pack.duties] + [(ChangeOf.VALUE, key) for key in pack.values]
    found = (queries.subject_of(pack, of, what, on) for of, what in asked)
    return [(subject, now_of(pack, subject)) for subject in found if subject]


def now_of(pack: Pack, subject: Subject) -> str:
    return told(pack, subject.of, subject.what, subject.now.value) if subject.now else ""


def told(pack: Pack, of: str, what: str, amount: Amount) -> str:
    """不少于 6 天."""
    if of == ChangeOf.DUTY and what in pack.duties:
        duty = pack.duties[what]
        return _("%(limit)s %(amount)s") % {
            "limit": sentence.limit(duty),
            "amount": sentence.how_much(pack, duty, amount),
        }
    unit = pack.values[what].unit if what in pack.values else ""
    return _("%(number)s %(unit)s") % {"number": amount, "unit": pack.wording.units.get(unit, unit)}


def sides(change: ValueChange, after: Pack | None) -> Sides:
    """The day on which a change begins, in the pack before it and in the one with it."""
    before = _before(change)
    was = queries.subject_of(before, change.of, change.what, change.since)
    became = queries.subject_of(after, change.of, change.what, change.since) if after else None
    if after is None:
        becomes = _("停止执行") if change.kind == ChangeKind.END else _amount(before, change)
    else:
        becomes = now_of(after, became) if became else ""
    cited = before.cite(was.now.source) if was and was.now else None
    return Sides(now_of(before, was) if was else "", cited, becomes)


def reach_of(change: ValueChange) -> Reach:
    """For a duty; who looks at a value that belongs to none is not known here."""
    rows = Decision.objects.in_county(change.county_code).filter(
        duty=change.what, is_current=True, period_to__gte=change.since
    )
    if change.until:
        rows = rows.filter(period_from__lte=change.until)
    counted = rows.aggregate(answers=Count("id"), subjects=Count("subject_id", distinct=True))
    return Reach(counted["answers"], counted["subjects"])


def _before(change: ValueChange) -> Pack:
    if change.serial is not None:
        return installed.pack_at(change.county_code, change.serial - 1)
    return installed.pack_of(change.county_code)


def pack_after(change: ValueChange) -> Pack | None:
    """The pack that an approved change made."""
    if change.state in (ChangeState.APPROVED, ChangeState.REPEALED) and change.serial is not None:
        return installed.pack_at(change.county_code, change.serial)
    return None


def _amount(pack: Pack, change: ValueChange) -> str:
    amount: Amount = int(change.value) if change.value.isdecimal() else Expression.parse(change.value)
    return told(pack, change.of, change.what, amount)
