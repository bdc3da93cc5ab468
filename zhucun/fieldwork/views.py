"""Screens of work records: lists, one record with its versions, the diary; writing, correcting, taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.dispatch.models import Posting
from zhucun.fieldwork import queries, services, writers
from zhucun.fieldwork.domain import EVER, Balance, Filters, beside, in_address, is_year
from zhucun.fieldwork.drafts import WORK_AREAS, duty_words
from zhucun.fieldwork.forms import BECAUSE, ID, RAISES, RecordForm, VoidForm, form_class_for, household_key_of
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.present import line_of, lines_of
from zhucun.fieldwork.promises import MATTER, promise_of, raise_matter
from zhucun.fieldwork.refusals import NoSuchForm, RecordRefusal
from zhucun.households import queries as households
from zhucun.households.models import Household
from zhucun.households.search import picker
from zhucun.kernel import clock
from zhucun.kernel.forms import sent, status
from zhucun.kernel.paging import after_in
from zhucun.kernel.place_codes import TOWNSHIP, prefix_of
from zhucun.kernel.refusals import Refusal
from zhucun.places import queries as places
from zhucun.policy.pack import Form
from zhucun.policy.queries import pack_of

PEOPLE_OFFERED = 120


@screen(needs=services.SEE)
def records(request: ScreenRequest, county: str) -> HttpResponse:
    filters, after = _asked(request)
    pack, names = pack_of(county), places.names(county)
    page = queries.page_of(request.scope, filters, after)
    counts = queries.count_by_duty(request.scope, filters) if filters.month else {}
    context = {
        **_frame(request, filters, names),
        "lines": lines_of(page.rows, pack, names),
        "following": page.following,
        "duties": [(code, word, counts.get(code, 0)) for code, word in pack.vocabularies[WORK_AREAS].items()],
        "total": sum(counts.values()),
        "forms": [(form.code, form.title) for form in pack.forms.values()],
        "may_write": request.whole_scope.may(services.WRITE),
    }
    return render(request, "fieldwork/records.html", context)


@screen(needs=services.SEE)
def balance(request: ScreenRequest, county: str) -> HttpResponse:
    filters, _after = _asked(request)
    by = _balance_by(request)
    duties = pack_of(county).vocabularies[WORK_AREAS]
    names = places.names(county)
    rows = [
        (
            row,
            names.get(row.name, row.name),
            [(duty, row.counts[duty]) for duty in duties],
            row.counts.total(),
        )
        for row in queries.duty_balance(request.scope, filters, by)
    ]
    sums = [sum(row.counts[duty] for row, *_ in rows) for duty in duties]
    context = {
        **_frame(request, filters, names),
        "by": by,
        "period": in_address(filters.month) if filters.month else EVER,
        "key": "person" if by is Balance.PERSON else "place",
        "duties": duties.values(),
        "rows": rows,
        "sums": sums,
        "total": sum(sums),
    }
    return render(request, "fieldwork/balance.html", context)


@screen(needs=services.SEE)
def record(request: ScreenRequest, county: str, record_id: UUID) -> HttpResponse:
    found = queries.record_for(request.scope, record_id)
    pack, names = pack_of(county), places.village_names(request.scope, [found.village_code])
    versions = queries.versions_of(found)
    context = {
        "line": line_of(found, pack, names),
        "versions": lines_of(versions, pack, names),
        "current": versions[0],
        "promise": promise_of(request.whole_scope, found),
        "may_change": found.is_current
        and not found.voided
        and writers.may_write_under(request.whole_scope, found.posting),
    }
    return render(request, "fieldwork/record.html", context)


@screen(needs=services.SEE)
def diary(request: ScreenRequest, county: str) -> HttpResponse:
    filters, _after = _asked(request)
    if filters.month is None or is_year(filters.month):
        raise Http404("a diary is of one month")
    first, last = filters.month.first, filters.month.last
    if filters.person:
        postings = writers.postings_of(request.scope, filters.person, first, last)
        if not postings:
            raise Http404("person")
    else:
        postings = writers.own_between(request.user, county, first, last)
    pack, names = pack_of(county), places.names(county)
    days = queries.diary_of(county, [posting.id for posting in postings], first, last)
    context = {
        "month": filters.month,
        "around": beside(filters.month),
        "postings": [
            (posting, names.get(posting.village_code, posting.village_code)) for posting in postings
        ],
        "days": [(day, lines_of(written, pack, names)) for day, written in sorted(days.items())],
        "own": filters.person is None,
        "may_write": filters.person is None and request.whole_scope.may(services.WRITE),
    }
    return render(request, "fieldwork/diary.html", context)


@screen(needs=services.WRITE)
def new(request: ScreenRequest, county: str, form: str = "") -> HttpResponse:
    """Write a record: at once in the form used last; somebody who writes for others first says for whom."""
    postings = writers.postings_for(request.user, request.scope, clock.today())
    posting = writers.posting_among(postings, request.GET.get("posting", ""))
    names = places.names(county)
    offered = writers.forms_for(pack_of(county), posting) if posting else []
    context = {
        "posting": posting,
        "village": names.get(posting.village_code, posting.village_code) if posting else "",
        "own": posting is not None and posting.person.user_id == request.user.id,
        "postings": [
            (one.id, f"{names.get(one.village_code, one.village_code)} {one.person}") for one in postings
        ],
        "forms": offered,
    }
    if posting is None or not offered:
        return render(request, "fieldwork/choose.html", context)
    code = form or queries.last_form_of(posting) or offered[0].code
    definition = next((one for one in offered if one.code == code), None if form else offered[0])
    if definition is None:
        raise Http404("form")
    return _write(request, posting, definition, context)


def _write(
    request: ScreenRequest, posting: Posting, definition: Form, context: dict[str, Any]
) -> HttpResponse:
    pack = pack_of(request.county)
    kind = form_class_for(definition, duty_words(definition, pack), promises=MATTER in pack.flows)
    form = _asking(request, kind, posting, presets=_presets(request, definition))
    if form.is_valid():
        try:
            kept = services.write_record(
                by=request.user,
                county=request.county,
                posting=posting,
                form=definition.code,
                household=_household(request, form),
                id=form.cleaned_data[ID],
                at=clock.now(),
                **form.said(),
            )
        except RecordRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已记下。各种台账和日记都从这一条生成，不用再填。"))
            if form.cleaned_data.get(RAISES):
                _raise_promised(request, kept)
            return redirect("fieldwork:record", request.county, kept.id)
    context |= {"form": form, "definition": definition}
    return render(request, "fieldwork/new.html", context, status=status(form))


def _raise_promised(request: ScreenRequest, record: WorkRecord) -> None:
    """The record is kept in any case: what stands in the way of the matter is said, and it can be raised later."""
    promise = promise_of(request.whole_scope, record)
    if promise is None or promise.raised:
        return
    try:
        raise_matter(by=request.user, record=record, at=clock.now())
    except Refusal as refusal:
        messages.warning(request, refusal.said)
    else:
        messages.success(request, _("答应的事已转为办件。"))


@screen(needs=services.WRITE)
def find_household(request: ScreenRequest, county: str) -> HttpResponse:
    """The piece under the box that names a household: those of the village where the record is written."""
    postings = writers.postings_for(request.user, request.scope, clock.today())
    posting = writers.posting_among(postings, request.GET.get("posting", ""))
    if posting is None:
        raise Http404("posting")
    return picker.picks(request, households.households_at(county, posting.village_code))


@screen(needs=services.WRITE)
def correct(request: ScreenRequest, county: str, record_id: UUID) -> HttpResponse:
    found = _to_change(request, record_id)
    pack = pack_of(county)
    definition = pack.forms.get(found.form)
    if definition is None:
        raise NoSuchForm(form=found.form)
    kind = form_class_for(definition, duty_words(definition, pack), correcting=True)
    form = _asking(request, kind, found.posting, record=found)
    if form.is_valid():
        try:
            fresh = services.correct_record(
                by=request.user,
                record=found,
                household=_household(request, form),
                because=form.cleaned_data[BECAUSE],
                at=clock.now(),
                **form.said(),
            )
        except RecordRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已更正，原来的一版保留在下面。"))
            return redirect("fieldwork:record", county, fresh.id)
    context = {"record": found, "form": form, "definition": definition, "posting": found.posting}
    return render(request, "fieldwork/correct.html", context, status=status(form))


@screen(needs=services.WRITE)
def void(request: ScreenRequest, county: str, record_id: UUID) -> HttpResponse:
    found = _to_change(request, record_id)
    form = VoidForm(sent(request))
    if form.is_valid():
        try:
            fresh = services.void_record(
                by=request.user, record=found, because=form.cleaned_data["because"], at=clock.now()
            )
        except RecordRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已撤销，不再计入；记录和原因都保留。"))
            return redirect("fieldwork:record", county, fresh.id)
    names = places.village_names(request.scope, [found.village_code])
    context = {"form": form, "line": line_of(found, pack_of(county), names)}
    return render(request, "fieldwork/void.html", context, status=status(form))


def _to_change(request: ScreenRequest, record_id: UUID) -> WorkRecord:
    """A record in the reader's places that the reader may also write under."""
    found = queries.record_for(request.scope, record_id)
    if not writers.may_write_under(request.whole_scope, found.posting):
        raise PermissionDenied(services.WRITE)
    return found


