"""Screens of papers."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.documents import queries
from zhucun.documents.downloads import as_download
from zhucun.documents.own_sources import WRITE
from zhucun.documents.sources import own_subjects

PER_PAGE = 50


@screen(needs="documents.see")
def papers(request: ScreenRequest, county: str) -> HttpResponse:
    """Papers made so far, newest first."""
    page = Paginator(queries.papers(request.scope, request.whole_scope), PER_PAGE).get_page(
        request.GET.get("page")
    )
    subjects = own_subjects(request.scope) if request.whole_scope.may(WRITE) else []
    return render(request, "documents/papers.html", {"county": county, "page": page, "subjects": subjects})


@screen(needs="documents.see")
def download(request: ScreenRequest, county: str, paper: UUID) -> FileResponse:
    """The very file that was made then."""
    return as_download(queries.paper_for(request.scope, request.whole_scope, paper))
