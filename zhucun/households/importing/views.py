"""Screens of registers in Excel: send a file in, look over what it would do, confirm; take one out."""

from io import BytesIO
from pathlib import PurePath
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.dispatch import holding
from zhucun.documents.services import EXCEL
from zhucun.households.domain import Filters
from zhucun.households.importing import held
from zhucun.households.importing.checking import IMPORT, plan_of
from zhucun.households.importing.example import example_register
from zhucun.households.importing.exporting import REVEAL, export_register
from zhucun.households.importing.forms import ConfirmForm, ExportForm, RegisterForm
from zhucun.households.importing.problems import problem_list
from zhucun.households.importing.services import import_register
from zhucun.households.importing.words import Vocabulary
from zhucun.households.refusals import HouseholdRefusal
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.spreadsheet import SpreadsheetRefused
from zhucun.places import queries as places

PER_PAGE = 50


@screen(needs=IMPORT)
def upload(request: ScreenRequest, county: str) -> HttpResponse:
    """Send in a register; a file that is none is refused here, everything else is told in the preview."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        chosen = form.cleaned_data["file"]
        file = holding.Upload(chosen.name, chosen.read())
        try:
            plan = plan_of(county, request.whole_scope, file.data, on=clock.today())
        except SpreadsheetRefused as refusal:
            form.add_error("file", refusal.said)
        else:
            token = held.keep(plan, file, owner=request.user.id, county=county, at=clock.now())
            return redirect("households:import_preview", county, token)
    return render(request, "households/importing/upload.html", {"form": form}, status=status(form))


@screen(needs=IMPORT)
def example(request: ScreenRequest, county: str) -> HttpResponseBase:
    """A workbook with two families as an example, the words of the county's lists and how each column is filled."""
    names = places.names(county)
    villages = places.villages(county, clock.today())
    first = next(((names.get(township_of(one.code), ""), one.short_name) for one in villages), ("", ""))
    data = example_register(places.county_name(county), first, Vocabulary.of(county))
    return _file(data, _("农户导入示例表"))


@screen(needs=IMPORT)
def preview(request: ScreenRequest, county: str, upload: UUID) -> HttpResponse:
    """What an import would do, family by family. Nothing has been written yet."""
    found = _preview(request, upload)
    return _preview_page(request, upload, found, ConfirmForm())


@screen(needs=IMPORT)
def problems(request: ScreenRequest, county: str, upload: UUID) -> HttpResponseBase:
    """Every problem with its place, as a list to work through."""
    found = _preview(request, upload)
    title = _("%(name)s（问题清单）") % {"name": PurePath(found.file_name).stem}
    return _file(problem_list(found, title), title)


@require_POST
@screen(needs=IMPORT)
def confirm(request: ScreenRequest, county: str, upload: UUID) -> HttpResponse:
    """Carry the file out; it is forgotten afterwards. The same again changes nothing."""
    found = _preview(request, upload)
    kept = holding.held(UUID(found.upload), owner=request.user.id, county=county, at=clock.now())
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            done = import_register(
                by=request.user,
                county=county,
                data=kept.data,
                on=clock.today(),
                because=form.cleaned_data["because"],
                leave_out_faulty="sound" in request.POST,
            ).totals
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            held.drop(upload, found)
            said = {
                "new": done.new,
                "people": done.new_people,
                "changed": done.changed,
                "same": done.unchanged,
            }
            sentence = _(
                "已导入：新登记 %(new)d 户，新登记成员 %(people)d 人，变更 %(changed)d 户，%(same)d 户没有变化。"
            )
            messages.success(request, sentence % said)
            return redirect("households:households", county)
    return _preview_page(request, upload, found, form)


@require_POST
@screen(needs=IMPORT)
def drop(request: ScreenRequest, county: str, upload: UUID) -> HttpResponse:
    """Forget the file and what was found in it."""
    held.drop(upload, _preview(request, upload))
    messages.success(request, _("已删除上传的表，没有导入任何内容。"))
    return redirect("households:import", county)


@screen(needs="households.see")
def export(request: ScreenRequest, county: str) -> HttpResponseBase:
    """The households a reader may see, in the columns of the import; asked for by POST, because it is written down."""
    villages = list(places.village_names(request.scope).items())
    may_reveal = request.whole_scope.may(REVEAL)
    initial = {name: request.GET.get(name, "") for name in ("village", "circumstance")}
    form = ExportForm(sent(request), villages=villages, may_reveal=may_reveal, initial=initial)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            data = export_register(
                by=request.user,
                county=county,
                filters=Filters(village=asked["village"], circumstance=asked["circumstance"]),
                numbers=bool(asked.get("numbers")),
                because=asked.get("because", ""),
                on=clock.today(),
            )
        except HouseholdRefusal as refusal:
            form.refuse(refusal)
        else:
            return _file(data, _("%(place)s农户和成员") % {"place": places.county_name(county)})
    return render(request, "households/importing/export.html", {"form": form}, status=status(form))


def _preview(request: ScreenRequest, token: UUID) -> held.Preview:
    return held.preview_of(token, owner=request.user.id, county=request.county, at=clock.now())


def _preview_page(
    request: ScreenRequest, upload: UUID, found: held.Preview, form: forms.Form
) -> HttpResponse:
    show, number = request.GET.get("show", ""), request.GET.get("page", "1")
    if not number.isdecimal():
        raise Http404("no such page")
    context = {
        "upload": upload,
        "preview": found,
        "page": Paginator(found.chosen(show), PER_PAGE).get_page(number),
        "sheet_problems": found.of_the_sheet[:PER_PAGE],
        "form": form,
    }
    return render(request, "households/importing/preview.html", context, status=status(form))


def _file(data: bytes, title: str) -> FileResponse:
    return FileResponse(BytesIO(data), as_attachment=True, filename=f"{title}.xlsx", content_type=EXCEL)
