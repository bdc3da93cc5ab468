"""Screens of village types: say it of one village, end it or take it back, say it of many from a list."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.kernel import clock
from zhucun.kernel.forms import NOT_ACCEPTED, sent, status
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.spreadsheet import Checked, SpreadsheetRefused
from zhucun.places import queries, registry
from zhucun.places.classing import queries as classing
from zhucun.places.classing import services
from zhucun.places.classing.domain import Wanted
from zhucun.places.classing.forms import END, EndTypeForm, TypeForm, TypeListForm
from zhucun.places.classing.lists import Known, check, text_of
from zhucun.places.models import Division, VillageType
from zhucun.places.refusals import PlaceRefusal
from zhucun.places.screens import CLASSIFY, ScreenRequest, screen


@screen(needs=CLASSIFY)
def add(request: ScreenRequest, county: str, code: str) -> HttpResponse:
    """Say that a village is of a type from a day on."""
    village, words = _village(request, county, code), registry.type_words(county)
    form = TypeForm(sent(request), words=words)
    if form.is_valid():
        try:
            services.set_type(by=request.user, county=county, village_code=code, **form.cleaned_data)
        except PlaceRefusal as refusal:
            form.refuse(refusal)
        else:
            said = {"name": village.short_name, "kind": words[form.cleaned_data["kind"]]}
            messages.success(request, _("已把%(name)s登记为%(kind)s。") % said)
            return redirect("places:village", county, code)
    return render(request, "places/type.html", {"form": form, "village": village}, status=status(form))


@screen(needs=CLASSIFY)
def end(request: ScreenRequest, county: str, code: str, village_type: UUID) -> HttpResponse:
    """End a type on a day, or take back what was entered by mistake."""
    village = _village(request, county, code)
    row = classing.type_of(county, code, village_type)
    if row is None:
        raise Http404("no such type of this village")
    form = EndTypeForm(sent(request))
    if form.is_valid():
        try:
            _ended(request, row, form)
        except PlaceRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已改好。原来的登记仍留在村的历史里。"))
            return redirect("places:village", county, code)
    word = registry.type_words(county).get(row.kind, row.kind)
    context = {"form": form, "village": village, "row": row, "word": word}
    return render(request, "places/type_end.html", context, status=status(form))


@screen(needs=CLASSIFY)
def many(request: ScreenRequest, county: str) -> HttpResponse:
    """A list: pasted or from Excel, looked at line by line, then written whole or not at all."""
    form = TypeListForm(sent(request), request.FILES if request.method == "POST" else None)
    words = registry.type_words(county)
    context = {"form": form, "words": list(words.values())}
    if not form.is_valid():
        return render(request, "places/types.html", context, status=status(form))
    try:
        file = form.cleaned_data["file"]
        text = text_of(file.read()) if file else form.cleaned_data["text"]
        checked = check(text, _known(request, county), words, classing.spans_of(county))
        if request.POST.get("step") == "confirm" and checked.can_be_kept:
            return _kept(request, county, checked)
    except (SpreadsheetRefused, PlaceRefusal) as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "text", refusal.said)
        return render(request, "places/types.html", context, status=NOT_ACCEPTED)
    context |= {"checked": checked, "text": text, "form": TypeListForm(initial={"text": text})}
    return render(
        request, "places/types_preview.html", context, status=200 if checked.can_be_kept else NOT_ACCEPTED
    )


def _kept(request: ScreenRequest, county: str, checked: Checked[Wanted]) -> HttpResponse:
    done = services.set_types(by=request.user, county=county, wanted=checked.wanted)
    said = {"new": done.new, "ended": done.ended, "same": done.same}
    messages.success(request, _("已登记：新增 %(new)d 条，结束 %(ended)d 条，%(same)d 条没有变化。") % said)
    return redirect("places:villages", county)


def _ended(request: ScreenRequest, row: VillageType, form: EndTypeForm) -> None:
    given = form.cleaned_data
    if given["what"] == END:
        last: date = given["last_day"]
        services.end_type(by=request.user, row=row, last_day=last, because=given["because"])
    else:
        services.void_type(by=request.user, row=row, because=given["because"])


def _village(request: ScreenRequest, county: str, code: str) -> Division:
    rows = queries.village(county, code)
    if not rows or not request.scope.covers(code, CLASSIFY):
        raise Http404("no such village that the reader may classify")
    return rows[-1]


def _known(request: ScreenRequest, county: str) -> list[Known]:
    """Today's villages that the reader may classify, with the names a list may call them by."""
    today = clock.today()
    townships = {town.code: town.short_name for town in queries.townships(county, today)}
    return [
        Known(one.code, one.short_name, one.name, townships.get(township_of(one.code), ""))
        for one in queries.villages(county, today)
        if request.scope.covers(one.code, CLASSIFY)
    ]
