"""What was asked without a number: written down by a village, settled by the county."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.burden import pages, queries, services_refusing
from zhucun.burden.checks import ANSWER, APPROVE, READ
from zhucun.burden.choices import Outcome
from zhucun.burden.drafting import draft_form, drafting_page
from zhucun.burden.forms import ReasonForm, RefuseForm
from zhucun.burden.models import UnregisteredRequest
from zhucun.burden.months import Month, month_in, place_in
from zhucun.burden.words import reply_to, rule_of
from zhucun.kernel import clock, paging
from zhucun.kernel.forms import sent, status, tried
from zhucun.places import queries as places

PAGE = 50


@screen(needs=READ)
def refused_list(request: ScreenRequest, county: str) -> HttpResponse:
    """What villages refused, of the reader's places; without a month all there is."""
    place, waiting = place_in(request.GET, county), request.GET.get("waiting") == "1"
    month: Month | None = month_in(request.GET, clock.today()) if request.GET.get("month") else None
    rows = queries.refused_in(
        request.scope, place=place, month=month.period if month else None, waiting=waiting
    )
    after = paging.after_in(request.GET)
    page = paging.page(rows, PAGE, after=queries.refused_for(request.scope, after) if after else None)
    names = places.village_names(request.scope, {row.village_code for row in page.rows} | {place})
    context = {
        "rows": [(row, names.get(row.village_code, row.village_code)) for row in page.rows],
        "count": rows.count(),
        "following": page.following,
        "month": month,
        "place_name": names.get(place, ""),
        "narrow": bool(place or month or waiting),
        "may_decide": request.whole_scope.may(APPROVE),
    }
    return render(request, "burden/refused.html", context)


@screen(needs=ANSWER)
def refuse(request: ScreenRequest, county: str, code: str) -> HttpResponse:
    """Write down what came without a number; the next page has the sentence to send back."""
    village = queries.village_for(request.scope, code)
    form = RefuseForm(sent(request), initial={"asked_on": clock.today()})
    made = tried(
        form,
        lambda: services_refusing.refuse_unregistered(
            by=request.user, county=county, village=code, told=form.told(), at=clock.now()
        ),
    )
    if made:
        messages.success(request, _("已登记为拒绝，县里会处理。现在不用填。"))
        return redirect("burden:unregistered", county, made.id)
    context = {"code": code, "village": village.short_name, "form": form, "rule": rule_of(county)}
    return render(request, "burden/refuse.html", context, status=status(form))


@screen(needs=READ)
def unregistered(request: ScreenRequest, county: str, refused: UUID) -> HttpResponse:
    """One of them, with the reply to send back and what the county made of it."""
    return _show(request, queries.refused_for(request.scope, refused))


@screen(needs=APPROVE)
def confirm(request: ScreenRequest, county: str, refused: UUID) -> HttpResponse:
    """The county stands by the village."""
    held = queries.refused_for(request.scope, refused)
    form = ReasonForm(sent(request))
    made = tried(
        form,
        lambda: services_refusing.confirm_refusal(
            by=request.user, refused=held, because=form.cleaned_data["because"], at=clock.now()
        ),
    )
    if made:
        messages.success(request, _("已确认不用填，村里能看到。"))
        return redirect("burden:unregistered", county, held.id)
    return _show(request, held, confirming=form)


@screen(needs=APPROVE)
def make_draft(request: ScreenRequest, county: str, refused: UUID) -> HttpResponse:
    """It is needed after all: the same draft as every request, begun with what the village was told."""
    held = queries.refused_for(request.scope, refused)
    given = {"title": held.title[:80], "owner": held.asked_by, "places": [held.village_code]}
    form = draft_form(request, sent(request), presets=given)
    made = tried(
        form,
        lambda: services_refusing.draft_from_refused(
            by=request.user, refused=held, content=form.content(), at=clock.now()
        ),
    )
    if made:
        messages.success(request, _("已保存。请看过下面的负担，再报县里审批。"))
        return redirect("burden:request", county, made.id)
    context = drafting_page(request, form) | {"title": held.title, "refused": held}
    return render(request, "burden/draft.html", context, status=status(form))


def _show(
    request: ScreenRequest, held: UnregisteredRequest, confirming: ReasonForm | None = None
) -> HttpResponse:
    county = held.county_code
    village = places.names_of([held.village_code]).get(held.village_code, held.village_code)
    open_for_decision = held.outcome == Outcome.WAITING and request.whole_scope.may(APPROVE)
    context: dict[str, Any] = {
        "held": held,
        "village": village,
        "reply": reply_to(held.title, village, held.asked_on, county),
        "rule": rule_of(county),
        "may_decide": open_for_decision,
        "confirming": confirming or ReasonForm(),
        "is_own": pages.may_answer(request.whole_scope, held.village_code),
    }
    return render(request, "burden/unregistered.html", context, status=status(confirming))
