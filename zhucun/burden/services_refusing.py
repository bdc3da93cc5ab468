"""What is asked outside the register is refused by writing it down; the county makes a draft of it, or confirms the refusal."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.burden import refusals
from zhucun.burden.checks import ANSWER, APPROVE, reason
from zhucun.burden.choices import Outcome, Way
from zhucun.burden.domain import Content
from zhucun.burden.models import DataRequest, UnregisteredRequest
from zhucun.burden.services import draft_request
from zhucun.kernel import clock
from zhucun.kernel.text import canonical

ASKED_BY, TITLE, NOTE = 60, 120, 200


@dataclass(frozen=True, slots=True)
class Told:
    """What came to a village: from which unit, what, how, on which day."""

    asked_by: str
    title: str
    way: str
    asked_on: date
    note: str = ""


@recorded("burden.unregistered_refused", gettext_lazy("拒绝没有登记的填报"))
def refuse_unregistered(
    *, by: User, county: str, village: str, told: Told, at: datetime
) -> UnregisteredRequest:
    """Write down that something was asked without a number. It need not be filled in from then on."""
    on = clock.date_of(at)
    if not scope_of(by, county, on=on).covers(village, ANSWER):
        raise refusals.VillageNotYours
    if told.asked_on > on:
        raise refusals.DayAhead(day=told.asked_on)
    if told.way not in Way.values:
        raise refusals.WordsMissing(label=_("怎样要的"))
    return UnregisteredRequest.objects.create(
        county_code=county,
        village_code=village,
        asked_by=_words(told.asked_by, _("哪个单位要的"), ASKED_BY),
        title=_words(told.title, _("要填什么"), TITLE),
        way=told.way,
        asked_on=told.asked_on,
        note=_words(told.note, _("说明"), NOTE, needed=False),
        refused_by=by,
        refused_at=at,
    )


@recorded("burden.refusal_confirmed", gettext_lazy("确认不用填"))
def confirm_refusal(
    *, by: User, refused: UnregisteredRequest, because: str, at: datetime
) -> UnregisteredRequest:
    """The county stands by the village."""
    held = _waiting(by, refused, at)
    held.because = reason(because)
    return _settle(held, by, Outcome.CONFIRMED, at)


@recorded("burden.refusal_drafted", gettext_lazy("没有登记的填报转为草稿"))
def draft_from_refused(
    *, by: User, refused: UnregisteredRequest, content: Content, at: datetime
) -> DataRequest:
    """What was asked is needed after all: it goes the way that every request goes, and is asked again with a number."""
    held = _waiting(by, refused, at)
    request: DataRequest = draft_request(by=by, county=held.county_code, content=content, at=at)
    held.draft = request
    _settle(held, by, Outcome.DRAFTED, at)
    note(refused=str(held.id))
    return request


def _waiting(by: User, refused: UnregisteredRequest, at: datetime) -> UnregisteredRequest:
    if not scope_of(by, refused.county_code, on=clock.date_of(at)).covers(refused.village_code, APPROVE):
        raise refusals.MayNotDecide
    rows = UnregisteredRequest.objects.in_county(refused.county_code).select_for_update()
    held = rows.get(id=refused.id)
    if held.outcome != Outcome.WAITING:
        raise refusals.SettledAlready(outcome=Outcome(held.outcome).label)
    return held


def _settle(held: UnregisteredRequest, by: User, outcome: Outcome, at: datetime) -> UnregisteredRequest:
    held.outcome, held.settled_by, held.settled_on = outcome, by, clock.date_of(at)
    held.save(update_fields=["outcome", "settled_by", "settled_on", "because", "draft"])
    return held


def _words(text: str, label: str, most: int, *, needed: bool = True) -> str:
    said = " ".join(canonical(text).split())
    if needed and not said:
        raise refusals.WordsMissing(label=label)
    if len(said) > most:
        raise refusals.TooLong(label=label, now=len(said), most=most)
    return said
