"""A phone as the office reads it: what stands with it now, in words. Never how often or at what time it is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhucun.accounts.directory import Directory
from zhucun.accounts.scope import Scope
from zhucun.kernel.lists import listed
from zhucun.sync import queries_office
from zhucun.sync.choices import DeviceState
from zhucun.sync.messages import Range
from zhucun.sync.models import Device

FEW = 8  # stretches of numbers shown on one line
NEAR = timedelta(minutes=5)  # a clock may be off by so much
HOUR, DAY = 3600, 86400


@dataclass(frozen=True, slots=True)
class Row:
    """`gaps` and `clock` are empty where there is nothing to say."""

    device: Device
    place: str
    state: str
    clock: str
    gaps: str
    waiting: int
    held: int

    @property
    def may_be_revoked(self) -> bool:
        return self.device.state == DeviceState.ACTIVE

    @property
    def may_be_released(self) -> bool:
        return self.device.state != DeviceState.EMPTIED


def rows_of(scope: Scope, devices: Sequence[Device]) -> list[Row]:
    """`devices` come with `place`, as `phones_in` reads them: three statements more, whatever their number."""
    directory = Directory(scope)
    gaps = queries_office.gaps_of(scope.county, devices)
    held = queries_office.open_by_phone(scope, devices)
    return [
        Row(
            device=one,
            place=directory.place(place) if (place := getattr(one, "place", "")) else "",
            state=state_said(one),
            clock=clock_said(one.clock_offset),
            gaps=gaps_said(gaps[one.id], one.waiting),
            waiting=one.waiting if one.state != DeviceState.EMPTIED else 0,
            held=held.get(one.id, 0),
        )
        for one in devices
    ]


def state_said(device: Device) -> str:
    if device.state == DeviceState.ACTIVE and not device.user.is_active:
        return _("账号已停用，等它交完")
    return str(DeviceState(device.state).label)


def clock_said(seconds: int) -> str:
    """快 7 分钟; nothing while it is off by five minutes or less."""
    off = abs(seconds)
    if off <= NEAR.total_seconds():
        return ""
    if off < 2 * HOUR:
        long = ngettext("%(count)s 分钟", "%(count)s 分钟", off // 60) % {"count": off // 60}
    elif off < 2 * DAY:
        long = ngettext("%(count)s 小时", "%(count)s 小时", off // HOUR) % {"count": off // HOUR}
    else:
        long = ngettext("%(count)s 天", "%(count)s 天", off // DAY) % {"count": off // DAY}
    return (_("快 %(long)s") if seconds > 0 else _("慢 %(long)s")) % {"long": long}


def gaps_said(gaps: Sequence[Range], waiting: int) -> str:
    """缺第 17–19 条; nothing while the phone says itself that so many wait on it."""
    missing = sum(last - first + 1 for first, last in gaps)
    if missing <= waiting:
        return ""
    numbers = listed(str(first) if first == last else f"{first}–{last}" for first, last in gaps[:FEW])
    if len(gaps) > FEW:
        return _("缺第 %(numbers)s 等共 %(count)s 条") % {"numbers": numbers, "count": missing}
    return _("缺第 %(numbers)s 条") % {"numbers": numbers}
