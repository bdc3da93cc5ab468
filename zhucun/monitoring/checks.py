"""What every service of monitoring asks first: may this person write here, and is the household still there."""

from datetime import date

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.households.models import Household
from zhucun.kernel.text import canonical
from zhucun.monitoring import refusals

SEE, EDIT, MANAGE = "monitoring.see", "monitoring.edit", "monitoring.manage"


def may_write(by: User, household: Household, on: date, right: str = EDIT) -> None:
    """Refused where the right is not held over the village."""
    if not scope_of(by, household.county_code, on=on).covers(household.village_code, right):
        raise refusals.HouseholdNotYours
    if household.ends_on is not None and household.ends_on <= on:
        raise refusals.HouseholdGone(name=household.head_name)


def words_of(text: str, most: int, missing: type[refusals.MonitoringRefusal]) -> str:
    """Words as they are kept."""
    said = canonical(text)
    if not said:
        raise missing
    if len(said) > most:
        raise refusals.TooLong(now=len(said), most=most)
    return said
