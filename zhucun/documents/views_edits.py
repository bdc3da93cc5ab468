"""Screens of a kept paper: what it is, what came back from Word, how that stands against the records."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.documents import editing, queries
from zhucun.documents.own_sources import WRITE
from zhucun.documents.services import WORD
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal


@screen(needs="documents.see")
def about(request: ScreenRequest, county: str, paper: UUID) -> HttpResponse:
    """A paper, and beside it what came back, compared."""
    found = queries.paper_for(request.scope, request.whole_scope, paper)
    edits = queries.edits_of(request.scope, request.whole_scope, found)
    context = {
        "paper": found,
        "comparisons": [
            editing.compared(one, request.whole_scope, on=clock.today(), link=request.build_absolute_uri)
            for one in edits[:3]
        ],
        "older": edits[3:],
        "may_bring_back": found.media_type == WORD
        and found.edit_of_id is None
        and request.whole_scope.may(WRITE),
    }
    return render(request, "documents/about.html", context)


@require_POST
@screen(needs=WRITE)
def back(request: ScreenRequest, county: str, paper: UUID) -> HttpResponse:
    """Take in a paper that was edited in Word; both are kept."""
    found = queries.paper_for(request.scope, request.whole_scope, paper)
    sent = request.FILES.get("file")
    try:
        if sent is None:
            messages.error(request, _("没有选择文件。请先选择改好的 Word 文件。"))
        else:
            editing.keep_edited(by=request.user, paper=found, content=sent.read(), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.said)
    return redirect("documents:about", county, paper)
