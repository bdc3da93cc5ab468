"""Screens of presence and months."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.attendance import matrix, papers, queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.forms import CorrectionForm, EntryForm, QuestionForm, ReasonForm
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.attendance.months import month_after, month_before, month_title, period_of
from zhucun.dispatch import queries as dispatch
from zhucun.documents.downloads import as_download
from zhucun.documents.models import Paper
from zhucun.engine.verdict import Answer, Verdict
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.places import queries as places
from zhucun.policy import queries as policy
from zhucun.policy.pack.explain import explain
from zhucun.policy.registry import record_lines

PER_PAGE = 50


@screen(needs="attendance.see")
def current(request: ScreenRequest, county: str) -> HttpResponse:
    """The month that people ask about: this one."""
    return redirect("attendance:month", county=county, month=clock.today().replace(day=1))


@screen(needs="attendance.enter_own")
def mine(request: ScreenRequest, county: str) -> HttpResponse:
    """The calendar of one's own posting."""
    today = clock.today()
    own = dispatch.own_postings(request.user.id, county, on=today)
    if not own:
        return render(request, "attendance/no_posting.html", {"county": county})
    return redirect("attendance:calendar", county=county, month=today.replace(day=1), posting=own[0].id)


@screen(needs="attendance.see")
def month(request: ScreenRequest, county: str, month: date) -> HttpResponse:
    """The matrix of villages and cadres, with the answer per cadre."""
    answer = request.GET.get("answer", "")
    township = request.GET.get("township", "")
    context = _month_frame(request, county, month)
    rows = queries.month_rows(
        request.scope,
        month,
        answer=answer if answer in set(Answer) else "",
        township=township if township in {line.code for line in context["townships"]} else "",
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "rows": matrix.present(page.object_list, context["names"])}
    return render(request, "attendance/month.html", context)


@screen(needs="attendance.see")
def sheet(request: ScreenRequest, county: str, month: date) -> HttpResponse:
    """The whole month on one sheet, for printing."""
    context = _month_frame(request, county, month)
    context["rows"] = matrix.present(queries.month_rows(request.scope, month), context["names"])
    return render(request, "attendance/sheet.html", context)


def _month_frame(request: ScreenRequest, county: str, month: date) -> dict[str, Any]:
    names = places.names(county)
    totals = queries.month_totals(request.scope, month)
    confirmed = queries.confirmed_townships(county, month)
    lines = matrix.townships(totals, names, confirmed)
    pack = policy.pack_of(county)
    duty = policy.presence_duty(pack)
    period = period_of(month)
    return {
        "county": county,
        "month": month,
        "days": period.days,
        "before": month_before(month),
        "after": month_after(month),
        "month_title": month_title(month),
        "names": names,
        "legend": matrix.LEGEND,
        "township_options": [(line.code, line.name) for line in lines],
        "duty": duty,
        "totals": matrix.sum_of(totals),
        "people": matrix.sum_of(totals).total(),
        "townships": lines,
        "confirmed": sum(line.confirmed for line in lines),
        "may_confirm": {
            line.code for line in lines if request.whole_scope.covers(line.code, "attendance.confirm")
        },
        "over": clock.today() >= period.last,
        "as_of": min(clock.today(), period.last),
        "warnings": pack.calendar.warnings(period.first, period.last),
        "may_make": request.whole_scope.may("documents.make"),
    }


@screen(needs="attendance.see")
def why(request: ScreenRequest, county: str, month: date, posting: UUID) -> HttpResponse:
    """Why an answer is what it is: rule, value, paper, days, records, what would change it."""
    held = queries.posting_month(request.scope, posting, month)
    pack = policy.pack_of(county)
    duty = policy.presence_duty(pack)
    verdict = Verdict.from_json(held.verdict) if held.verdict else None
    records = [UUID(record) for step in verdict.steps for record in step.records] if verdict else []
    context = {
        **_person_frame(county, held, month),
        "why": explain(pack, duty.id, verdict, period_of(month)) if duty and verdict else None,
        "history": policy.history_of(county, duty.id, posting) if duty else [],
        "records": record_lines(county, records),
    }
    return render(request, "attendance/why.html", context)


