"""Every read of runs of papers."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from zhucun.accounts.scope import Scope
from zhucun.documents.choices import OPEN_RUNS, RunState
from zhucun.documents.models import PaperRun
from zhucun.documents.queries import closed_kinds
from zhucun.kernel.county import CountyQuerySet


def runs(scope: Scope, whole: Scope) -> CountyQuerySet[PaperRun]:
    """What was asked for below the reader's places, newest first; of papers that the reader may see."""
    rows = PaperRun.objects.for_scope(scope).exclude(paper__in=closed_kinds(whole))
    return rows.select_related("result", "asked_by").order_by("-asked_at")


def run_for(scope: Scope, whole: Scope, id: UUID) -> PaperRun:
    """One of them, or 404."""
    found = runs(scope, whole).filter(id=id).first()
    if found is None:
        raise Http404("run")
    return found


def to_do(at: datetime) -> PaperRun | None:
    """The oldest run that nobody works on, in whichever county."""
    rows = PaperRun.objects.unscoped("the background works for every county")
    free = Q(state=RunState.WAITING) | Q(state=RunState.RUNNING, lease_until__lt=at)
    return (
        rows.filter(free, state__in=OPEN_RUNS).select_related("asked_by").order_by("asked_at", "id").first()
    )
