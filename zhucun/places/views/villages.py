"""Screens of villages: the county's villages on a day, one village with its history, merging and renaming."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.kernel import clock
from zhucun.kernel.forms import status
from zhucun.kernel.lists import listed
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries, registry, services
from zhucun.places.choices import DivisionKind
from zhucun.places.classing import queries as classing
from zhucun.places.forms import MergeForm, RenameForm
from zhucun.places.merging import plan_merge
from zhucun.places.models import Division
from zhucun.places.refusals import PlaceRefusal
from zhucun.places.screens import CLASSIFY, MERGE, SEE, ScreenRequest, screen


@screen(needs=SEE)
def villages(request: ScreenRequest, county: str) -> HttpResponse:
    """The county's villages on a day, by township."""
    on = _day(request.GET.get("on", ""))
    townships = {row.code: row.short_name for row in queries.townships(county, on)}
    township = request.GET.get("township", "")
    chosen = township if township in townships else None
    fragment = request.GET.get("q", "")
    words, types = registry.type_words(county), classing.types_on(request.scope, on)
    wanted = request.GET.get("type", "")
    found = queries.search_villages(county, fragment, on, chosen)
    if wanted in words:
        found = [village for village in found if wanted in types.get(village.code, ())]
    groups = groupby(found, key=lambda village: township_of(village.code))
    context = {
        "county_name": queries.county_name(county),
        "on": on,
        "is_today": on == clock.today(),
        "groups": [
            (townships.get(code, code), [(row, _words(words, types.get(row.code, ()))) for row in rows])
            for code, rows in groups
        ],
        "townships": list(townships.items()),
        "kinds": _counts(found),
        "types": list(words.items()),
        "total": len(found),
        "filtered": bool(chosen or fragment or wanted in words),
        "fragment": fragment,
        "may_merge": request.whole_scope.may(MERGE),
        "may_classify": request.whole_scope.may(CLASSIFY),
    }
    return render(request, "places/villages.html", context)


@screen(needs=SEE)
def village(request: ScreenRequest, county: str, code: str) -> HttpResponse:
    """One village: since when, under which names, from which villages, into which."""
    rows = queries.village(county, code)
    if not rows:
        raise Http404("no such village in the county")
    newest = rows[-1]
    open_to_change = newest.valid_to is None and request.whole_scope.covers(code, MERGE)
    words = registry.type_words(county)
    context = {
        "village": newest,
        "types": [(row, words.get(row.kind, row.kind)) for row in classing.history(request.scope, code)],
        "sees_types": request.scope.covers(code, SEE),
        "sees_households": request.whole_scope.covers(code, "households.see"),
        "may_classify": newest.valid_to is None and request.whole_scope.covers(code, CLASSIFY),
        "township": queries.place_title(county, code[:9]),
        "history": queries.successor_chain(code),
        "predecessors": queries.predecessors(county, code),
        "township_code": township_of(code),
        "open_to_change": open_to_change,
    }
    return render(request, "places/village.html", context)


@screen(needs=MERGE)
def merge(request: ScreenRequest, county: str) -> HttpResponse:
    """Choose the township, fill in the merge, look at what it would do, confirm."""
    today = clock.today()
    townships = [row for row in queries.townships(county, today) if request.scope.covers(row.code, MERGE)]
    township = request.GET.get("township", "")
    if not township:
        return render(request, "places/merge_where.html", {"townships": townships})
    if township not in {row.code for row in townships}:
        raise Http404("not a township the reader may change")
    there = queries.villages(county, today, township)
    form = MergeForm(request.POST or None, villages=there, initial={"codes": request.GET.getlist("codes")})
    context = {"form": form, "township": queries.place_title(county, township[:9])}
    step = request.POST.get("step", "")
    if step == "edit" or not form.is_valid():
        return render(request, "places/merge.html", context, status=status(form))
    try:
        if step == "confirm":
            return _merged(request, county, form)
        plan = plan_merge(county=county, **form.asked())
    except PlaceRefusal as refusal:
        form.refuse(refusal)
        return render(request, "places/merge.html", context, status=status(form))
    context["plan"] = plan
    context["filled"] = [(name, value) for name in form.fields for value in request.POST.getlist(name)]
    context["consequences"] = registry.consequences(county, plan.old_codes, plan.code, plan.on)
    return render(request, "places/merge_preview.html", context)


@screen(needs=MERGE)
def rename(request: ScreenRequest, county: str, code: str) -> HttpResponse:
    """Another name from a day on."""
    rows = queries.village(county, code)
    if not rows or not request.scope.covers(code, MERGE):
        raise Http404("no such village that the reader may change")
    form = RenameForm(request.POST or None)
    if form.is_valid():
        try:
            services.rename_village(by=request.user, county=county, code=code, **form.cleaned_data)
        except PlaceRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已更名为“%(name)s”。") % {"name": form.cleaned_data["name"]})
            return redirect("places:village", county, code)
    return render(request, "places/rename.html", {"form": form, "village": rows[-1]}, status=status(form))


def _merged(request: ScreenRequest, county: str, form: MergeForm) -> HttpResponse:
    successor = services.merge_villages(
        by=request.user, county=county, because=form.cleaned_data["because"], **form.asked()
    )
    messages.success(request, _("已办理并村，由“%(name)s”承接。") % {"name": successor.short_name})
    return redirect("places:village", county, successor.code)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()


def _words(words: Mapping[str, str], kinds: Iterable[str]) -> str:
    return listed(words.get(kind, kind) for kind in kinds)


def _counts(found: list[Division]) -> list[tuple[str, int]]:
    """How many of each kind; they add up to the total."""
    kinds = [village.kind for village in found]
    return [(str(kind.label), kinds.count(kind)) for kind in DivisionKind if kinds.count(kind)]
