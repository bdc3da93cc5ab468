"""Screens of what was not carried out: the list, one of them in words, carrying it out after all, giving it back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhucun.accounts.directory import Directory
from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.place_codes import prefix_of
from zhucun.kernel.refusals import Refusal
from zhucun.sync import queries
from zhucun.sync.choices import HeldState
from zhucun.sync.models import Held
from zhucun.sync.office.forms import ReasonForm
from zhucun.sync.office.words import Reading, id_of, kind_said, side_by_side
from zhucun.sync.office.words_by_kind import NotForThisReader, author_row, told, told_there
from zhucun.sync.queries import SETTLE
from zhucun.sync.refusals import NotOpen
from zhucun.sync.services_quarantine import give_back as give_back_held
from zhucun.sync.services_quarantine import settle as settle_held

PER_PAGE = 50
ALL = "all"
SAID = "phones.because"  # in the session: the reason given last, for the next one of the same kind


@screen(needs=SETTLE)
def held_list(request: ScreenRequest, county: str) -> HttpResponse:
    """What was not carried out in the reader's places; first what is open."""
    state, phone = request.GET.get("state", ""), id_of(request.GET.get("phone", ""))
    found = queries.held_in(request.whole_scope, "" if state == ALL else state or HeldState.OPEN)
    if phone:
        found = found.filter(device=phone)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(request, list(page.object_list)),
        "is_open": not state,
        "states": [
            *((HeldState(value).value, label) for value, label in HeldState.choices[1:]),
            (ALL, _("全部")),
        ],
        "narrow": bool(state or phone),
        "phone": phone,
        "may_manage": request.whole_scope.may(queries.MANAGE),
    }
    return render(request, "phones/held_list.html", context)


def _rows(request: ScreenRequest, shown: list[Held]) -> list[dict[str, Any]]:
    directory = Directory(request.scope)
    return [
        {
            "held": one,
            "kind": kind_said(one.kind),
            "place": directory.place(prefix_of(one.place_code)),
            "made_on": clock.date_of(made_at) if (made_at := getattr(one, "made_at", None)) else None,
        }
        for one in shown
    ]


@screen(needs=SETTLE)
def held_one(request: ScreenRequest, county: str, held: UUID) -> HttpResponse:
    """One of them in words; in conflict, both versions beside each other."""
    found = queries.held_for(request.whole_scope, held)
    return render(request, "phones/held_one.html", _page(request, found))


@screen(needs=SETTLE)
def settle(request: ScreenRequest, county: str, held: UUID) -> HttpResponse:
    example, done = _("例如“已与本人核实”"), _("已照收，以本人的名义记下。")
    return _decide(request, held, settle_held, "phones/settle.html", example, done)


@screen(needs=SETTLE)
def give_back(request: ScreenRequest, county: str, held: UUID) -> HttpResponse:
    example, done = _("例如“这一天已经记过，请核对”"), _("已退回。本人下次打开手机时看到原因。")
    return _decide(request, held, give_back_held, "phones/give_back.html", example, done)


def _decide(
    request: ScreenRequest, id: UUID, act: Callable[..., Held], template: str, example: str, done: str
) -> HttpResponse:
    found = queries.held_for(request.whole_scope, id)
    page = _page(request, found)
    form = ReasonForm(request.POST or None, example=example, said=request.session.get(SAID, {}).get(template))
    if form.is_valid():
        try:
            act(by=request.user, held=found, at=clock.now(), **form.cleaned_data)
        except NotOpen as refusal:  # somebody was first: what became of it stands on its page
            messages.warning(request, refusal.sentence)
            return redirect("phones:held_one", request.county, id)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session[SAID] = {template: form.cleaned_data["because"]}
            return _onwards(request, found, done)
    return render(request, template, {**page, "form": form}, status=form.status)


def _onwards(request: ScreenRequest, found: Held, done: str) -> HttpResponse:
    """To the next one of the same phone: whoever has begun with a phone's work wants to be through with it."""
    following, count = queries.next_open(request.whole_scope, found)
    if following is None:
        messages.success(request, done)
        return redirect("phones:held_one", request.county, found.id)
    more = ngettext(
        "这部手机还有 %(count)s 条，这是下一条。", "这部手机还有 %(count)s 条，这是下一条。", count
    )
    messages.success(request, done + more % {"count": count})
    return redirect("phones:held_one", request.county, following.id)


def _page(request: ScreenRequest, found: Held) -> dict[str, Any]:
    reading = Reading(found, request.whole_scope, clock.today())
    try:
        rows = told(reading)
    except NotForThisReader as error:
        raise Http404("about the reader, or of a case that the reader does not see") from error
    is_conflict = found.there is not None
    pairs = side_by_side([*rows, author_row(found)], told_there(reading)) if is_conflict else []
    apart = [pair for pair in pairs if pair.differs or pair.label == author_row(found)[0]]
    return {
        "held": found,
        "kind": kind_said(found.kind),
        "place": Directory(request.scope).place(prefix_of(found.place_code)),
        "made_on": clock.date_of(reading.envelope.made_at) if reading.envelope else None,
        "rows": rows,
        "pairs": apart,
        "same": [pair for pair in pairs if pair not in apart],
        "is_conflict": is_conflict,
        "may_settle": reading.body is not None and reading.is_first,
        "is_open": found.state == HeldState.OPEN,
        "is_own": found.user_id == request.user.id,
    }
