"""Screens of what a visit leaves behind: the visits agreed on, and a promise that becomes a matter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.fieldwork import queries, services, writers
from zhucun.fieldwork.agreed import LOOKED_BACK, agreed_by
from zhucun.fieldwork.promises import raise_matter
from zhucun.kernel import clock
from zhucun.policy.queries import pack_of


@screen(needs=services.WRITE)
def agreed(request: ScreenRequest, county: str) -> HttpResponse:
    """What the reader has agreed with households under the reader's own postings."""
    today = clock.today()
    postings = writers.own_between(request.user, county, today - LOOKED_BACK, today)
    lines = agreed_by(postings, pack_of(county), today)
    return render(request, "fieldwork/agreed.html", {"lines": lines})


@require_POST
@screen(needs=services.SEE)
def matter(request: ScreenRequest, county: str, record_id: UUID) -> HttpResponse:
    """Raise the matter that a record promised."""
    record = queries.record_for(request.scope, record_id)
    case = raise_matter(by=request.user, record=record, at=clock.now())
    messages.success(request, _("已转为办件。办到哪一步，这一页一直看得到；记录那边也有链接。"))
    return redirect("cases:case", county, case.id)
