"""An exported outbox read in by the office: through the same door as a push, as often as one likes."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.audit.services import note, recorded
from zhucun.kernel import clock
from zhucun.sync import queries, refusals
from zhucun.sync.messages import MOST_ENVELOPES
from zhucun.sync.models import Device
from zhucun.sync.outbox_file import opened, read_file
from zhucun.sync.taking import take


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Whose file it was, and how many of its envelopes the door answered how."""

    device: Device
    answers: Mapping[str, int]
    spoilt: int  # could not be opened

    @property
    def total(self) -> int:
        return sum(self.answers.values())

    @property
    def held(self) -> int:
        return self.answers.get("refused", 0) + self.answers.get("conflict", 0)


def take_file(*, by: User, scope: Scope, blob: bytes, at: datetime) -> TakenIn:
    """Each batch commits by itself, so that a file that is read in again goes on where it stopped."""
    file = read_file(blob)
    if file.county != scope.county:
        raise refusals.FileOfOtherCounty
    known = queries.devices_in(scope, clock.date_of(at)).filter(id=file.device).exists()
    device = queries.device_in(scope.county, file.device) if known else None
    if device is None:
        raise refusals.FileOfNoPhone
    found = opened(file, device.recovery)
    answers: Counter[str] = Counter()
    for first in range(0, len(found.envelopes), MOST_ENVELOPES):
        batch = take(device, found.envelopes[first : first + MOST_ENVELOPES], at)
        answers.update(one.answer for one in batch)
    taken = TakenIn(device, dict(answers), found.spoilt)
    note_file(by=by, device=device, digest=hashlib.sha256(blob).hexdigest(), taken=taken)
    return taken


@recorded("sync.outbox_imported", _("导入离线记录"))
def note_file(*, by: User, device: Device, digest: str, taken: TakenIn) -> Device:
    """Who read in which file, and how much of it was new."""
    note(account=device.user_id, digest=digest, entries=taken.total, changed=taken.answers.get("accepted", 0))
    return device