@screen(needs="attendance.see")
def calendar(request: ScreenRequest, county: str, month: date, posting: UUID) -> HttpResponse:
    """One cadre's month as a calendar, with what was entered; the form for one more entry below."""
    held = queries.posting_month(request.scope, posting, month)
    own = held.posting.person.user_id == request.user.id
    office = request.whole_scope.covers(held.village_code, "attendance.enter")
    may_enter = office or (own and request.whole_scope.may("attendance.enter_own"))
    if request.method == "POST" and not may_enter:
        raise PermissionDenied("attendance.enter_own")
    chosen = request.GET.get("day", "")
    initial = {"first_day": chosen or clock.today(), "kind": Kind.IN_VILLAGE}
    form = EntryForm(request.POST or None, by_office=office, initial=initial)
    if request.method == "POST" and form.is_valid() and _enter(request, held, form):
        return redirect(request.path)
    period = period_of(month)
    context = {
        **_person_frame(county, held, month),
        "form": form,
        "may_enter": may_enter,
        "may_question": request.whole_scope.covers(held.village_code, "attendance.question"),
        "entries": queries.entries_between(county, period.first, period.last, [posting]),
        "today": clock.today(),
        "confirmed": queries.confirmations(county, month).get(_township(held.village_code)),
        "before": month_before(month),
        "after": month_after(month),
    }
    return render(request, "attendance/calendar.html", context, status=422 if form.errors else 200)


def _enter(request: ScreenRequest, held: PostingMonth, form: EntryForm) -> bool:
    first, last = form.stretch
    try:
        services.add_entry(
            by=request.user,
            posting=held.posting,
            kind=Kind(form.cleaned_data["kind"]),
            first_day=first,
            last_day=last,
            at=clock.now(),
            note_text=form.cleaned_data["note"],
        )
    except Refusal as refusal:
        form.add_error(None, f"{refusal.sentence}{refusal.advice}")
        return False
    messages.success(request, _("已登记。填错了可以更正，原记录会保留。"))
    return True


def _person_frame(county: str, held: PostingMonth, month: date) -> dict[str, Any]:
    names = places.names(county)
    return {
        "county": county,
        "month": month,
        "held": held,
        "legend": matrix.LEGEND,
        "month_title": month_title(month),
        "village": names.get(held.village_code, held.village_code),
        "township": names.get(_township(held.village_code), ""),
        "text": matrix.chip_text(held.answer, held.reason, held.done or 0, held.target, held.open),
        "counted": matrix.counted(held.done or 0, held.open),
    }


def _township(village_code: str) -> str:
    return village_code[:9] + "000"


@screen(needs="attendance.question")
def question(request: ScreenRequest, county: str, month: date, posting: UUID) -> HttpResponse:
    """The township asks about days before it confirms."""
    held = queries.posting_month(request.scope, posting, month)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        first = form.cleaned_data["first_day"]
        try:
            services.add_entry(
                by=request.user,
                posting=held.posting,
                kind=Kind.IN_VILLAGE,
                first_day=first,
                last_day=form.cleaned_data["last_day"] or first,
                at=clock.now(),
                note_text=form.cleaned_data["note"],
                questioned=True,
            )
        except Refusal as refusal:
            form.add_error(None, f"{refusal.sentence}{refusal.advice}")
        else:
            return redirect("attendance:calendar", county=county, month=month, posting=posting)
    context = {**_person_frame(county, held, month), "form": form}
    return render(request, "attendance/question.html", context, status=422 if form.errors else 200)


