"""Files that somebody brings for an item of the archive; taken back with a reason, never deleted."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.documents import store
from zhucun.documents.archives.gaps import refresh_gaps
from zhucun.documents.archives.refusals import FileTooLarge, NoFile, NoReason, NotForUpload, OtherKind
from zhucun.documents.file_kinds import ENDINGS, MOST_PIXELS, kind_of, pixels, without_traces
from zhucun.documents.models import ArchiveFile
from zhucun.kernel.text import canonical_name
from zhucun.policy.pack.archive_model import Item

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LONGEST_NAME = 120


@recorded("documents.archive_file_brought", _("放进档案"))
def bring_file(
    *, by: User, county: str, village: str, year: int, item: Item, name: str, content: bytes, at: datetime
) -> ArchiveFile:
    """Keep a file for an item. What the sender calls its type counts for nothing."""
    if not item.upload:
        raise NotForUpload(title=item.title)
    called = canonical_name(name.replace("/", "").replace("\\", ""))[-LONGEST_NAME:] or item.title
    kind = _kind(called, content)
    kept = without_traces(content, kind)
    digest = store.keep(kept)
    note(kind=item.id, digest=digest)
    brought: ArchiveFile = ArchiveFile.objects.create(
        county_code=county,
        village_code=village,
        year=year,
        item=item.id,
        name=called if called.lower().endswith(ENDINGS[kind]) else called + ENDINGS[kind][0],
        media_type=kind,
        digest=digest,
        size=len(kept),
        added_at=at,
        added_by=by,
    )
    refresh_gaps(county, year, village)
    return brought


def _kind(name: str, content: bytes) -> str:
    if not content:
        raise NoFile
    if len(content) > LARGEST:
        raise FileTooLarge(name=name, most=LARGEST // MEGABYTE)
    kind = kind_of(content)
    try:
        if not kind or pixels(content, kind) > MOST_PIXELS:
            raise OtherKind(name=name)
        without_traces(content, kind)
    except ValueError as broken:
        raise OtherKind(name=name) from broken
    return kind


@recorded("documents.archive_file_taken_back", _("从档案撤回"))
def take_back(*, by: User, file: ArchiveFile, because: str, at: datetime) -> None:
    """It counts no more; the file and who brought it stay."""
    because = because.strip()[:200]
    if not because:
        raise NoReason
    rows = ArchiveFile.objects.in_county(file.county_code).filter(id=file.id, voided=False)
    rows.update(voided=True, because=because, voided_at=at, voided_by=by)
    refresh_gaps(file.county_code, file.year, file.village_code)
