"""Submitting, approving, returning, withdrawing: each one act of the request's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.burden import queries, services
from zhucun.burden.checks import APPROVE, ASK, READ
from zhucun.burden.forms import CostForm, ReasonForm
from zhucun.burden.models import DataRequest
from zhucun.burden.views_shared import show_request
from zhucun.kernel import clock
from zhucun.kernel.forms import ActForm, tried


@screen(needs=ASK)
@require_POST
def submit(request: ScreenRequest, county: str, request_id: UUID) -> HttpResponse:
    """Lay it before the county, the cost having been seen."""
    held, form = _held(request, request_id), CostForm(request.POST)

    def act() -> DataRequest:
        cost = form.cleaned_data["cost"]
        return services.submit_request(by=request.user, request=held, cost=cost, at=clock.now())

    return _done(request, held, "costing", form, act, _("已报县里审批。批准以前，村里看不到。"))


@screen(needs=APPROVE)
@require_POST
def approve(request: ScreenRequest, county: str, request_id: UUID) -> HttpResponse:
    """The county's yes: it gets its number, and villages see it."""
    held, form = _held(request, request_id), CostForm(request.POST)

    def act() -> DataRequest:
        cost = form.cleaned_data["cost"]
        return services.approve_request(by=request.user, request=held, cost=cost, at=clock.now())

    return _done(request, held, "costing", form, act, _("已批准登记并编号，村里现在能看到。"))


@screen(needs=APPROVE)
@require_POST
def give_back(request: ScreenRequest, county: str, request_id: UUID) -> HttpResponse:
    """The county's no, with its reason."""
    held, form = _held(request, request_id), ReasonForm(request.POST)

    def act() -> DataRequest:
        because = form.cleaned_data["because"]
        return services.return_request(by=request.user, request=held, because=because, at=clock.now())

    return _done(request, held, "returning", form, act, _("已退回，起草人会看到理由。"))


@screen(needs=READ)
@require_POST
def withdraw(request: ScreenRequest, county: str, request_id: UUID) -> HttpResponse:
    """Whoever asks, or the county, takes it back; the service tells who may."""
    held, form = _held(request, request_id), ReasonForm(request.POST, prefix="withdraw")

    def act() -> DataRequest:
        because = form.cleaned_data["because"]
        return services.withdraw_request(by=request.user, request=held, because=because, at=clock.now())

    return _done(request, held, "withdrawing", form, act, _("已撤销，村里不用再填。"))


def _held(request: ScreenRequest, id: UUID) -> DataRequest:
    return queries.request_for(request.whole_scope, id)


def _done(
    request: ScreenRequest,
    held: DataRequest,
    name: str,
    form: ActForm,
    act: Callable[[], DataRequest],
    said: Any,
) -> HttpResponse:
    made = tried(form, act)
    if made:
        messages.success(request, said)
        return redirect("burden:request", request.county, made.id)
    return show_request(request, held, **{name: form, "refused_form": form})
