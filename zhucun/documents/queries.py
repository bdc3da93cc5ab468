"""Every read of papers."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from zhucun.accounts.scope import Scope
from zhucun.documents.models import Paper
from zhucun.documents.sources import may_use, offered
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.queries import pack_of


def papers(scope: Scope, whole: Scope) -> CountyQuerySet[Paper]:
    """Papers about places below the reader's, newest first; none that was written from what the reader may not read.

    `whole` is all that the reader may do in the county.
    """
    found = Paper.objects.for_scope(scope).exclude(kind__in=closed_kinds(whole))
    return found.select_related("made_by").order_by("-made_at")


def closed_kinds(whole: Scope) -> list[str]:
    """The kinds of paper with a source that the reader has no right to; whoever has them all is not asked twice."""
    if may_use(whole, offered()):
        return []
    known = pack_of(whole.county).papers.values()
    return [paper.id for paper in known if not may_use(whole, paper.sources)]


def paper_for(scope: Scope, whole: Scope, paper_id: UUID) -> Paper:
    """One paper the reader may see, or 404."""
    found = papers(scope, whole).filter(id=paper_id).first()
    if found is None:
        raise Http404("paper")
    return found


def edits_of(scope: Scope, whole: Scope, paper: Paper) -> list[Paper]:
    """What came back from Word, newest first."""
    return list(papers(scope, whole).filter(edit_of=paper).select_related("edit_of"))


def named(county: str, digests: Iterable[str]) -> set[str]:
    """Which of these files a paper of the county names."""
    rows = Paper.objects.in_county(county).filter(digest__in=list(digests))
    return set(rows.values_list("digest", flat=True))
