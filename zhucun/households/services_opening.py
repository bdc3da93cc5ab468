"""Opening what is kept more closely: a person's details, numbers in clear, what is kept of a child.

Numbers and children each time with a reason. Nothing is written but the line in the trail, which the person can ask
to see; that somebody asked is a line as well.
"""

from datetime import date, datetime, time

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.queries import done_since
from zhucun.audit.services import note, recorded
from zhucun.households import members
from zhucun.households.checks import reason
from zhucun.households.choices import Asker
from zhucun.households.domain_people import is_minor
from zhucun.households.models import Villager
from zhucun.households.queries_minors import may_open_minor
from zhucun.households.refusals_opening import DetailsClosed, MinorClosed, NumbersClosed
from zhucun.kernel import clock

SEE, REVEAL = "households.see", "identity.reveal"
NUMBERS_SHOWN, MINOR_OPENED = "households.numbers_shown", "households.minor_opened"
DETAILS_READ, TRACES_TOLD = "households.details_read", "households.traces_told"


def has_read(reader: User, villager: Villager, on: date) -> bool:
    """Whether the line of this reader, person and day is already there: then the details cost no further one."""
    day, acts = datetime.combine(on, time.min, clock.SHANGHAI), (DETAILS_READ, MINOR_OPENED)
    return done_since(villager.county_code, acts, by=reader.id, subject_id=villager.id, since=day)


@recorded(DETAILS_READ, _("查看农户成员详细情况"))
def read_details(*, by: User, villager: Villager, on: date) -> Villager:
    """Let somebody read health, disability, benefits and the like; the day's first reading is enough of a line."""
    membership = members.last(villager)
    if not scope_of(by, villager.county_code, on=on).covers(membership.village_code, SEE):
        raise DetailsClosed(name=villager.name)
    if is_minor(villager, on, membership.relation):
        raise MinorClosed(name=villager.name)
    villager.village_code = membership.village_code
    return villager


@recorded(TRACES_TOLD, _("答复本人：谁看过其信息"))
def tell_traces(*, by: User, villager: Villager, asked_by: str, because: str, on: date) -> Villager:
    """Who opened a person's data is told to that person, or to who may ask instead; `asked_by` is a code of `Asker`."""
    village = members.last(villager).village_code
    if not scope_of(by, villager.county_code, on=on).covers(village, REVEAL):
        raise NumbersClosed(name=villager.name)
    reason(because)
    note(asked_by=Asker(asked_by).value)
    villager.village_code = village
    return villager


@recorded(NUMBERS_SHOWN, _("查看农户成员完整号码"))
def show_numbers(*, by: User, villager: Villager, because: str, on: date) -> Villager:
    """Let somebody see a person's numbers in clear; of a child only with leave besides."""
    membership = members.last(villager)
    village = membership.village_code
    scope = scope_of(by, villager.county_code, on=on)
    if not scope.covers(village, REVEAL):
        raise NumbersClosed(name=villager.name)
    minor = is_minor(villager, on, membership.relation)
    if minor and not may_open_minor(scope.narrowed(SEE), village, on):
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
