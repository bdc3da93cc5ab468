"""A paper that came back from Word: kept beside the one it was made from, and held against it and the records."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.audit.services import note, recorded
from zhucun.documents import store
from zhucun.documents.comparing import Change, Figure, changes, figures
from zhucun.documents.filling import papers_for, period_of
from zhucun.documents.models import Paper
from zhucun.documents.services import WORD
from zhucun.documents.sources import LinkTo, subject_for
from zhucun.documents.word_in import read_word
from zhucun.documents.writing import draft
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.paper_sources import MONTH
from zhucun.policy.queries import pack_of


class NothingChanged(Refusal):
    """放回的这一份和系统里的一样，没有改动。"""

    code = "documents.nothing_changed"
    next_step = "请选择改过的那一份文件。"


class OnlyWord(Refusal):
    """“%(title)s”不是 Word 文书，不能放回。"""

    code = "documents.only_word"
    next_step = "只有生成的 Word 文书可以改好以后放回。"


@recorded("documents.paper_edited", _("放回改过的文书"))
def keep_edited(*, by: User, paper: Paper, content: bytes, at: datetime) -> Paper:
    """Keep what came back beside what was made; neither is ever overwritten."""
    if paper.media_type != WORD:
        raise OnlyWord(title=paper.title)
    read_word(content)
    digest = store.keep(content)
    if digest == paper.digest:
        raise NothingChanged
    note(kind=paper.kind, digest=digest)
    return Paper.objects.create(
        county_code=paper.county_code,
        kind=paper.kind,
        title=paper.title,
        place_code=paper.place_code,
        period_from=paper.period_from,
        file_name=paper.file_name,
        media_type=WORD,
        digest=digest,
        size=len(content),
        figures=paper.figures,
        made_at=at,
        made_by=by,
        edit_of=paper,
    )


@dataclass(frozen=True)
class Comparison:
    """`figures` of the paper it was made from; `known` is False when the records cannot be asked any more."""

    edited: Paper
    changes: list[Change]
    figures: list[Figure]
    known: bool

    @property
    def odd(self) -> list[Figure]:
        """Figures that somebody changed, and that no longer agree with the records."""
        return [one for one in self.figures if one.changed and not one.agrees]


def compared(edited: Paper, scope: Scope, *, on: date, link: LinkTo) -> Comparison:
    """What was changed, and how the changed figures stand against the records of today."""
    original = edited.edit_of
    handed_in, written = read_word(store.read(edited.digest)), read_word(store.read(original.digest))
    now = counted_now(original, scope, on, link)
    counted = [(count, address) for count, address in original.figures.get("counted", [])]
    return Comparison(
        edited,
        changes(written.lines, handed_in.lines),
        figures(counted, handed_in, now or {}),
        now is not None,
    )


def counted_now(paper: Paper, scope: Scope, on: date, link: LinkTo) -> dict[str, list[int]] | None:
    """The same paper's figures as they would be today, by address; None when it cannot be written any more."""
    kind, key = paper.figures.get("of", ("", ""))
    pack = pack_of(paper.county_code)
    known = next((one for one in papers_for(scope, kind, pack) if one.id == paper.kind), None)
    if known is None:
        return None
    first = paper.period_from
    text = "" if first is None else f"{first:%Y-%m}" if known.period == MONTH else f"{first:%Y}"
    subject = subject_for(scope, kind, key)
    again = draft(scope, known, subject, period_of(known, text, on), on=on, link=link)
    found: dict[str, list[int]] = defaultdict(list)
    for piece in again.filled.figures:
        found[piece.link].append(piece.count or 0)
    return found
