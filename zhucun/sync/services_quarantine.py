"""What was not carried out, settled by people: carried out after all, given back, or let go. Nothing is ever dropped."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.kernel import clock
from zhucun.policy.phone import NotYetHere, Overtaken
from zhucun.policy.queries import pack_of
from zhucun.sync import queries, refusals
from zhucun.sync.arriving import arrived
from zhucun.sync.carrying import Known, body_of, carry_out
from zhucun.sync.choices import HeldState
from zhucun.sync.kept_forms import packs_seen
from zhucun.sync.models import Device, Held


@recorded("sync.envelope_settled", _("照收未照办的上交内容"))
def settle(*, by: User, held: Held, because: str, at: datetime) -> Held:
    """Carry it out after all, for its author; what is still wrong with it refuses the act in its own words."""
    now = _open(by, held, because, at)
    _carried_out(now, at)
    return _say(now, HeldState.SETTLED, by, because, at)


@recorded("sync.envelope_returned", _("退回未照办的上交内容"))
def give_back(*, by: User, held: Held, because: str, at: datetime) -> Held:
    """Say why it is not carried out; the author reads it with the next pull."""
    return _say(_open(by, held, because, at), HeldState.RETURNED, by, because, at)


@recorded("sync.envelopes_let_go", _("本人不再要未照办的内容"))
def let_go(*, by: User, county: str, device: Device, ids: Sequence[UUID], at: datetime) -> int:
    """The author does not want these any more: they stay to be read and never act."""
    rows = Held.objects.in_county(county).filter(device=device, user=by, id__in=ids, state=HeldState.OPEN)
    count = rows.update(state=HeldState.LET_GO, settled_at=at, settled_by=by)
    note(envelopes=count)
    return count


def _open(by: User, held: Held, because: str, at: datetime) -> Held:
    """The envelope as it is now, for somebody above its author who says why."""
    if not because.strip():
        raise refusals.ReasonMissing
    now = queries.lock_held(held)
    if now.user_id == by.id:
        raise refusals.NotForOneself
    if not queries.may_settle(scope_of(by, held.county_code, on=clock.date_of(at)), now):
        raise refusals.NotYourPlace
    if now.state != HeldState.OPEN:
        raise refusals.NotOpen
    return now


def _carried_out(held: Held, at: datetime) -> None:
    county, envelope = held.county_code, arrived(json.loads(held.envelope)).envelope
    if envelope is None:
        raise refusals.NotReadable
    if envelope.id != held.id:  # another content came first under this id, and acts
        raise refusals.SameIdOtherContent
    body = body_of(envelope)
    bodies = {envelope.id: body} if body else {}
    try:
        carry_out(
            envelope,
            body,
            by=held.user,
            county=county,
            at=at,
            pack=packs_seen(county, pack_of(county), [envelope.pack])[envelope.pack],
            known=Known(county, [envelope], bodies),
        )
    except NotYetHere as error:
        raise refusals.BeforeItNotTaken from error
    except Overtaken as error:
        raise error.refusal from error


def _say(held: Held, state: HeldState, by: User, because: str, at: datetime) -> Held:
    held.state, held.settled_at, held.settled_by, held.because = state, at, by, because.strip()
    held.save(update_fields=["state", "settled_at", "settled_by", "because"])
    note(kind=held.kind, account=held.user_id)
    return held
