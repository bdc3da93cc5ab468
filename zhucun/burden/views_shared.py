"""The page of one request, for the screens that show it and those whose act was refused there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from zhucun.accounts.screens import ScreenRequest
from zhucun.burden import pages
from zhucun.burden.forms import CostForm, ReasonForm
from zhucun.burden.models import DataRequest
from zhucun.kernel import clock
from zhucun.kernel.forms import status


def show_request(request: ScreenRequest, held: DataRequest, **more: Any) -> HttpResponse:
    """With the form of an act that was refused, if there is one."""
    context = pages.request_page(held, request.whole_scope, clock.today())
    refused = more.pop("refused_form", None)
    more.pop("costing", None)  # the page shows the sum of now, not the one that was sent
    context |= {
        "costing": CostForm(initial={"cost": context["weighed"].cost.total}),
        "returning": ReasonForm(),
        "withdrawing": ReasonForm(prefix="withdraw"),
        "refused": [*refused.non_field_errors(), *refused.errors.get("cost", [])] if refused else [],
        **more,
    }
    return render(request, "burden/request.html", context, status=status(refused))
