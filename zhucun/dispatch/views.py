"""Screens of postings: the list, one posting, its end; a roster sent in, looked over and imported."""

from io import BytesIO
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.dispatch import holding, present, queries, services, sign_ins
from zhucun.dispatch.choices import Role
from zhucun.dispatch.county_book import roster_book
from zhucun.dispatch.forms import EndForm, ReasonForm, RosterForm
from zhucun.dispatch.holding import Upload
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import Filters
from zhucun.dispatch.refusals import DispatchRefusal
from zhucun.dispatch.roster.plan import Preview
from zhucun.dispatch.roster.preview import preview_roster
from zhucun.dispatch.roster.reading import read_roster
from zhucun.dispatch.roster.rows import RosterSheet
from zhucun.dispatch.roster.template import roster_template
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.identity import mask_id, mask_phone
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.spreadsheet import SpreadsheetRefused, annotated_copy
from zhucun.places import queries as places

PER_PAGE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMPORT, END, REVEAL, ISSUE = "dispatch.import", "dispatch.end", "identity.reveal", "accounts.issue"
MOST_SLIPS = 200


@screen(needs="dispatch.see")
def postings(request: ScreenRequest, county: str) -> HttpResponse:
    """Who is stationed where; by default those there today."""
    filters, today = Filters.from_address(request.GET.dict()), clock.today()
    page = Paginator(queries.postings_in(request.scope, filters, on=today), PER_PAGE)
    names = places.names(county)
    context = {
        "page": (shown := page.get_page(request.GET.get("page"))),
        "rows": [present.line(posting, names, today) for posting in shown.object_list],
        "filters": filters,
        "townships": [(town.code, town.short_name) for town in places.townships(county, today)],
        "batches": [(str(batch.id), batch.name) for batch in queries.batches(county)],
        "roles": Role.choices,
        "may_import": request.whole_scope.may(IMPORT),
        "may_issue": request.whole_scope.may(ISSUE),
    }
    return render(request, "dispatch/postings.html", context)


@screen(needs="dispatch.see")
def posting(request: ScreenRequest, county: str, posting_id: UUID) -> HttpResponse:
    """One posting, with the person's other postings and numbers masked."""
    found = queries.posting_for(request.scope, posting_id)
    return render(request, "dispatch/posting.html", _posting_frame(request, found))


@screen(needs=REVEAL)
def show_numbers(request: ScreenRequest, county: str, posting_id: UUID) -> HttpResponse:
    """The person's numbers in clear, once, after a reason."""
    found = queries.posting_for(request.scope, posting_id)
    form = ReasonForm(sent(request))
    context = {"posting": found, "form": form}
    if form.is_valid():
        try:
            person = services.show_person(
                by=request.user, person=found.person, because=form.cleaned_data["because"]
            )
        except DispatchRefusal as refusal:
            form.refuse(refusal)
        else:
            return render(request, "dispatch/numbers.html", context | {"person": person})
    return render(request, "dispatch/show_numbers.html", context, status=status(form))


