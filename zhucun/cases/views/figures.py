"""Figures: what became of the cases of a year, by month, kind or place; each number opens its cases."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases.figures_page import Table, choices, read_asked, table_of
from zhucun.cases.figures_paper import make_ledger
from zhucun.cases.routing import SEE
from zhucun.documents.downloads import as_download
from zhucun.kernel import clock

MAKE = "documents.make"


@screen(needs=SEE)
def figures(request: ScreenRequest, county: str) -> HttpResponseBase:
    """The table on a page; sent by POST, the same table as a ledger."""
    table, today = _asked(request), clock.today()
    may_make = request.whole_scope.may(MAKE)
    if request.method == "POST":
        if not may_make:
            raise PermissionDenied(MAKE)
        return as_download(make_ledger(by=request.user, table=table, today=today))
    return _shown(request, table, may_make)


def _asked(request: ScreenRequest) -> Table:
    today = clock.today()
    try:
        by, asked = read_asked(request.GET.dict(), today)
    except ValueError as strange:
        raise Http404("no such figures") from strange
    return table_of(request.whole_scope, by, asked, today)


def _shown(request: ScreenRequest, table: Table, may_make: bool) -> HttpResponse:
    today = clock.today()
    context = {
        **choices(table, request.whole_scope, today),
        "table": table,
        "may_make": may_make,
        "this_year": _("%(year)s 年") % {"year": today.year},
    }
    return render(request, "cases/figures.html", context)
