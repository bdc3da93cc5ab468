"""Screens for writing a paper: choose one of a subject, read it, take it as Word or PDF."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhucun.accounts.scope import Scope
from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.documents import office, sources, store, writing
from zhucun.documents.downloads import as_download
from zhucun.documents.filling import papers_for, period_of
from zhucun.documents.own_sources import WRITE
from zhucun.documents.redaction import lines_with_numbers
from zhucun.documents.sources import Subject
from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.paper_model import PackPaper
from zhucun.policy.pack.paper_sources import MONTH, NONE, PLACES, POSTING, VILLAGE
from zhucun.policy.queries import pack_of

MONTHS, YEARS = 6, 3  # offered; others stand in the address


@screen(needs=WRITE)
def choose(request: ScreenRequest, county: str, subject: str, of: str) -> HttpResponse:
    """The papers that can be written of something, each with what it is for."""
    found = _subject(request, subject, of)
    pack, scope = pack_of(county), request.whole_scope
    context = {
        "subject": found,
        "papers": papers_for(scope, subject, pack),
        "for_all": _for_all(scope, subject, pack),
    }
    return render(request, "documents/choose.html", context)


@screen(needs=WRITE)
def draft(request: ScreenRequest, county: str, subject: str, of: str, document: str) -> HttpResponse:
    """The paper as it would be today: figures that open, gaps by name."""
    found, chosen = _subject(request, subject, of), _paper(request, subject, document)
    try:
        made = _draft(request, found, chosen)
    except Refusal as refusal:
        messages.error(request, refusal.said)
        return redirect(request.path)
    context = {
        "subject": found,
        "paper": chosen,
        "draft": made,
        "cites": pack_of(county).cite(chosen.source),
        "periods": list(_periods(chosen, made.on)),
        "chosen_period": request.GET.get("period") or _in_address(chosen, made.period),
        "numbers": lines_with_numbers(made.filled),
    }
    return render(request, "documents/draft.html", context)


@require_POST
@screen(needs=WRITE)
def word(request: ScreenRequest, county: str, subject: str, of: str, document: str) -> HttpResponseBase:
    """The paper as Word or PDF; what is handed out is kept."""
    found, chosen = _subject(request, subject, of), _paper(request, subject, document)
    try:
        made = _draft(request, found, chosen)
        kept = writing.keep(by=request.user, county=county, draft=made, at=clock.now())
        if request.POST.get("as") == "pdf":
            return _as_pdf(kept.title, office.to_pdf(store.read(kept.digest)))
    except Refusal as refusal:
        messages.error(request, refusal.said)
        return redirect(reverse("documents:draft", args=[county, subject, of, document]))
    return as_download(kept)


def _as_pdf(title: str, content: bytes) -> FileResponse:
    return FileResponse(
        BytesIO(content), as_attachment=True, filename=f"{title}.pdf", content_type="application/pdf"
    )


def _for_all(scope: Scope, subject: str, pack: Pack) -> list[tuple[PackPaper, list[tuple[str, Period]]]]:
    """Papers that can be had of everything below a place at once, with their periods."""
    if subject not in PLACES:
        return []
    kinds = [kind for kind in (VILLAGE, POSTING) if kind != subject]
    papers = [paper for kind in kinds for paper in papers_for(scope, kind, pack)]
    return [(paper, list(_periods(paper, clock.today()))) for paper in papers]


def _subject(request: ScreenRequest, kind: str, of: str) -> Subject:
    if kind not in sources.subject_kinds():
        raise Http404("kind")
    return sources.subject_for(request.scope, kind, of)


def _paper(request: ScreenRequest, kind: str, id: str) -> PackPaper:
    """One that the reader can have written of this; another is 404, whether it exists or not."""
    for paper in papers_for(request.whole_scope, kind, pack_of(request.county)):
        if paper.id == id:
            return paper
    raise Http404("paper")


def _draft(request: ScreenRequest, subject: Subject, paper: PackPaper) -> writing.Draft:
    today = clock.today()
    given = request.POST if request.method == "POST" else request.GET
    period = period_of(paper, given.get("period", ""), today)
    return writing.draft(
        request.whole_scope, paper, subject, period, on=today, link=request.build_absolute_uri
    )


def _periods(paper: PackPaper, today: date) -> Iterable[tuple[str, Period]]:
    """The months or years that can be chosen, this one first."""
    if paper.period == NONE:
        return
    day = today
    for _count in range(MONTHS if paper.period == MONTH else YEARS):
        period = period_of(paper, _key(paper, day), today)
        if period is None:
            return
        yield _key(paper, day), period
        day = date.fromordinal(period.first.toordinal() - 1)


def _key(paper: PackPaper, day: date) -> str:
    return f"{day:%Y-%m}" if paper.period == MONTH else f"{day:%Y}"


def _in_address(paper: PackPaper, period: Period | None) -> str:
    return _key(paper, period.first) if period else ""
