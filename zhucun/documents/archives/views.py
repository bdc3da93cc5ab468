"""Screens of archives: which villages there are, one village's checklist, bringing a file, taking the whole out."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.audit.queries import last_time_of
from zhucun.documents import store
from zhucun.documents.archives import export as exporting
from zhucun.documents.archives import files
from zhucun.documents.archives.entries import not_seen, read_all
from zhucun.documents.archives.gaps import LOOKED, missing_in
from zhucun.documents.archives.reading import Box, box_of
from zhucun.documents.models import ArchiveFile
from zhucun.documents.own_sources import WRITE
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.places.queries import village_names
from zhucun.policy.queries import pack_of

SEE = "documents.see"
PER_PAGE = 50
FIRST_YEAR = 2015


@screen(needs=SEE)
def archives(request: ScreenRequest, county: str) -> HttpResponse:
    """The villages within reach; who has one alone is led there."""
    names, year = village_names(request.scope), clock.today().year
    if len(names) == 1:
        return redirect("documents:archive", county, year, next(iter(names)))
    page = Paginator(list(names.items()), PER_PAGE).get_page(request.GET.get("page"))
    missing = missing_in(request.scope, year, [code for code, _name in page], clock.today())
    context = {
        "page": page,
        "villages": [(code, name, missing.get(code)) for code, name in page],
        "year": year,
        "looked_at": last_time_of(county, LOOKED),
    }
    return render(request, "documents/archives/archives.html", context)


@screen(needs=SEE)
def archive(request: ScreenRequest, county: str, year: int, code: str) -> HttpResponse:
    """One village's checklist of a year: what is there, what is missing, who brings it by when."""
    context = {
        "box": _box(request, year, code),
        "years": list(range(clock.today().year, clock.today().year - 4, -1)),
        "not_seen": not_seen(request.whole_scope),
        "cites": (checklist := pack_of(county).archive) and pack_of(county).cite(checklist.source),
    }
    return render(request, "documents/archives/archive.html", context)


@screen(needs=SEE)
def item(request: ScreenRequest, county: str, year: int, code: str, item: str) -> HttpResponse:
    """What lies in one item, the newest first; files are brought and taken back here."""
    box = _box(request, year, code)
    shelf = box.shelf(item)
    if shelf is None:
        raise Http404("item")
    page = Paginator(shelf.lying[::-1], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "box": box,
        "shelf": shelf,
        "page": page,
        "lines": list(read_all(box.asked, list(page))),
        "may_bring": request.whole_scope.covers(code, WRITE),
    }
    return render(request, "documents/archives/item.html", context)


@screen(needs=SEE)
def export(request: ScreenRequest, county: str, year: int, code: str) -> FileResponse:
    """Everything the reader may see of it, in numbered folders."""
    box = _box(request, year, code)
    content = exporting.export(by=request.user, county=county, box=box, at=clock.now())
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=f"{box.name}{year}年档案.zip",
        content_type="application/zip",
    )


@require_POST
@screen(needs=WRITE)
def bring(request: ScreenRequest, county: str, year: int, code: str, item: str) -> HttpResponse:
    """Put a file into an item."""
    _box(request, year, code)
    checklist = pack_of(county).archive
    found = checklist.item(item) if checklist else None
    if found is None or not request.scope.covers(code, WRITE):
        raise Http404("item")
    sent = request.FILES.get("file")
    try:
        files.bring_file(
            by=request.user,
            county=county,
            village=code,
            year=year,
            item=found,
            name=sent.name or "" if sent else "",
            content=sent.read() if sent else b"",
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, refusal.said)
    return redirect("documents:archive_item", county, year, code, item)


@screen(needs=SEE)
def download(request: ScreenRequest, county: str, archive_file: UUID) -> FileResponse:
    """A file as it was brought."""
    found = _file(request, archive_file)
    return FileResponse(
        BytesIO(store.read(found.digest)),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )


@require_POST
@screen(needs=WRITE)
def take_back(request: ScreenRequest, county: str, archive_file: UUID) -> HttpResponse:
    """Take a file back, with the reason."""
    found = _file(request, archive_file)
    try:
        files.take_back(by=request.user, file=found, because=request.POST.get("because", ""), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.said)
    return redirect("documents:archive_item", county, found.year, found.village_code, found.item)


def _box(request: ScreenRequest, year: int, code: str) -> Box:
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Http404("year")
    return box_of(request.whole_scope, code, year, on=clock.today())


def _file(request: ScreenRequest, id: UUID) -> ArchiveFile:
    found = ArchiveFile.objects.for_scope(request.scope).filter(id=id).first()
    if found is None:
        raise Http404("file")
    return found
