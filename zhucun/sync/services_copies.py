"""Noting that a backup was checked: what phones may forget follows from it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.audit.services import Actor, note, recorded
from zhucun.sync.models import Copy


@recorded("sync.backup_verified", _("备份并核对"))
def note_copy(
    *, by: Actor, county: str, trail: int, digest: str, lacking: Sequence[str], at: datetime
) -> Copy:
    """A copy reaches up to a line of the county's trail, and has been read back whole but for some pictures."""
    note(digest=digest, rows=trail)
    return Copy.objects.create(
        county_code=county, made_at=at, trail=trail, digest=digest, lacking=list(lacking)
    )
