"""Every read of devices, receipts and what is held."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, OuterRef, Subquery
from django.shortcuts import get_object_or_404

from zhucun.accounts.queries import people_in
from zhucun.accounts.scope import Scope
from zhucun.dispatch.models import Posting
from zhucun.kernel.county import CountyQuerySet
from zhucun.sync.choices import Answer, HeldState
from zhucun.sync.messages import Range
from zhucun.sync.models import Copy, Device, Held, Receipt
from zhucun.sync.queries_pictures import beyond, not_come

MOST = 500
MANAGE, SETTLE = "sync.manage", "sync.settle"
RECORDS = "record."  # kinds of act that a village settles by itself


def device_in(county: str, id: UUID) -> Device | None:
    return Device.objects.in_county(county).select_related("user").filter(id=id).first()


def receipts_by_ids(county: str, ids: Collection[UUID]) -> dict[UUID, Receipt]:
    rows = Receipt.objects.in_county(county).filter(id__in=ids)
    return {one.id: one for one in rows}


def digests_by_number(device: Device, numbers: Collection[int]) -> dict[int, set[str]]:
    """The hashes of what came of a device under some numbers."""
    rows = Receipt.objects.in_county(device.county_code).filter(device=device, seq__in=numbers)
    found: dict[int, set[str]] = {}
    for seq, digest in rows.values_list("seq", "digest"):
        found.setdefault(seq, set()).add(digest)
    return found


def held_by_ids(county: str, ids: Collection[UUID]) -> dict[UUID, Held]:
    if not ids:
        return {}
    return {one.id: one for one in Held.objects.in_county(county).filter(id__in=ids)}


def held_of(device: Device) -> list[dict[str, str]]:
    """What has become of a phone's envelopes that were not carried out, the latest first."""
    rows = Held.objects.in_county(device.county_code).filter(device=device).order_by("-held_at", "-id")
    told = rows.values_list("id", "state", "because")[:MOST]
    return [{"id": str(id), "state": state, "because": because} for id, state, because in told]


def was_not_taken(county: str, id: UUID) -> bool:
    """Whether an envelope of this id has come and was not carried out, then or later."""
    answered = Receipt.objects.in_county(county).filter(id=id).exclude(answer=Answer.ACCEPTED)
    settled = Held.objects.in_county(county).filter(id=id, state=HeldState.SETTLED)
    return answered.exists() and not settled.exists()


def last_village_of(device: Device) -> str:
    """Where the person of a device is stationed, or was last."""
    rows = Posting.objects.in_county(device.county_code).filter(person__user_id=device.user_id)
    return rows.order_by("-starts_on", "-id").values_list("village_code", flat=True).first() or ""


def forgotten(device: Device, kept: Sequence[Range]) -> list[Range]:
    """Of the numbers that a phone keeps as answered, those of which there is no receipt."""
    if not kept:
        return []
    low, high = min(first for first, _last in kept), max(last for _first, last in kept)
    rows = Receipt.objects.in_county(device.county_code).filter(device=device, seq__gte=low, seq__lte=high)
    known = sorted(set(rows.values_list("seq", flat=True)))
    return [gap for first, last in sorted(kept) for gap in _gaps(first, last, known)]


def lacking(device: Device, kept: Sequence[Range]) -> list[str]:
    """The pictures that have not come of what a phone keeps as answered: it may think that it has sent them."""
    if not kept:
        return []
    low, high = min(first for first, _last in kept), max(last for _first, last in kept)
    rows = Receipt.objects.in_county(device.county_code).filter(device=device, seq__gte=low, seq__lte=high)
    return not_come(rows, device.county_code)


def _gaps(first: int, last: int, known: Sequence[int]) -> list[Range]:
    gaps, at = [], first
    for seq in known:
        if seq < at:
            continue
        if seq > last:
            break
        if seq > at:
            gaps.append((at, seq - 1))
        at = seq + 1
    return [*gaps, (at, last)] if at <= last else gaps


