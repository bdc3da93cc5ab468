"""Papers written of a subject: filled, held against the rule for notice boards, drawn, kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.documents.composing import to_word
from zhucun.documents.filling import filled
from zhucun.documents.models import Paper
from zhucun.documents.redaction import refuse_numbers
from zhucun.documents.services import WORD, keep_paper
from zhucun.documents.sources import LinkTo, Subject
from zhucun.engine.period import Period
from zhucun.kernel.place_codes import VILLAGE
from zhucun.policy.pack.paper_filling import FilledPaper, said
from zhucun.policy.pack.paper_model import PackPaper

MOST_TITLE = 200


@dataclass(frozen=True)
class Draft:
    """A paper with its facts, not kept yet."""

    paper: PackPaper
    subject: Subject
    period: Period | None
    filled: FilledPaper
    on: date

    @property
    def title(self) -> str:
        return said(self.filled.heads)[:MOST_TITLE]


@translation.override(settings.LANGUAGE_CODE)  # papers are Chinese, whoever makes them
def draft(
    scope: Scope, paper: PackPaper, subject: Subject, period: Period | None, *, on: date, link: LinkTo
) -> Draft:
    """What the paper would say today."""
    return Draft(paper, subject, period, filled(scope, paper, subject, period, on, link), on)


@translation.override(settings.LANGUAGE_CODE)
def keep(*, by: User, county: str, draft: Draft, at: datetime) -> Paper:
    """The draft as a Word file, kept. One for a notice board that holds a number is refused."""
    refuse_numbers(draft.paper, draft.filled)
    return keep_paper(
        by=by,
        county=county,
        kind=draft.paper.id,
        title=draft.title,
        place_code=draft.subject.place.ljust(VILLAGE, "0"),
        period_from=draft.period.first if draft.period else None,
        file_name=f"{draft.title}.docx",
        media_type=WORD,
        content=to_word(draft.paper, draft.filled, draft.on),
        figures=figures_of(draft),
        at=at,
    )


def figures_of(draft: Draft) -> dict[str, Any]:
    """What it was written of, and every number in it with the address that opens the records it counts."""
    counted = [[piece.count, piece.link] for piece in draft.filled.figures]
    return {"of": [draft.subject.kind, draft.subject.key], "counted": counted}
