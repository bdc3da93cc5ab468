"""Papers and pictures beside a case: always a choice, never asked for. What a file is, its content says."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.cases import queries, refusals
from zhucun.cases.at_hand import Act, AtHand
from zhucun.cases.models import Case, CaseFile
from zhucun.documents import store
from zhucun.documents.file_kinds import ENDINGS, MOST_PIXELS, kind_of, pixels, without_traces
from zhucun.engine.flow import steps
from zhucun.kernel.ids import uuid7
from zhucun.kernel.text import canonical_name

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
MOST = 20
LONGEST_NAME = 120


@recorded("cases.file_added", _("给办件加附件"))
def add_file(*, by: User, case: Case, name: str, media_type: str, content: bytes, at: datetime) -> CaseFile:
    """Keep a file with a case. What the sender calls its type counts for nothing."""
    hand = AtHand.of(by, case, at)
    called = canonical_name(name.replace("/", "").replace("\\", ""))[-LONGEST_NAME:] or str(_("附件"))
    kind = _kind(called, content)
    if len(queries.files_of(hand.row)) >= MOST:
        raise refusals.TooManyFiles(most=MOST)
    try:
        if pixels(content, kind) > MOST_PIXELS:
            raise refusals.PictureTooLarge(name=called, most=MOST_PIXELS // 10_000)
        kept = without_traces(content, kind)
    except ValueError as error:
        raise refusals.FileKind(name=called) from error
    fresh = CaseFile(
        id=uuid7(),
        county_code=case.county_code,
        case_id=case.id,
        name=_with_ending(called, kind),
        media_type=kind,
        digest=store.keep(kept),
        size=len(kept),
        added_at=at,
        added_by=by,
    )
    fresh.save(force_insert=True)
    hand.do(Act(lambda world: steps.note(hand.case, hand.who, world), more={"file": str(fresh.id)}))
    note(digest=fresh.digest, case=case.id)
    return fresh


def _kind(name: str, content: bytes) -> str:
    if not content:
        raise refusals.FileEmpty(name=name)
    if len(content) > LARGEST:
        size = f"{len(content) / MEGABYTE:.1f}"
        raise refusals.FileTooLarge(name=name, size=size, most=LARGEST // MEGABYTE)
    kind = kind_of(content)
    if not kind:
        raise refusals.FileKind(name=name)
    return kind


def _with_ending(name: str, kind: str) -> str:
    """A name that opens as what it is, whatever it was called."""
    endings = ENDINGS[kind]
    return name if name.lower().endswith(endings) else name + endings[0]
