"""What the screens of monitoring share: what was sent, what comes back, whose household it is."""

from uuid import UUID

from django import forms
from django.http import QueryDict

from zhucun.accounts.screens import ScreenRequest
from zhucun.households.models import Household
from zhucun.households.queries import household_for

NOT_ACCEPTED = 422


def sent(request: ScreenRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def status(form: forms.BaseForm) -> int:
    return NOT_ACCEPTED if form.errors else 200


def household_of(request: ScreenRequest, id: UUID) -> Household:
    """A household that the reader of this screen may know of."""
    return household_for(request.scope, id)
