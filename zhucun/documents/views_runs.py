"""Screens of runs: ask for one paper of many, see how far it is, stop it, take the archive."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.documents import queries_runs, services_runs, sources
from zhucun.documents.filling import papers_for, period_of
from zhucun.documents.own_sources import WRITE
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.paper_sources import PLACES
from zhucun.policy.queries import pack_of

PER_PAGE = 20


@screen(needs=WRITE)
def runs(request: ScreenRequest, county: str) -> HttpResponse:
    """What was asked for below the reader's places."""
    page = Paginator(queries_runs.runs(request.scope, request.whole_scope), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "documents/runs.html", {"page": page})


@screen(needs=WRITE)
def run(request: ScreenRequest, county: str, run_id: UUID) -> HttpResponse:
    """How far it is; the piece alone for whoever looks again."""
    found = queries_runs.run_for(request.scope, request.whole_scope, run_id)
    template = "documents/_run.html" if request.htmx else "documents/run.html"
    return render(request, template, {"run": found})


@require_POST
@screen(needs=WRITE)
def ask(request: ScreenRequest, county: str, subject: str, of: str, document: str) -> HttpResponse:
    """One paper of every village, or of everybody stationed, below a place."""
    if subject not in PLACES:
        raise Http404("subject")
    place = sources.subject_for(request.scope, subject, of)
    paper = pack_of(county).papers.get(document)
    if paper is None or paper not in papers_for(request.whole_scope, paper.subject, pack_of(county)):
        raise Http404("paper")
    period = request.POST.get("period", "")
    try:
        period_of(paper, period, clock.today())
        made = services_runs.ask_run(
            by=request.user,
            county=county,
            scope=request.scope,
            paper=paper,
            place=place.place,
            period=period,
            site=request.build_absolute_uri("/"),
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, refusal.said)
        return redirect("documents:choose", county, subject, of)
    return redirect("documents:run", county, made.id)


@require_POST
@screen(needs=WRITE)
def stop(request: ScreenRequest, county: str, run_id: UUID) -> HttpResponse:
    found = queries_runs.run_for(request.scope, request.whole_scope, run_id)
    services_runs.stop_run(by=request.user, run=found, at=clock.now())
    return redirect("documents:run", county, run_id)
