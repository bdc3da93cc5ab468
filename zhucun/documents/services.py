"""Keeping the papers that are made."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.documents import store
from zhucun.documents.models import Paper

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@recorded("documents.paper_made", _("生成文书"))
def keep_paper(
    *,
    by: User,
    county: str,
    kind: str,
    title: str,
    place_code: str,
    file_name: str,
    media_type: str,
    content: bytes,
    at: datetime,
    period_from: date | None = None,
    figures: dict[str, Any] | None = None,
) -> Paper:
    """Keep a paper and say who made it from what. The file is on disk before the row names it."""
    digest = store.keep(content)
    note(kind=kind, digest=digest)
    return Paper.objects.create(
        county_code=county,
        kind=kind,
        title=title,
        place_code=place_code,
        period_from=period_from,
        file_name=file_name,
        media_type=media_type,
        digest=digest,
        size=len(content),
        figures=figures or {},
        made_at=at,
        made_by=by,
    )
