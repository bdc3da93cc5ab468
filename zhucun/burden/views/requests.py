"""The register of requests: its list, one request, drafting, changing, renewing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.burden import pages, queries, services
from zhucun.burden.checks import ASK, READ
from zhucun.burden.drafting import draft_form, drafting_page
from zhucun.burden.forms import DraftForm, RenewForm
from zhucun.burden.models import DataRequest
from zhucun.burden.views_shared import show_request
from zhucun.kernel import clock, paging
from zhucun.kernel.forms import sent, status, tried

PAGE = 50
TABS: Mapping[str, Any] = {
    "running": gettext_lazy("执行中"),
    "waiting": gettext_lazy("等待审批"),
    "drafts": gettext_lazy("草稿和退回"),
    "over": gettext_lazy("到期和撤销"),
}
FOR_ASKERS = {"waiting", "drafts"}


@screen(needs=READ)
def requests(request: ScreenRequest, county: str) -> HttpResponse:
    """What is registered, and what is on its way there."""
    scope, today = request.whole_scope, clock.today()
    tabs = {key: word for key, word in TABS.items() if scope.may(ASK) or key not in FOR_ASKERS}
    tab = request.GET.get("tab", "running")
    if tab not in tabs:
        raise Http404("tab")
    rows = queries.requests_in(scope, tab, today)
    after = paging.after_in(request.GET)
    page = paging.page(rows, PAGE, after=queries.request_for(scope, after) if after else None)
    context = {
        "tab": tab,
        "tabs": [(key, word, queries.requests_in(scope, key, today).count()) for key, word in tabs.items()],
        "rows": [(row, pages.state_said(row, today)) for row in page.rows],
        "following": page.following,
        "may_ask": scope.may(ASK),
    }
    return render(request, "burden/requests.html", context)


@screen(needs=READ)
def request_page(request: ScreenRequest, county: str, request_id: UUID) -> HttpResponse:
    """One request: by which paper, for whom, what it asks, what it costs, and what can be done about it."""
    return show_request(request, queries.request_for(request.whole_scope, request_id))


@screen(needs=ASK)
def draft(request: ScreenRequest, county: str) -> HttpResponse:
    """Write a new request down; its cost is shown next, before anybody hears of it."""
    form = draft_form(request, sent(request))
    made = tried(
        form,
        lambda: services.draft_request(
            by=request.user, county=county, content=form.content(), at=clock.now()
        ),
    )
    return _kept(request, form, made, {"title": _("新的填报任务")})


@screen(needs=ASK)
def change(request: ScreenRequest, county: str, request_id: UUID) -> HttpResponse:
    """Change a draft, or what was returned."""
    held = queries.request_for(request.whole_scope, request_id)
    form = draft_form(request, sent(request), queries.content_of(held))
    made = tried(
        form,
        lambda: services.change_request(
            by=request.user, request=held, content=form.content(), at=clock.now()
        ),
    )
    return _kept(request, form, made, {"title": held.title, "held": held})


@screen(needs=ASK)
def renew(request: ScreenRequest, county: str, request_id: UUID) -> HttpResponse:
    """Ask the same for further days: a draft of its own, which is weighed and approved anew."""
    held = queries.request_for(request.whole_scope, request_id)
    form = RenewForm(sent(request))

    def act() -> DataRequest:
        given = form.cleaned_data
        content = services.renewed(held, given["first_on"], given["last_on"])
        return services.draft_request(
            by=request.user, county=county, content=content, at=clock.now(), renews=held
        )

    made = tried(form, act)
    if made:
        messages.success(request, _("已照原样起草续办。请看过负担，再报县里审批。"))
        return redirect("burden:request", county, made.id)
    return render(request, "burden/renew.html", {"form": form, "held": held}, status=status(form))


def _kept(
    request: ScreenRequest, form: DraftForm, made: DataRequest | None, context: dict[str, Any]
) -> HttpResponse:
    if made:
        messages.success(request, _("已保存。请看过下面的负担，再报县里审批。"))
        return redirect("burden:request", request.county, made.id)
    return render(request, "burden/draft.html", drafting_page(request, form) | context, status=status(form))
