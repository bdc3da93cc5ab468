"""Entries: asked about, explained, corrected, taken back, settled. Every version stays."""

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.attendance import pages, queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.forms import CorrectionForm, ExplanationForm, QuestionForm, ReasonForm
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.attendance.views.sending import day_in
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status, tried
from zhucun.places import queries as places


@screen(needs="attendance.question")
def question(request: ScreenRequest, county: str, month: date, posting: UUID) -> HttpResponse:
    """The township asks about days before it confirms."""
    held = queries.posting_month(request.scope, posting, month)
    chosen = day_in(month, request.GET.get("day", ""))
    form = QuestionForm(sent(request), initial={"first_day": chosen})
    if tried(form, lambda: _ask(request, held, form)):
        messages.success(request, _("已要求核实，本人会在首页看到。"))
        return redirect("attendance:calendar", county=county, month=month, posting=posting)
    context = {**pages.person_frame(request, held, month), "form": form}
    return render(request, "attendance/question.html", context, status=status(form))


def _ask(request: ScreenRequest, held: PostingMonth, form: QuestionForm) -> PresenceEntry:
    first = form.cleaned_data["first_day"]
    return services.add_entry(
        by=request.user,
        posting=held.posting,
        kind=Kind.IN_VILLAGE,
        first_day=first,
        last_day=form.cleaned_data["last_day"] or first,
        at=clock.now(),
        note_text=form.cleaned_data["note"],
        questioned=True,
    )


@screen(needs="attendance.see")
def entry(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """One entry with every earlier version."""
    held = queries.entry_for(request.scope, entry)
    stands = held.is_current and not held.voided
    context = {"county": county, "entry": held} | {
        "versions": queries.history_of_entry(held),
        "may_change": stands and _may_change(request, held),
        "may_explain": stands and held.questioned and _is_own(request, held),
        "may_settle": request.whole_scope.covers(held.village_code, "attendance.question"),
        "case": pages.case_behind(request.whole_scope, held),
        "month": held.first_day.replace(day=1),
        "village": places.names(county).get(held.village_code, held.village_code),
    }
    return render(request, "attendance/entry.html", context)


def _is_own(request: ScreenRequest, held: PresenceEntry) -> bool:
    own = held.posting.person.user_id == request.user.id
    return own and request.whole_scope.may("attendance.enter_own")


def _may_change(request: ScreenRequest, held: PresenceEntry) -> bool:
    """The person's own entries, save what an inspection found, the township asked or a case brought about; the office
    all of its place."""
    if request.whole_scope.covers(held.village_code, "attendance.enter"):
        return True
    own_word = held.kind != Kind.FOUND_ABSENT and held.case_id is None and not held.questioned
    return own_word and _is_own(request, held)


@screen(needs="attendance.see")
def explain(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """The person answers what the township asked; the days stay under question until the township settles them."""
    held = queries.entry_for(request.scope, entry)
    if not (held.questioned and _is_own(request, held)):
        raise PermissionDenied("attendance.enter_own")
    form = ExplanationForm(sent(request))

    def act() -> PresenceEntry:
        because = form.cleaned_data["because"]
        return services.correct_entry(by=request.user, entry=held, at=clock.now(), because=because)

    if fresh := tried(form, act):
        messages.success(request, _("已送到乡镇，等他们核实。"))
        return redirect("attendance:entry", county=county, entry=fresh.id)
    words = {"heading": _("说明情况"), "submit": _("送乡镇核实")}
    return _change_page(request, held, form, words)


@screen(needs="attendance.see")
def correct(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """A new version of an entry, with its reason."""
    held = _to_change(request, entry)
    office = request.whole_scope.covers(held.village_code, "attendance.enter")
    initial = {"kind": held.kind, "first_day": held.first_day, "last_day": held.last_day, "note": held.note}
    form = CorrectionForm(sent(request), by_office=office, initial=initial)
    if fresh := tried(form, lambda: _correct(request, held, form)):
        messages.success(request, _("已更正，原记录保留在历史里。"))
        return redirect("attendance:entry", county=county, entry=fresh.id)
    return _change_page(request, held, form, {"heading": _("更正登记"), "submit": _("保存更正")})


def _correct(request: ScreenRequest, held: PresenceEntry, form: CorrectionForm) -> PresenceEntry:
    first, last = form.stretch
    return services.correct_entry(
        by=request.user,
        entry=held,
        at=clock.now(),
        because=form.cleaned_data["because"],
        kind=Kind(form.cleaned_data["kind"]),
        first_day=first,
        last_day=last,
        note=form.cleaned_data["note"],
        questioned=False,
    )


@screen(needs="attendance.see")
def void(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """Take an entry back, with its reason."""
    held = _to_change(request, entry)
    form = ReasonForm(sent(request))

    def act() -> PresenceEntry:
        because = form.cleaned_data["because"]
        return services.void_entry(by=request.user, entry=held, at=clock.now(), because=because)

    if tried(form, act):
        messages.success(request, _("已撤销，原记录保留在历史里。"))
        return _to_calendar(held)
    return _change_page(request, held, form, {"heading": _("撤销登记"), "submit": _("撤销")})


def _to_change(request: ScreenRequest, entry: UUID) -> PresenceEntry:
    held = queries.entry_for(request.scope, entry)
    if not _may_change(request, held):
        raise PermissionDenied("attendance.enter_own")
    return held


def _change_page(
    request: ScreenRequest, held: PresenceEntry, form: forms.Form, words: dict[str, str]
) -> HttpResponse:
    context = {"county": request.county, "entry": held} | {"form": form, **words}
    return render(request, "attendance/change.html", context, status=status(form))


def _to_calendar(held: PresenceEntry) -> HttpResponse:
    month = held.first_day.replace(day=1)
    return redirect("attendance:calendar", county=held.county_code, month=month, posting=held.posting_id)


@screen(needs="attendance.question")
def settle(request: ScreenRequest, county: str, entry: UUID) -> HttpResponse:
    """The township has its answer: the days stand as entered."""
    held = queries.entry_for(request.scope, entry)
    if request.method == "POST":
        services.correct_entry(
            by=request.user, entry=held, at=clock.now(), because=_("已核实，属实"), questioned=False
        )
        messages.success(request, _("已核实。"))
    return _to_calendar(held)