def backed_up(device: Device) -> int:
    """Up to which number everything that was answered lies in a verified backup, with the pictures that have come."""
    last_copy = Copy.objects.in_county(device.county_code).order_by("-trail", "-made_at").first()
    if last_copy is None:
        return 0
    rows = Receipt.objects.in_county(device.county_code).filter(device=device)
    outside = rows.filter(trail__gt=last_copy.trail) | beyond(device, last_copy.trail, last_copy.lacking)
    first: int | None = outside.aggregate(first=Min("seq"))["first"]
    if first is not None:
        return first - 1
    last: int | None = rows.aggregate(last=Max("seq"))["last"]
    return last or 0


def never_came(device: Device) -> list[Range]:
    """Numbers the phone says it gave and of which no envelope has come: on their way, or lost with it."""
    return forgotten(device, [(1, device.made)]) if device.made else []


# --- for the office


def devices_in(scope: Scope, on: date) -> CountyQuerySet[Device]:
    """The phones of people below the reader's places, with their people."""
    people = people_in(scope, on=on).order_by()
    rows = Device.objects.in_county(scope.county).filter(user__in=people.values("id"))
    return rows.select_related("user").defer("recovery").order_by("user__name", "id")


def device_for(scope: Scope, id: UUID, on: date) -> Device:
    """One phone, or 404 when the reader may not know of it."""
    return get_object_or_404(devices_in(scope, on), id=id)


def held_in(scope: Scope, state: str = "") -> CountyQuerySet[Held]:
    """What was not carried out in the reader's places, the latest first; what it says is read one at a time.

    Each comes with `made_at`, when its phone says that it was made.
    """
    receipts = Receipt.objects.in_county(scope.county).filter(id=OuterRef("id"))
    rows: CountyQuerySet[Any] = _held_of(scope).annotate(made_at=Subquery(receipts.values("made_at")))
    if state:
        rows = rows.filter(state=state)
    return rows.defer("envelope", "there", "device__recovery").order_by("-held_at", "-id")


def open_in(scope: Scope) -> CountyQuerySet[Held]:
    """What waits for a person in the reader's places, to be counted."""
    return _held_of(scope).filter(state=HeldState.OPEN).order_by()


def next_open(scope: Scope, after: Held) -> tuple[Held | None, int]:
    """Of the same phone, what waits for the reader next, the oldest first, and how much of it there is."""
    rows = open_in(scope).filter(device=after.device_id).exclude(user_id=scope.user_id)
    return rows.order_by("held_at", "id").first(), rows.count()


def held_for(scope: Scope, id: UUID) -> Held:
    """One of them whole, or 404 when the reader may not know of it."""
    return get_object_or_404(_held_of(scope), id=id)


def _held_of(scope: Scope) -> CountyQuerySet[Held]:
    """All of it for whoever keeps the phones of a place; a village's secretary settles work records alone."""
    records = Held.objects.for_scope(scope.narrowed(SETTLE)).filter(kind__startswith=RECORDS)
    rows = Held.objects.for_scope(scope.narrowed(MANAGE)) | records
    return rows.select_related("user", "device", "settled_by")


def may_settle(scope: Scope, held: Held) -> bool:
    """Whether a reader may carry out or give back what is held."""
    if scope.covers(held.place_code, MANAGE):
        return True
    return held.kind.startswith(RECORDS) and scope.covers(held.place_code, SETTLE)


def lock_held(held: Held) -> Held:
    """As it is now, held until the transaction ends."""
    rows = Held.objects.in_county(held.county_code).select_for_update(of=("self",))
    return rows.select_related("user").get(id=held.id)


def verified_copies(county: str) -> list[Copy]:
    """The last backups that were checked, the latest first."""
    return list(Copy.objects.in_county(county).order_by("-made_at")[:20])
