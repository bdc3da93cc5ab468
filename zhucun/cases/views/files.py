"""Papers and pictures that somebody chose to add: always optional, handed out as files to save."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases import queries, services_files
from zhucun.cases.forms import FileForm
from zhucun.cases.refusals import FileTooLarge
from zhucun.cases.routing import SEE
from zhucun.cases.views.page import page_of
from zhucun.documents import store
from zhucun.kernel import clock
from zhucun.kernel.forms import status
from zhucun.kernel.refusals import Refusal


@screen(needs=SEE)
def add(request: ScreenRequest, county: str, case: UUID) -> HttpResponse:
    found = queries.case_in(request.whole_scope, case, clock.today())
    if request.method != "POST":
        return redirect("cases:case", county, case)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            _refuse_size(sent.name, sent.size)
            services_files.add_file(
                by=request.user,
                case=found,
                name=sent.name,
                media_type=sent.content_type or "",
                content=sent.read(),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error("file", refusal.said)
        else:
            messages.success(request, _("附件已添加。"))
            return redirect("cases:case", county, case)
    return render(
        request, "cases/case.html", page_of(request, found) | {"file_form": form}, status=status(form)
    )


def _refuse_size(name: str, size: int) -> None:
    """Before it is read into memory; the service asks again."""
    most = services_files.LARGEST
    if size > most:
        mega = services_files.MEGABYTE
        raise FileTooLarge(name=name, size=f"{size / mega:.1f}", most=most // mega)


@screen(needs=SEE)
def download(request: ScreenRequest, county: str, case: UUID, file: UUID) -> HttpResponseBase:
    """A browser never opens it inside the page."""
    found = queries.case_in(request.whole_scope, case, clock.today())
    kept = next((one for one in queries.files_of(found) if one.id == file), None)
    if kept is None:
        raise Http404("file")
    return FileResponse(
        BytesIO(store.read(kept.digest)),
        as_attachment=True,
        filename=kept.name,
        content_type=kept.media_type,
    )