@screen(needs="attendance.see")
def entry(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """One entry with every earlier version."""
    held = queries.entry_for(request.scope, entry)
    context = {
        "county": county,
        "entry": held,
        "versions": queries.history_of_entry(held),
        "may_change": _may_change(request, held),
        "may_settle": request.whole_scope.covers(held.village_code, "attendance.question"),
        "month": held.first_day.replace(day=1),
    }
    return render(request, "attendance/entry.html", context)


def _may_change(request: ScreenRequest, held: PresenceEntry) -> bool:
    """The person's own entries, save what an inspection found or the township asked; the office all of its place."""
    if request.whole_scope.covers(held.village_code, "attendance.enter"):
        return True
    own = held.posting.person.user_id == request.user.id and request.whole_scope.may("attendance.enter_own")
    return own and held.kind != Kind.FOUND_ABSENT and not held.questioned


@screen(needs="attendance.see")
def correct(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """A new version of an entry, with its reason."""
    held = queries.entry_for(request.scope, entry)
    if not _may_change(request, held):
        raise PermissionDenied("attendance.enter_own")
    office = request.whole_scope.covers(held.village_code, "attendance.enter")
    initial = {"kind": held.kind, "first_day": held.first_day, "last_day": held.last_day, "note": held.note}
    form = CorrectionForm(request.POST or None, by_office=office, initial=initial)
    if request.method == "POST" and form.is_valid():
        first, last = form.stretch
        data = form.cleaned_data
        try:
            fresh = services.correct_entry(
                by=request.user,
                entry=held,
                at=clock.now(),
                because=data["because"],
                kind=Kind(data["kind"]),
                first_day=first,
                last_day=last,
                note=data["note"],
                questioned=False,
            )
        except Refusal as refusal:
            form.add_error(None, f"{refusal.sentence}{refusal.advice}")
        else:
            messages.success(request, _("已更正，原记录保留在历史里。"))
            return redirect("attendance:entry", county=county, entry=fresh.id)
    context = {
        "county": county,
        "entry": held,
        "form": form,
        "heading": _("更正登记"),
        "submit": _("保存更正"),
    }
    return render(request, "attendance/change.html", context, status=422 if form.errors else 200)


@screen(needs="attendance.see")
def void(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """Take an entry back, with its reason."""
    held = queries.entry_for(request.scope, entry)
    if not _may_change(request, held):
        raise PermissionDenied("attendance.enter_own")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.void_entry(
                by=request.user, entry=held, at=clock.now(), because=form.cleaned_data["because"]
            )
        except Refusal as refusal:
            form.add_error(None, f"{refusal.sentence}{refusal.advice}")
        else:
            messages.success(request, _("已撤销，原记录保留在历史里。"))
            month = held.first_day.replace(day=1)
            return redirect("attendance:calendar", county=county, month=month, posting=held.posting_id)
    context = {"county": county, "entry": held, "form": form, "heading": _("撤销登记"), "submit": _("撤销")}
    return render(request, "attendance/change.html", context, status=422 if form.errors else 200)


@screen(needs="attendance.question")
def settle(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """The township has its answer: the days stand as entered."""
    held = queries.entry_for(request.scope, entry)
    if request.method == "POST":
        services.correct_entry(
            by=request.user, entry=held, at=clock.now(), because=_("已核实，属实"), questioned=False
        )
        messages.success(request, _("已核实。"))
    month = held.first_day.replace(day=1)
    return redirect("attendance:calendar", county=county, month=month, posting=held.posting_id)


@screen(needs="attendance.confirm")
def confirm(request: ScreenRequest, county: str, month: date, township: str) -> HttpResponse:
    """The township's one act for a month."""
    _own_township(request, township)
    if request.method == "POST":
        word = services.confirm_month(
            by=request.user, county=county, township_code=township, month=month, at=clock.now()
        )
        messages.success(request, _("已确认 %(people)s 人。") % {"people": word.people})
    return redirect("attendance:month", county=county, month=month)


@screen(needs="attendance.reopen")
def reopen(request: ScreenRequest, county: str, month: date, township: str) -> HttpResponse:
    """Take a confirmation back, with its reason."""
    _own_township(request, township)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.reopen_month(
            by=request.user,
            county=county,
            township_code=township,
            month=month,
            at=clock.now(),
            because=form.cleaned_data["because"],
        )
        messages.success(request, _("已重新打开，更正后请再次确认。"))
        return redirect("attendance:month", county=county, month=month)
    context = {
        "county": county,
        "month": month,
        "month_title": month_title(month),
        "township": places.names(county).get(township, township),
        "form": form,
    }
    return render(request, "attendance/reopen.html", context, status=422 if form.errors else 200)


def _own_township(request: ScreenRequest, township: str) -> None:
    if not any(township.startswith(prefix) for prefix in request.scope.prefixes):
        raise PermissionDenied(reverse("attendance:current", kwargs={"county": request.county}))


@screen(needs="documents.make")
def notice(request: ScreenRequest, county: str, month: date) -> HttpResponseBase:
    """Make the month's notice in Word and hand it out."""
    return _made(request, county, month, papers.make_notice)


@screen(needs="documents.make")
def ledger(request: ScreenRequest, county: str, month: date) -> HttpResponseBase:
    """Make the month's ledger in Excel and hand it out."""
    return _made(request, county, month, papers.make_ledger)


def _made(request: ScreenRequest, county: str, month: date, make: Callable[..., Paper]) -> HttpResponseBase:
    """A paper is kept when it is made, so it is asked for by POST; a mere visit leads back to the month."""
    page = reverse("attendance:month", kwargs={"county": county, "month": month})
    if request.method != "POST":
        return redirect(page)
    scope = request.whole_scope.narrowed("attendance.see")
    paper = make(
        by=request.user, scope=scope, month=month, link=lambda path: request.build_absolute_uri(page + path)
    )
    return as_download(paper)
