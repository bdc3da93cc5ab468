"""The yearly audit of children's data: who was let, who opened what and why, on a page and as a ledger."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.audit.models import AuditEvent
from zhucun.documents.services import EXCEL
from zhucun.households.minors_audit import told, year_of
from zhucun.households.services_minors import MINORS
from zhucun.households.services_minors_audit import export_minors_audit
from zhucun.kernel import clock

PER_PAGE, FIRST_YEAR = 50, 2021


@screen(needs=MINORS)
def audit(request: ScreenRequest, county: str) -> HttpResponseBase:
    """Looking writes nothing; the ledger is asked for by POST."""
    year = _year(request)
    found = year_of(request.scope, year)
    if request.method == "POST":
        lines = told(request.scope, found)
        data = export_minors_audit(by=request.user, county=county, year=year, lines=lines)
        return _file(data, year)
    return _page(request, year, Paginator(found, PER_PAGE))


def _page(request: ScreenRequest, year: int, pages: "Paginator[AuditEvent]") -> HttpResponse:
    page, this = pages.get_page(request.GET.get("page")), clock.today().year
    lines = told(request.scope, page.object_list)
    context = {
        "year": year,
        "page": page,
        "lines": lines,
        "earlier": year - 1,
        "later": year + 1,
        "this": this,
    }
    return render(request, "households/children_audit.html", context)


def _file(data: bytes, year: int) -> FileResponse:
    name = _("%(year)d年未成年人信息查看情况") % {"year": year}
    return FileResponse(BytesIO(data), as_attachment=True, filename=f"{name}.xlsx", content_type=EXCEL)


def _year(request: ScreenRequest) -> int:
    text, this = request.GET.get("year", ""), clock.today().year
    if not text:
        return this
    if not (text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text) <= this):
        raise Http404("no such year")
    return int(text)
