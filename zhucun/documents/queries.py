"""Every read of papers."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from zhucun.accounts.scope import Scope
from zhucun.documents.models import Paper
from zhucun.kernel.county import CountyQuerySet


def papers(scope: Scope) -> CountyQuerySet[Paper]:
    """Papers about places below the reader's, newest first."""
    return Paper.objects.for_scope(scope).select_related("made_by").order_by("-made_at")


def paper_for(scope: Scope, paper_id: UUID) -> Paper:
    """One paper the reader may see, or 404."""
    found = papers(scope).filter(id=paper_id).first()
    if found is None:
        raise Http404("paper")
    return found


def named(county: str, digests: Iterable[str]) -> set[str]:
    """Which of these files a paper of the county names."""
    rows = Paper.objects.in_county(county).filter(digest__in=list(digests))
    return set(rows.values_list("digest", flat=True))
