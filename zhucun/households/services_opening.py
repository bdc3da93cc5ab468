"""Opening what is kept more closely: a person's numbers in clear, what is kept of a child. Each time with a reason.

Nothing is written but the line in the trail, which the person can ask to see.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import recorded
from zhucun.households import members
from zhucun.households.checks import reason
from zhucun.households.domain_people import is_minor
from zhucun.households.models import Villager
from zhucun.households.queries_minors import may_open_minor
from zhucun.households.refusals_opening import MinorClosed, NumbersClosed

SEE, REVEAL = "households.see", "identity.reveal"
NUMBERS_SHOWN, MINOR_OPENED = "households.numbers_shown", "households.minor_opened"


@recorded(NUMBERS_SHOWN, _("查看农户成员完整号码"))
def show_numbers(*, by: User, villager: Villager, because: str, on: date) -> Villager:
    """Let somebody see a person's numbers in clear; of a child only with leave besides."""
    village = members.last(villager).village_code
    scope = scope_of(by, villager.county_code, on=on)
    if not scope.covers(village, REVEAL):
        raise NumbersClosed(name=villager.name)
    if is_minor(villager, on) and not may_open_minor(scope.narrowed(SEE), village, on):
        raise MinorClosed(name=villager.name)
    reason(because)
    villager.village_code = village
    return villager


@recorded(MINOR_OPENED, _("查看未成年人信息"))
def open_minor(*, by: User, villager: Villager, because: str, on: date) -> Villager:
    """Let somebody with leave see what is kept of a child, once."""
    village = members.last(villager).village_code
    if not may_open_minor(scope_of(by, villager.county_code, on=on).narrowed(SEE), village, on):
        raise MinorClosed(name=villager.name)
    reason(because)
    villager.village_code = village
    return villager
