"""What an approved leave does: it stands in the calendar of whoever asked for it, and ends when they are back.

An entry has the id of the event it came with, so an event never enters a second one. What a township stands by and
days already spoken for refuse the step, in the words that a person entering them by hand would read.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from zhucun.accounts.models import User
from zhucun.attendance import queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PresenceEntry
from zhucun.cases.effects import EffectCall, offer_effect
from zhucun.dispatch.models import Posting
from zhucun.kernel.refusals import Refusal

LEAVE, LEAVE_ENDS = "attendance.leave", "attendance.leave_ends"
GRANTED = {kind.value for kind in Kind} - {Kind.IN_VILLAGE, Kind.FOUND_ABSENT}


class LeaveOfNobody(Refusal):
    """这件事没有说明是哪一段派驻的请假，不能登记到在岗日历。"""

    code = "attendance.leave_of_nobody"
    next_step = "请从本人的在岗日历重新提出请假。"


class NoSuchLeave(Refusal):
    """“%(kind)s”不是在岗日历认得的请假种类。"""

    code = "attendance.no_such_leave"
    next_step = "请联系县委组织部核对办件流程中的请假种类。"


def offer() -> None:
    offer_effect(LEAVE, leave)
    offer_effect(LEAVE_ENDS, leave_ends)


def leave(call: EffectCall) -> None:
    """Enter the days `first` to `last`; a case whose leave already stands changes it."""
    posting = _posting(call)
    if PresenceEntry.objects.in_county(call.county).filter(id=call.event_id).exists():
        return
    first, last, kind = _day(call, "first"), _day(call, "last"), _kind(call.args["kind"])
    held = queries.entry_of_case(call.county, call.case_id)
    if held is None:
        services.add_entry(
            by=_by(call),
            posting=posting,
            kind=kind,
            first_day=first,
            last_day=last,
            at=call.at,
            id=call.event_id,
            case_id=call.case_id,
        )
        return
    services.correct_entry(
        by=_by(call),
        entry=held,
        at=call.at,
        because=_("请假经批准变更"),
        id=call.event_id,
        kind=kind,
        first_day=first,
        last_day=last,
    )


def leave_ends(call: EffectCall) -> None:
    """From the day `returned` on nothing is leave any more. Who returns late has no more leave than was approved."""
    held, returned = queries.entry_of_case(call.county, call.case_id), _day(call, "returned")
    if held is None or returned > held.last_day:
        return
    because = _("%(day)s 返岗") % {"day": returned}
    if returned <= held.first_day:
        services.void_entry(by=_by(call), entry=held, at=call.at, because=because)
        return
    last = returned - timedelta(days=1)
    services.correct_entry(by=_by(call), entry=held, at=call.at, because=because, last_day=last)


def _posting(call: EffectCall) -> Posting:
    held = None
    if call.subject_id:
        held = Posting.objects.in_county(call.county).filter(id=call.subject_id).first()
    if held is None:
        raise LeaveOfNobody
    return held


def _kind(code: str) -> Kind:
    if code not in GRANTED:
        raise NoSuchLeave(kind=code)
    return Kind(code)


def _day(call: EffectCall, name: str) -> date:
    return date.fromisoformat(call.args[name])


def _by(call: EffectCall) -> User:
    """Whoever took the step; the one who raised the case where the clock took it."""
    return call.by or call.raised_by
