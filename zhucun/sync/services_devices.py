"""Letting a phone go that cannot hand over what it has: its person, or the office, has given that up."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.sync import refusals
from zhucun.sync.choices import DeviceState
from zhucun.sync.models import Device


@recorded("sync.device_released", _("免交并清空手机"))
def release_device(*, by: User, device: Device, because: str, at: datetime) -> Device:
    """At its next word the phone is told to empty itself, whatever it has not sent; what comes all the same is held."""
    if not because.strip():
        raise refusals.ReasonMissing
    now = Device.objects.in_county(device.county_code).select_for_update().get(id=device.id)
    if now.state == DeviceState.EMPTIED:
        raise refusals.DeviceEmptied
    now.state, now.because = DeviceState.EMPTIED, because.strip()
    now.save(update_fields=["state", "because"])
    note(account=now.user_id, entries=now.waiting)
    return now