def _household(request: ScreenRequest, form: RecordForm) -> Household | None:
    chosen = form.cleaned_data.get(form.household_key)
    return households.household_in(request.county, UUID(chosen)) if chosen else None


def _asking(request: ScreenRequest, kind: type[RecordForm], posting: Posting, **how: Any) -> RecordForm:
    """The form with its box for the household; while somebody only looks for one, nothing of it is judged."""
    form = kind(sent(request), today=clock.today(), **how)
    if picker.looks(request.POST):
        form = kind(None, today=clock.today(), **{**how, "presets": picker.typed(form)})
    if form.household_key:
        there = households.households_at(posting.county_code, posting.village_code)
        find = reverse("fieldwork:find_household", args=[posting.county_code])
        address = f"{find}?posting={posting.id}"
        picker.put_into(form, form.household_key, there, given=request.POST, address=address)
    return form


def _presets(request: ScreenRequest, definition: Form) -> dict[str, Any]:
    """What a link may bring along: the household it was opened from, the day of the diary."""
    key = household_key_of(definition)
    chosen = _uuid(request.GET.get("household", ""))
    return {key: chosen} if key and chosen else {}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as strange:
        raise Http404("no such key") from strange


def _asked(request: ScreenRequest) -> tuple[Filters, UUID | None]:
    try:
        return Filters.from_address(request.GET, clock.today()), after_in(request.GET)
    except ValueError as strange:
        raise Http404("no such filter") from strange


def _balance_by(request: ScreenRequest) -> Balance:
    try:
        return Balance(request.GET.get("by", Balance.VILLAGE))
    except ValueError as strange:
        raise Http404("no such balance") from strange


def _frame(request: ScreenRequest, filters: Filters, names: dict[str, str]) -> dict[str, Any]:
    """What both lists need to be narrowed: months, places and people within reach."""
    month = filters.month
    today = clock.today()
    first, last = (month.first, month.last) if month else (today, today)
    reach = [code for code in names if _within_reach(request, prefix_of(code))]
    people = writers.people_in(request.scope, first, last, prefix_of(filters.place), PEOPLE_OFFERED)
    return {
        "filters": filters,
        "month": month,
        "around": beside(month) if month else None,
        "whole_year": bool(month and is_year(month)),
        "ever": EVER,
        "places": [(code, names[code]) for code in sorted(reach)],
        "people": people,
    }


def _within_reach(request: ScreenRequest, prefix: str) -> bool:
    return len(prefix) >= TOWNSHIP and any(prefix.startswith(place) for place in request.scope.prefixes)
