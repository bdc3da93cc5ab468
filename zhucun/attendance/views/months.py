"""Months: the matrix, one person's calendar, why, the township's word, the papers."""

from collections.abc import Callable
from datetime import date
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
from zhucun.attendance import pages, papers, queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.forms import EntryForm, ReasonForm
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.attendance.months import month_after, month_before, month_title, period_of
from zhucun.attendance.views.sending import day_in
from zhucun.dispatch import queries as dispatch
from zhucun.documents.downloads import as_download
from zhucun.documents.models import Paper
from zhucun.engine.verdict import Answer
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status, tried
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as places
from zhucun.policy import queries as policy

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
    context = pages.month_frame(request, month)
    township = pages.narrow_to_township(context, request.GET.get("township", ""))
    rows = queries.month_rows(
        request.scope, month, answer=answer if answer in set(Answer) else "", township=township
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, **pages.matrix_rows(context, page.object_list)}
    return render(request, "attendance/month.html", context)


@screen(needs="attendance.see")
def sheet(request: ScreenRequest, county: str, month: date) -> HttpResponse:
    """The whole month on one sheet, for printing."""
    context = pages.month_frame(request, month)
    context |= pages.matrix_rows(context, queries.month_rows(request.scope, month))
    return render(request, "attendance/sheet.html", context)


@screen(needs="attendance.see")
def why(request: ScreenRequest, county: str, month: date, posting: UUID) -> HttpResponse:
    """Why an answer is what it is: rule, value, paper, days, records, what would change it."""
    held = queries.posting_month(request.scope, posting, month)
    duty = policy.presence_duty(policy.pack_of(county))
    context = pages.person_frame(request, held, month)
    history = policy.history_of(county, duty.id, posting) if duty else []
    context |= {
        "duty": duty,
        "history": [decision for decision in history if decision.period_from == month],
        "records": pages.records_behind(request.whole_scope, context["why"]),
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
    chosen = day_in(month, request.GET.get("day", ""))
    initial = {"first_day": chosen or day_in(month, clock.today().isoformat()), "kind": Kind.IN_VILLAGE}
    form = EntryForm(sent(request), by_office=office, initial=initial)
    if tried(form, lambda: _enter(request, held, form)):
        messages.success(request, _("已登记。填错了可以更正，原记录会保留。"))
        return redirect(f"{request.path}#main")
    word = queries.confirmations(county, month).get(township_of(held.village_code))
    period = period_of(month)
    context = {
        **pages.person_frame(request, held, month),
        **pages.day_panel(request.whole_scope, held, chosen),
        "form": form,
        "word": word,
        "may_enter": may_enter and not (word and word.confirmed),
        "may_question": request.whole_scope.covers(held.village_code, "attendance.question"),
        "leave_flow": pages.leave_flow(request.whole_scope) if own else "",
        "entries": queries.entries_between(county, period.first, period.last, [posting]),
        "today": clock.today(),
        "before": month_before(month),
        "after": month_after(month),
    }
    return render(request, "attendance/calendar.html", context, status=status(form))


def _enter(request: ScreenRequest, held: PostingMonth, form: EntryForm) -> PresenceEntry:
    first, last = form.stretch
    return services.add_entry(
        by=request.user,
        posting=held.posting,
        kind=Kind(form.cleaned_data["kind"]),
        first_day=first,
        last_day=last,
        at=clock.now(),
        note_text=form.cleaned_data["note"],
    )


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
    form = ReasonForm(sent(request))

    def act() -> object:
        return services.reopen_month(
            by=request.user,
            county=county,
            township_code=township,
            month=month,
            at=clock.now(),
            because=form.cleaned_data["because"],
        )

    if tried(form, act):
        messages.success(request, _("已重新打开，更正后请再次确认。"))
        return redirect("attendance:month", county=county, month=month)
    context = {
        "county": county,
        "month": month,
        "month_title": month_title(month),
        "township": places.names(county).get(township, township),
        "form": form,
    }
    return render(request, "attendance/reopen.html", context, status=status(form))


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
