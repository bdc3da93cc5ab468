"""Screens of ledgers: the catalogue, one ledger page by page, the same on sheets for printing, and as a file."""

from collections.abc import Sequence
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.documents.downloads import as_file
from zhucun.documents.ledgers import showing, writing
from zhucun.documents.ledgers.asking import NoSuchLedger, narrowed, period_words
from zhucun.documents.ledgers.reading import Line, Reading, Rows, counted, reading_of
from zhucun.documents.ledgers.services import tell_exported
from zhucun.documents.services import EXCEL
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.ledger_model import PackLedger
from zhucun.policy.queries import pack_of

SEE = "documents.see"
PER_PAGE, MOST_ON_SHEETS = 50, 2_000


@screen(needs=SEE)
def ledgers(request: ScreenRequest, county: str) -> HttpResponse:
    """What there is to look up, each with how much is in it now."""
    pack, today = pack_of(county), clock.today()
    readings = [
        reading
        for ledger in pack.ledgers.values()
        if (reading := _reading(request, ledger, {}, pack=pack, on=today))
    ]
    counts = counted(readings)
    told = [(one.ledger, counts[one.ledger.id], period_words(one.narrowed.period)) for one in readings]
    context = {"groups": showing.grouped(told), "own": pack.written.title}
    return render(request, "documents/ledgers.html", context)


@screen(needs=SEE)
def ledger(request: ScreenRequest, county: str, ledger: str) -> HttpResponse:
    """One ledger, narrowed by the address."""
    found = _asked(request, ledger)
    return found if isinstance(found, HttpResponse) else _page(request, found)


@screen(needs=SEE)
def ledger_sheet(request: ScreenRequest, county: str, ledger: str) -> HttpResponse:
    """The whole ledger as one table over as many landscape pages as it takes."""
    found = _asked(request, ledger)
    if isinstance(found, HttpResponse):
        return found
    counts = found.counts()
    total = counts.total()
    lines = found.page(0, MOST_ON_SHEETS) if total <= MOST_ON_SHEETS else []
    context = {
        **_told(found),
        "title": writing.title_of(found),
        "lines": list(showing.lines_shown(found.ledger, lines)),
        "total": total,
        "most": MOST_ON_SHEETS,
        "as_of": found.asked.on,
    }
    return render(request, "documents/ledger_sheet.html", context)


@screen(needs=SEE)
def ledger_xlsx(request: ScreenRequest, county: str, ledger: str) -> HttpResponseBase:
    """All its rows as a file; asked for by POST, because it is written down."""
    found = _asked(request, ledger)
    if isinstance(found, HttpResponse):
        return found
    if request.method != "POST":
        return redirect("documents:ledger", county, ledger)
    with ExitStack() as unfinished:
        whole = unfinished.enter_context(TemporaryFile())
        count = writing.write(found, whole, absolute=request.build_absolute_uri)
        tell_exported(
            by=request.user,
            county=county,
            ledger=found.ledger.id,
            source=found.ledger.source,
            places=_places(found),
            part=bool(found.ledger.filters),
            count=count,
        )
        unfinished.pop_all()  # whole, and its line written: closed once it has been sent
    return as_file(whole, f"{writing.title_of(found)}.xlsx", EXCEL)


def _places(found: Reading) -> Sequence[str]:
    """Whose people may be in it: the place asked for, or all that the reader reaches."""
    return [found.narrowed.prefix] if found.narrowed.prefix else list(found.asked.scope.prefixes)


def _asked(request: ScreenRequest, name: str) -> Reading | HttpResponse:
    """The ledger as this reader may read it, narrowed; a sentence where there is no such ledger or filter."""
    pack = pack_of(request.county)
    declared = pack.ledgers.get(name)
    try:
        if declared is None:
            raise NoSuchLedger(ledger=name)
        found = _reading(request, declared, request.GET, pack=pack, on=clock.today())
    except Refusal as refusal:
        wrong = 404 if declared is None else 422
        return render(request, "kernel/refused.html", {"refusal": refusal}, status=wrong)
    if found is None:
        raise PermissionDenied
    if found.narrowed.prefix and not _reached(found):
        raise Http404("no such place")
    return found


def _reading(
    request: ScreenRequest, declared: PackLedger, given: Any, *, pack: Any, on: Any
) -> Reading | None:
    return reading_of(declared, narrowed(declared, given, on), scope=request.scope, pack=pack, on=on)


def _reached(found: Reading) -> bool:
    """Whether the place lies below the reader's, or above it: a village's reader may name its township."""
    prefix, own = found.narrowed.prefix, found.asked.scope
    return own.reaches(prefix) or any(mine.startswith(prefix) for mine in own.prefixes)


def _page(request: ScreenRequest, found: Reading) -> HttpResponse:
    names, counts = found.asked.names, found.counts()
    request.place_names = names
    total = counts.total()
    rows: Any = Rows(found, total)
    page: Page[Line] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_told(found),
        "lines": list(showing.lines_shown(found.ledger, page.object_list)),
        "page": page,
        "total": total,
        "figures": showing.figures(found, counts, names),
        "places": showing.places_offered(found, counts, names),
        "periods": showing.periods(found),
        "orders": showing.orders(found.ledger),
        "before": showing.time_before(found),
    }
    return render(request, "documents/ledger.html", context)


def _told(found: Reading) -> dict[str, Any]:
    return {
        "ledger": found.ledger,
        "narrowed": found.narrowed,
        "period": period_words(found.narrowed.period),
        "heads": showing.heads(found.ledger),
        "citation": found.asked.pack.cite(found.ledger.because),
    }
