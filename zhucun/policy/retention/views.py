"""系统 → 保存期限: what is kept and why, what becomes due, what was dropped, what is held back and for how long."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.place_codes import VILLAGE, prefix_of
from zhucun.places import queries as places
from zhucun.policy.queries import pack_of
from zhucun.policy.retention import pages, queries, registry, services
from zhucun.policy.retention.forms import HoldForm, LiftForm
from zhucun.policy.retention.refusals import RetentionRefusal

PER_PAGE = 50
SOON = 30
HOLD_DAYS = 365


@screen(needs=services.HOLD)
def table(request: ScreenRequest, county: str) -> HttpResponse:
    today = clock.today()
    lines = pages.lines(request.scope, today)
    names = places.names(county)
    titles = {line.kind.id: line.kind.title for line in lines}
    holds = [
        (hold, names.get(hold.place_code, hold.place_code), titles.get(hold.kind, ""))
        for hold in queries.holds_seen(request.scope, today)
    ]
    context = {
        "dropped": [line for line in lines if line.drops],
        "kept": [line for line in lines if not line.drops],
        "holds": holds,
        "nights": pages.nights(request.scope),
        "reasons": [one.why for one in registry.reasons()],
    }
    return render(request, "policy/retention/table.html", context)


@screen(needs=services.HOLD)
def due(request: ScreenRequest, county: str, kind: str) -> HttpResponse:
    """Who: a name and a place, never a number."""
    today = clock.today()
    term = next((one for one in queries.terms(county, today) if one.kind.id == kind), None)
    days = _days(request.GET.get("days", "0"))
    if term is None:
        raise Http404("no such kind")
    holds = queries.standing(county, today)
    rows = queries.due_on(county, term, today + timedelta(days=days), holds)
    page = Paginator(pages.seen(request.scope, term.held, rows).order_by("id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    names = places.names(county)
    shown = [(one, names.get(one.place_code, "")) for one in term.held.show(page.object_list)]
    context = {"term": term, "days": days, "page": page, "rows": shown, "ahead": pages.AHEAD}
    return render(request, "policy/retention/due.html", context)


@screen(needs=services.HOLD)
def hold(request: ScreenRequest, county: str) -> HttpResponse:
    """Of a place, or of one household in it when the address names one."""
    household = _household(request.GET.get("household", ""))
    form = HoldForm(
        sent(request),
        places=_places(request, county),
        kinds=[("", _("全部")), *pages.kinds_that_drop(pack_of(county))],
        until=clock.today() + timedelta(days=HOLD_DAYS),
        initial={"place": request.GET.get("place", ""), "kind": request.GET.get("kind", "")},
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.set_hold(
                by=request.user,
                county=county,
                place_code=given["place"],
                kind=given["kind"],
                ends_on=given["ends_on"],
                because=given["because"],
                household=household,
            )
        except RetentionRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已暂缓，到期以前不删除；已留痕。"))
            return redirect("retention:table", county)
    context = {"form": form, "household": household}
    return render(request, "policy/retention/hold.html", context, status=status(form))


@screen(needs=services.HOLD)
def lift(request: ScreenRequest, county: str, hold_id: UUID) -> HttpResponse:
    held = get_object_or_404(queries.holds_seen(request.scope, clock.today()), id=hold_id)
    form = LiftForm(sent(request))
    if form.is_valid():
        try:
            services.lift_hold(by=request.user, hold=held, **form.cleaned_data)
        except RetentionRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已解除，从下一夜起照期限处理。"))
            return redirect("retention:table", county)
    return render(request, "policy/retention/lift.html", {"form": form, "hold": held}, status=status(form))


def _places(request: ScreenRequest, county: str) -> list[tuple[str, Any]]:
    """The county, townships as wholes, then villages, as far as the officer reaches."""
    whole = [(county.ljust(VILLAGE, "0"), _("全县"))] if request.scope.whole_county else []
    towns = [
        (town.code, _("%(name)s（全部）") % {"name": town.short_name})
        for town in places.townships(county, clock.today())
        if request.scope.reaches(prefix_of(town.code))
    ]
    return [("", _("请选择")), *whole, *towns, *places.village_names(request.scope).items()]


def _household(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as strange:
        raise Http404("no such household") from strange


def _days(text: str) -> int:
    days = int(text) if text.isascii() and text.isdecimal() else 0
    return days if days in pages.AHEAD else 0
