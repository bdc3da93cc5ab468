"""Leave to open what is kept of children under 14: given by an officer to somebody else, for a place, a term and a reason."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.households.checks import reason
from zhucun.households.models import MinorAccess
from zhucun.households.refusals import VillageNotYours
from zhucun.households.refusals_people import AccessOver, NotForOneself, TermWrong
from zhucun.kernel import clock
from zhucun.kernel.place_codes import VILLAGE, prefix_of

MINORS = "households.minors"
MOST_DAYS = 366


@recorded("households.minor_access_given", _("批准查看未成年人信息"))
def give_minor_access(
    *,
    by: User,
    county: str,
    user: User,
    place_code: str,
    starts_on: date,
    ends_on: date,
    because: str,
    at: datetime | None = None,
) -> MinorAccess:
    """Both days count. Nobody gives it to themselves."""
    today = clock.date_of(at or clock.now())
    _may_give(by, county, place_code, today)
    if user.id == by.id:
        raise NotForOneself
    if not starts_on <= ends_on or (ends_on - starts_on).days >= MOST_DAYS or ends_on < today:
        raise TermWrong(first=starts_on, most=MOST_DAYS)
    access = MinorAccess.objects.create(
        county_code=county,
        user=user,
        place_code=place_code.ljust(VILLAGE, "0"),
        starts_on=starts_on,
        ends_on=ends_on,
        because=reason(because),
        given_by=by,
    )
    note(account=str(user.id), place=place_code, first_day=starts_on, last_day=ends_on)
    return access


@recorded("households.minor_access_withdrawn", _("收回查看未成年人信息的批准"))
def withdraw_minor_access(
    *, by: User, access: MinorAccess, because: str, at: datetime | None = None
) -> MinorAccess:
    """It ends at once; the row stays, so that the yearly audit finds it."""
    access.refresh_from_db()
    today = clock.date_of(at or clock.now())
    _may_give(by, access.county_code, access.place_code, today)
    reason(because)
    if access.withdrawn or access.ends_on < today:
        raise AccessOver
    access.withdrawn = True
    access.save(update_fields=["withdrawn"])
    note(account=str(access.user_id), place=access.place_code)
    return access


def _may_give(by: User, county: str, place_code: str, on: date) -> None:
    inside = place_code.startswith(county)
    scope = scope_of(by, county, on=on).narrowed(MINORS)
    if not inside or not scope.reaches(prefix_of(place_code)):
        raise VillageNotYours(code=place_code)
