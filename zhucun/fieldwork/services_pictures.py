"""Pictures of records: always a choice. Where and with what they were taken is taken out of them, here once more."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.documents import store
from zhucun.documents.file_kinds import JPEG, MOST_PIXELS, PNG, kind_of, pixels, without_traces
from zhucun.fieldwork.models import Picture
from zhucun.fieldwork.queries import picture_named
from zhucun.fieldwork.refusals import NoPicture


@recorded("fieldwork.picture_added", _("收下记录的图片"))
def add_picture(*, by: User, county: str, digest: str, content: bytes, at: datetime) -> Picture:
    """Keep a picture under the name that its records know; one that is there already stays."""
    held = picture_named(county, digest)
    if held is not None:
        note(again=True)
        return held
    kind = kind_of(content)
    if kind not in (JPEG, PNG):
        raise NoPicture
    try:
        if pixels(content, kind) > MOST_PIXELS:
            raise NoPicture
        kept = without_traces(content, kind)
    except ValueError as error:
        raise NoPicture from error
    note(digest=digest)
    return Picture.objects.create(
        county_code=county,
        digest=digest,
        kept=store.keep(kept),
        media_type=kind,
        size=len(kept),
        added_at=at,
        added_by=by,
    )
