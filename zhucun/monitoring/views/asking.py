"""What the screens of monitoring share: what was sent, what comes back, whose household it is."""

from uuid import UUID

from zhucun.accounts.screens import ScreenRequest
from zhucun.households.models import Household
from zhucun.households.queries import household_for


def household_of(request: ScreenRequest, id: UUID) -> Household:
    """A household that the reader of this screen may know of."""
    return household_for(request.scope, id)
