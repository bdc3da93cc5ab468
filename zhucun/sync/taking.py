"""Taking what a phone sends: each envelope once, for ever, and none in another one's way.

The one thing that must stay true: receipt, line of the trail and effect are written together or not at all, and an
answer is given only once they are. Everything a batch needs is read for all of it at once.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from pydantic import BaseModel

from zhucun.audit.gathering import Gathered, gathering
from zhucun.audit.services import append
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack import Pack
from zhucun.policy.phone import NotYetHere, Overtaken
from zhucun.policy.queries import pack_of
from zhucun.policy.registry import changes_told_once
from zhucun.sync import queries, refusals
from zhucun.sync.arriving import Arrived, arrived
from zhucun.sync.attempts import forget, take_back, tried_before
from zhucun.sync.carrying import Known, body_of, carry_out
from zhucun.sync.choices import Answer, HeldState
from zhucun.sync.envelopes import FIRST, Envelope
from zhucun.sync.kept_forms import packs_seen
from zhucun.sync.messages import Answered
from zhucun.sync.models import Device, Held, Receipt
from zhucun.sync.states import takes_nothing_on

AT_ONCE = 500
HELD, UNLINKED = "sync.envelope_held", "sync.chain_differs"


def take(device: Device, raws: Sequence[Mapping[str, Any]], at: datetime) -> list[Answered]:
    """Answer a request: in the order given, carried out in the order in which the envelopes were made."""
    came = [arrived(raw) for raw in raws]
    if len(came) > 1:
        return _taken(device, came, at, unread=False)
    worn_out = tried_before(device.county_code, came[0])
    try:
        return _taken(device, came, at, unread=worn_out)
    except OperationalError:
        take_back(device.county_code, came[0])
        raise


def _taken(device: Device, came: Sequence[Arrived], at: datetime, *, unread: bool) -> list[Answered]:
    with gathering(device.county_code) as trail, changes_told_once(at):
        batch = Batch.of(device, came, at, trail, unread=unread)
        answers = {
            index: batch.answer(came[index])
            for index in sorted(range(len(came)), key=lambda index: _seq(came[index]))
        }
        batch.write()
        if len(came) == 1:
            forget(device.county_code, came[0])
    return [answers[index] for index in range(len(came))]


def _seq(one: Arrived) -> int:
    return one.envelope.seq if one.envelope else 0


@dataclass
class Batch:
    """One request: what it names, read at once, and what is to be written of it."""

    device: Device
    at: datetime
    trail: Gathered
    bodies: Mapping[UUID, BaseModel]
    known: Known
    packs: Mapping[str, Pack]
    receipts: dict[UUID, Receipt]
    held: dict[UUID, Held]
    links: dict[int, set[str]]  # by number, the hashes that came under it
    unread: bool  # it has brought the door down too often
    fresh: list[Receipt] = field(default_factory=list)
    kept: list[Held] = field(default_factory=list)

    @classmethod
    def of(
        cls, device: Device, came: Iterable[Arrived], at: datetime, trail: Gathered, *, unread: bool
    ) -> "Batch":
        county = device.county_code
        envelopes = [one.envelope for one in came if one.envelope]
        bodies = {} if unread else {one.id: body for one in envelopes if (body := body_of(one))}
        receipts = queries.receipts_by_ids(county, [one.id for one in envelopes])
        untaken = [id for id, receipt in receipts.items() if receipt.answer != Answer.ACCEPTED]
        return cls(
            device=device,
            at=at,
            trail=trail,
            bodies=bodies,
            known=Known(county, [one for one in envelopes if one.id not in receipts], bodies),
            packs=packs_seen(county, pack_of(county), {one.pack for one in envelopes}),
            receipts=receipts,
            held=queries.held_by_ids(county, untaken),
            links=queries.digests_by_number(device, {one.seq - 1 for one in envelopes if one.seq > 1}),
            unread=unread,
        )

    def answer(self, one: Arrived) -> Answered:
        envelope = one.envelope
        if envelope is None:
            return self._hold(one, refusals.NotReadable())
        receipt = self.receipts.get(envelope.id)
        if receipt is not None:
            return self._again(one, envelope, receipt)
        if self.unread:
            return self._hold(one, refusals.BroughtDown())
        if takes_nothing_on(self.device):
            return self._hold(one, refusals.UploadOnly())
        try:
            return self._carried_out(one, envelope)
        except NotYetHere as error:
            return self._waits(one, error.id)
        except Overtaken as error:
            return self._hold(one, error.refusal, error)
        except Refusal as refusal:
            return self._hold(one, refusal)

    def write(self) -> None:
        """What was answered, in one statement for each table."""
        Receipt.objects.bulk_create(self.fresh, batch_size=AT_ONCE)
        Held.objects.bulk_create(self.kept, batch_size=AT_ONCE)

    def _carried_out(self, one: Arrived, envelope: Envelope) -> Answered:
        with transaction.atomic(), self.trail.or_nothing():
            made = carry_out(
                envelope,
                self.bodies.get(envelope.id),
                by=self.device.user,
                county=self.device.county_code,
                at=self.at,
                pack=self.packs[envelope.pack],
                known=self.known,
            )
        self._receive(one, envelope, Answer.ACCEPTED, made=made)
        return Answered(id=one.named, hash=one.digest, answer="accepted", made=made)

    def _again(self, one: Arrived, envelope: Envelope, receipt: Receipt) -> Answered:
        """The first answer once more; another content under the same id is told to the office."""
        if receipt.digest != one.digest:
            return self._hold(one, refusals.SameIdOtherContent(), under=one.own_id)
        held = self.held.get(envelope.id)
        if receipt.answer == Answer.ACCEPTED or (held and held.state == HeldState.SETTLED):
            made = receipt.made or envelope.id
            return Answered(id=one.named, hash=one.digest, answer="already", made=made)
        return Answered(
            id=one.named,
            hash=one.digest,
            answer="conflict" if receipt.answer == Answer.CONFLICT else "refused",
            code=receipt.code,
            says=receipt.says,
            next=receipt.then,
            against=json.loads(held.there) if held and held.there else None,
        )

    def _waits(self, one: Arrived, id: UUID) -> Answered:
        if queries.was_not_taken(self.device.county_code, id) or any(held.id == id for held in self.kept):
            return self._hold(one, refusals.BeforeItNotTaken())
        return Answered(id=one.named, hash=one.digest, answer="waiting", code="sync.waiting", awaits=id)

    def _hold(
        self, one: Arrived, refusal: Refusal, over: Overtaken | None = None, *, under: UUID | None = None
    ) -> Answered:
        """Keep what was not carried out, whole, with why; once, however often it comes."""
        envelope, there = one.envelope, dict(over.shown) if over else None
        held = self._held(one, refusal, over, under)
        if envelope and under is None:
            self._line(envelope.kind, refusal, held.place_code)
            self._receive(one, envelope, Answer.CONFLICT if over else Answer.REFUSED, refusal=refusal)
            self.kept.append(held)
            self.held[held.id] = held
        elif not self._is_kept(held.id):
            self._line(held.kind, refusal, held.place_code)
            self.kept.append(held)
        return Answered(
            id=one.named,
            hash=one.digest,
            answer="conflict" if over else "refused",
            code=refusal.code,
            says=refusal.sentence,
            next=refusal.advice,
            against=there,
        )

    def _held(self, one: Arrived, refusal: Refusal, over: Overtaken | None, under: UUID | None) -> Held:
        envelope = one.envelope
        return Held(
            id=under or (envelope.id if envelope else one.own_id),
            county_code=self.device.county_code,
            device=self.device,
            user=self.device.user,
            place_code=self._place(envelope),
            kind=envelope.kind if envelope else "",
            envelope=one.text,
            code=refusal.code,
            says=refusal.sentence,
            then=refusal.advice,
            against=over.there if over else None,
            there=json.dumps(over.shown, ensure_ascii=False) if over else None,
            held_at=self.at,
        )

    def _is_kept(self, id: UUID) -> bool:
        return any(held.id == id for held in self.kept) or bool(
            queries.held_by_ids(self.device.county_code, [id])
        )

    def _place(self, envelope: Envelope | None) -> str:
        """The village it is about, else the one where its author is or was last, else the county."""
        body = self.bodies.get(envelope.id) if envelope else None
        found = self.known.place_of(envelope, body) if envelope and body else ""
        return found or queries.last_village_of(self.device) or self.device.county_code.ljust(VILLAGE, "0")

    def _line(self, kind: str, refusal: Refusal, place: str) -> None:
        append(
            county=self.device.county_code,
            act=HELD,
            by=self.device.user,
            subject=self.device,
            place_code=place,
            details={"kind": kind, "code": refusal.code},
        )

    def _receive(
        self,
        one: Arrived,
        envelope: Envelope,
        answer: Answer,
        *,
        refusal: Refusal | None = None,
        made: UUID | None = None,
    ) -> None:
        receipt = Receipt(
            id=envelope.id,
            county_code=self.device.county_code,
            device=self.device,
            seq=envelope.seq,
            digest=one.digest,
            kind=envelope.kind,
            made_at=envelope.made_at,
            received_at=self.at,
            trail=self.trail.seq,
            answer=answer,
            code=refusal.code if refusal else "",
            says=refusal.sentence if refusal else "",
            then=refusal.advice if refusal else "",
            made=made,
        )
        self._link(one, envelope)
        self.receipts[envelope.id] = receipt
        self.fresh.append(receipt)

    def _link(self, one: Arrived, envelope: Envelope) -> None:
        """Tell the office of an envelope that does not follow the one before it: a phone set back, or one in two hands."""
        before = {FIRST} if envelope.seq == 1 else self.links.get(envelope.seq - 1)
        if before is not None and envelope.prev not in before:
            append(
                county=self.device.county_code,
                act=UNLINKED,
                by=self.device.user,
                subject=self.device,
                details={"number": envelope.seq},
            )
        self.links.setdefault(envelope.seq, set()).add(one.digest)
