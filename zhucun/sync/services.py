"""Devices: made known by their person, stopped by the office."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import counties_of, scope_of
from zhucun.audit import acts
from zhucun.audit.services import note, recorded
from zhucun.kernel import clock
from zhucun.kernel.fields import keyed_hash
from zhucun.sync import queries, refusals
from zhucun.sync.choices import DeviceState
from zhucun.sync.messages import Hello
from zhucun.sync.models import Device
from zhucun.sync.states import SIGNED_IN, state_of
from zhucun.sync.taking import HELD, UNLINKED

HASHED = "sync.device.secret"
BYTES = 32
USEFUL = frozenset({"fieldwork.write", "cases.act", "attendance.enter_own"})
acts.name(HELD, _("收存未照办的上交内容"))
acts.name(UNLINKED, _("手机上交的内容前后不相接"))


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A device with its secret, which is told once and kept nowhere."""

    device: Device
    secret: str


def enrol(*, by: User, id: UUID, name: str, app: str, county: str, at: datetime) -> Enrolment:
    """Make a phone known, or sign in on it anew: the same phone of the same person gets a new secret."""
    wanted = county or _only_county(by, at)
    if not scope_of(by, wanted, on=clock.date_of(at)).permissions & USEFUL:
        raise refusals.NothingToDo
    secret = secrets.token_urlsafe(BYTES)
    device = enrol_device(by=by, county=wanted, id=id, name=name, app=app, secret=secret, at=at)
    return Enrolment(device, secret)


@recorded("sync.device_enrolled", _("登记手机"))
def enrol_device(
    *, by: User, county: str, id: UUID, name: str, app: str, secret: str, at: datetime
) -> Device:
    said: dict[str, Any] = {
        "secret_hash": keyed_hash(secret, HASHED),
        "app": app,
        "signed_in_until": at + SIGNED_IN,
        "last_contact": at,
    }
    held = queries.device_in(county, id)
    if held is None:
        fresh = {"user": by, "name": name, "recovery": secrets.token_urlsafe(BYTES), "enrolled_at": at}
        try:
            return Device.objects.create(id=id, county_code=county, **fresh, **said)
        except IntegrityError as error:  # a phone of another county is called so: this is another phone
            raise refusals.NotYourDevice from error
    if held.user_id != by.id:
        raise refusals.NotYourDevice
    if held.state != DeviceState.ACTIVE:
        raise refusals.DeviceStopped
    note(again=True)
    for field, value in said.items():
        setattr(held, field, value)
    held.save(update_fields=list(said))
    return held


@recorded("sync.device_revoked", _("停用手机"))
def revoke_device(*, by: User, device: Device, because: str, at: datetime) -> Device:
    """Stop a phone: at its next word it hands over what it has and empties itself."""
    if not because.strip():
        raise refusals.ReasonMissing
    if device.state != DeviceState.ACTIVE:
        raise refusals.DeviceStopped
    device.state, device.because = DeviceState.REVOKED, because.strip()
    device.save(update_fields=["state", "because"])
    note(account=device.user_id)
    return device


def greet(device: Device, said: Hello, at: datetime) -> None:
    """Note the last word of a phone; one that was stopped and has nothing left is from now on empty.

    Only what it said is written: a greeting that was long on its way takes nothing back, neither the numbers that a later
    one named nor the office's word that the phone is stopped.
    """
    device.app, device.last_contact = said.app, at
    device.clock_offset = _within(round((said.clock - at).total_seconds()))
    device.waiting = _within(said.waiting)
    heard = {field: getattr(device, field) for field in ("app", "last_contact", "clock_offset", "waiting")}
    if state_of(device, at) == "upload_only" and said.waiting == 0:
        heard["state"] = device.state = DeviceState.EMPTIED
    rows = Device.objects.in_county(device.county_code).filter(id=device.id)
    rows.update(made=Greatest("made", _within(said.made)), **heard)


def _within(number: int) -> int:
    return max(-(2**31), min(number, 2**31 - 1))


def _only_county(by: User, at: datetime) -> str:
    found = counties_of(by, on=clock.date_of(at))
    if len(found) > 1:
        raise refusals.WhichCounty
    if not found:
        raise refusals.NothingToDo
    return found[0]