@screen(needs=IMPORT)
def roster(request: ScreenRequest, county: str) -> HttpResponse:
    """Send in a roster; a file that is none is refused here, everything else is told in the preview."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        upload = Upload(file.name, file.read())
        try:
            read_roster(upload.data, today=clock.today())
        except SpreadsheetRefused as refusal:
            form.add_error("file", refusal.said)
        else:
            token = holding.hold(upload, owner=request.user.id, county=county, at=clock.now())
            return redirect("dispatch:preview", county, token)
    return render(request, "dispatch/roster.html", {"form": form}, status=status(form))


@screen(needs=IMPORT)
def template(request: ScreenRequest, county: str) -> HttpResponseBase:
    """The empty roster, with the villages of the county in its lists."""
    names, today = places.names(county), clock.today()
    villages = [
        (names.get(township_of(village.code), ""), village.short_name)
        for village in places.villages(county, today)
    ]
    title = places.county_name(county)
    return _workbook(roster_template(title, villages), _("%(county)s派驻名册模板") % {"county": title})


@screen(needs=IMPORT)
def preview(request: ScreenRequest, county: str, upload: UUID) -> HttpResponse:
    """What an import would do, line by line. Nothing has been written yet."""
    kept, _sheet, checked = _checked(request, county, upload)
    chosen = request.GET.get("show", "")
    page = Paginator(present.rows_to_show(checked, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "upload": upload,
        "file_name": kept.name,
        "preview": checked,
        "page": page,
        "show": chosen,
        "sheet_problems": present.sheet_problems(checked),
    }
    return render(request, "dispatch/preview.html", context)


@screen(needs=IMPORT)
def annotated(request: ScreenRequest, county: str, upload: UUID) -> HttpResponseBase:
    """The uploaded sheet with a column of problems, to be corrected and sent in again."""
    kept, sheet, checked = _checked(request, county, upload)
    copy = annotated_copy(sheet.table, checked.problems)
    return _workbook(copy, _("%(name)s（标好问题）") % {"name": PurePath(kept.name).stem})


@require_POST
@screen(needs=IMPORT)
def import_roster(request: ScreenRequest, county: str, upload: UUID) -> HttpResponse:
    """Carry the roster out, whole or not at all; the file is forgotten afterwards."""
    _sent, sheet, _preview = _checked(request, county, upload)
    done = services.import_roster(
        by=request.user, county=county, sheet=sheet, on=clock.today(), prefixes=request.scope.prefixes
    )
    holding.drop(upload)
    said = {"new": done.totals.new, "changed": done.totals.changed, "unchanged": done.totals.unchanged}
    messages.success(
        request,
        _("已导入：新增派驻 %(new)d 段，变更 %(changed)d 行，%(unchanged)d 行没有变化。") % said,
    )
    return redirect("dispatch:accounts" if request.whole_scope.may(ISSUE) else "dispatch:postings", county)


@require_POST
@screen(needs=IMPORT)
def drop_roster(request: ScreenRequest, county: str, upload: UUID) -> HttpResponse:
    """Forget the uploaded file."""
    holding.held(upload, owner=request.user.id, county=county, at=clock.now())
    holding.drop(upload)
    messages.success(request, _("已删除上传的名册，没有导入任何内容。"))
    return redirect("dispatch:roster", county)


def _checked(request: ScreenRequest, county: str, upload: UUID) -> tuple[Upload, RosterSheet, Preview]:
    """The kept file, read and held against the county as it is now."""
    kept = holding.held(upload, owner=request.user.id, county=county, at=clock.now())
    today = clock.today()
    sheet = read_roster(kept.data, today=today)
    book = roster_book(county, on=today, prefixes=request.scope.prefixes)
    return kept, sheet, preview_roster(sheet, book)


def _workbook(data: bytes, title: str) -> FileResponse:
    return FileResponse(BytesIO(data), as_attachment=True, filename=f"{title}.xlsx", content_type=WORKBOOK)


@screen(needs=ISSUE)
def accounts(request: ScreenRequest, county: str) -> HttpResponse:
    """Stationed people who cannot sign in yet; one act opens their accounts and prints what each is handed."""
    today, names = clock.today(), places.names(county)
    waiting = queries.awaiting_accounts(request.scope, on=today)
    if request.method == "POST":
        chosen = waiting.filter(id__in=request.POST.getlist("posting"))[:MOST_SLIPS]
        slips = sign_ins.open_accounts(by=request.user, county=county, postings=list(chosen), on=today)
        context = {
            "slips": [(slip, present.place(slip.posting, names)) for slip in slips],
            "county_name": places.county_name(county),
            "site": request.build_absolute_uri("/"),
        }
        return render(request, "dispatch/slips.html", context)
    rows = [(posting, present.place(posting, names)) for posting in waiting[:MOST_SLIPS]]
    offer = {
        "county": county,
        "rows": rows,
        "total": waiting.count() if rows else 0,
        "any_posted": bool(rows) or queries.anybody_posted(request.scope, on=today),
    }
    return render(request, "dispatch/accounts.html", offer)


@screen(needs=END)
def end(request: ScreenRequest, county: str, posting_id: UUID) -> HttpResponse:
    """The form that ends a posting."""
    found = queries.posting_for(request.scope, posting_id)
    form = EndForm(sent(request), initial={"on": clock.today()})
    if form.is_valid():
        try:
            ended = services.end_posting(
                by=request.user,
                posting=found,
                on=form.cleaned_data["on"],
                because=form.cleaned_data["because"],
            )
        except DispatchRefusal as refusal:
            form.refuse(refusal)
        else:
            said = {"name": found.person.name, "day": ended.ends_on}
            messages.success(request, _("%(name)s的派驻至 %(day)s 结束。") % said)
            return redirect("dispatch:posting", county, found.id)
    context = {"posting": found, "form": form, "village": present.place(found, places.names(county))}
    return render(request, "dispatch/end.html", context, status=status(form))


def _posting_frame(request: ScreenRequest, found: Posting) -> dict[str, Any]:
    names, today = places.names(found.county_code), clock.today()
    open_still = found.ends_on is None or found.ends_on > today
    return {
        "posting": found,
        "place": present.place(found, names),
        "phone": mask_phone(found.person.phone),
        "id_number": mask_id(found.person.id_number),
        "others": [present.line(other, names, today) for other in queries.other_postings(found)],
        "may_end": open_still and request.whole_scope.covers(found.village_code, END),
        "may_reveal": request.whole_scope.covers(found.village_code, REVEAL),
    }
