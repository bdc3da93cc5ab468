"""What a device may do now. Pure."""

from datetime import datetime, timedelta

from zhucun.sync.choices import DeviceState
from zhucun.sync.messages import State
from zhucun.sync.models import Device

SIGNED_IN = timedelta(days=30)  # how long a sign-in on the phone lasts


def takes_nothing_on(device: Device) -> bool:
    """Whether what it sends goes to the quarantine: its person has left, or the office has stopped it."""
    return not device.user.is_active or device.state != DeviceState.ACTIVE


def state_of(device: Device, at: datetime) -> State:
    if device.state == DeviceState.EMPTIED:
        return "revoked"
    if takes_nothing_on(device):
        return "upload_only"
    if at > device.signed_in_until or device.user.must_change_password:
        return "sign_in"
    return "ready"
