"""A department's list held against the register: what matches is shown, and what is chosen becomes leads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.forms import NOT_ACCEPTED, sent, status
from zhucun.kernel.spreadsheet import SpreadsheetRefused
from zhucun.monitoring.checks import MANAGE
from zhucun.monitoring.comparing import Compared, Match, compare, read_list
from zhucun.monitoring.forms import ListForm
from zhucun.monitoring.refusals import MonitoringRefusal
from zhucun.monitoring.register import people_in
from zhucun.monitoring.services_comparing import add_compared_leads
from zhucun.places.queries import village_names

MOST_SHOWN = 300


@screen(needs=MANAGE)
def comparison(request: ScreenRequest, county: str) -> HttpResponse:
    """Paste or send a list; the preview keeps nothing."""
    form = ListForm(sent(request), request.FILES or None)
    if form.is_valid() and (compared := _compared(request, form)):
        return render(request, "monitoring/compared.html", _preview(request, form, compared))
    return render(request, "monitoring/compare.html", {"form": form}, status=status(form))


@screen(needs=MANAGE)
def keep_compared(request: ScreenRequest, county: str) -> HttpResponse:
    """What was chosen in the preview becomes leads."""
    if request.method != "POST":
        return redirect("monitoring:compare", county)
    try:
        kept = add_compared_leads(
            by=request.user,
            county=county,
            households=_chosen(request),
            says=_("在“%(title)s”里") % {"title": request.POST.get("title", "")[:60]},
            lines=int(request.POST.get("lines", "0")[:6] or 0),
            at=clock.now(),
        )
    except (MonitoringRefusal, ValueError) as refused:
        said = refused.said if isinstance(refused, MonitoringRefusal) else _("比对结果读不懂。请重新比对。")
        form = ListForm()
        context = {"form": form, "refused": said}
        return render(request, "monitoring/compare.html", context, status=NOT_ACCEPTED)
    messages.success(request, _("已登记 %(n)s 条线索，名单本身没有保存。") % {"n": kept})
    return redirect(f"{request.path.removesuffix('compare/keep/')}?tab=leads")


def _chosen(request: ScreenRequest) -> set[UUID]:
    sure = request.POST.get("sure", "").split() if request.POST.get("with_sure") else []
    return {UUID(text) for text in [*sure, *request.POST.getlist("household")]}


def _compared(request: ScreenRequest, form: ListForm) -> Compared | None:
    file = form.cleaned_data["file"]
    try:
        asked = read_list(form.cleaned_data["text"], file.read() if file else None)
    except SpreadsheetRefused as refusal:
        form.add_error("file" if file else "text", refusal.said)
        return None
    people = people_in(request.scope, {one.name for one in asked}, {one.hash for one in asked})
    return compare(asked, people, village_names(request.scope))


def _preview(request: ScreenRequest, form: ListForm, compared: Compared) -> dict[str, Any]:
    counted = compared.counted()
    names = village_names(request.scope)
    return {
        "list_title": form.cleaned_data["title"],
        "lines": compared.lines,
        "exact": counted[Match.EXACT],
        "sure": compared.sure,
        "named": _shown(compared, Match.NAMED, names),
        "several": _shown(compared, Match.SEVERAL, names),
        "named_count": counted[Match.NAMED],
        "several_count": counted[Match.SEVERAL],
        "none": [one.name for one in compared.of(Match.NONE)[:MOST_SHOWN]],
        "none_count": counted[Match.NONE],
        "most": MOST_SHOWN,
    }


def _shown(compared: Compared, match: Match, names: dict[str, str]) -> list[dict[str, Any]]:
    """The first of those that somebody has to look at, each with the households it may be."""
    return [
        {
            "name": one.name,
            "number": one.number,
            "people": [(known, names.get(known.village_code, "")) for known in one.people],
        }
        for one in compared.of(match)[:MOST_SHOWN]
    ]
