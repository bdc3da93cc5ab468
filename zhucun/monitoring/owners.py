"""Which accounts can answer for a measure of a village: those who may write of its households, the nearest first.

Whoever cannot open the household would never see the measure; a villager or a unit stays a name.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Length

from zhucun.accounts import roles
from zhucun.accounts.models import Grant
from zhucun.accounts.queries import in_force
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, VILLAGE, prefix_of
from zhucun.monitoring.checks import EDIT


def owners_for(county: str, village: str, on: date, names: dict[str, str]) -> list[tuple[str, str]]:
    """Accounts with name, place and role, as a choice on a form."""
    found: dict[str, str] = {}
    for grant in _grants(county, village, on).select_related("user"):
        at = names.get(grant.place_prefix.ljust(VILLAGE, "0"), "")
        found.setdefault(str(grant.user_id), f"{grant.user.name}（{at}{roles.title_of(grant.role)}）")
    return list(found.items())


def name_of_owner(county: str, village: str, user: UUID, on: date) -> str | None:
    """The name of an account that can answer for a measure here; None where it cannot."""
    rows = _grants(county, village, on).filter(user_id=user)
    return rows.values_list("user__name", flat=True).first()


def _grants(county: str, village: str, on: date) -> QuerySet[Grant]:
    over = [prefix_of(village)[:digits] for digits in (COUNTY, TOWNSHIP, VILLAGE)]
    rows = Grant.objects.filter(
        in_force(on), county=county, place_prefix__in=over, role__in=list(_roles()), user__is_active=True
    )
    return rows.order_by(Length("place_prefix").desc(), "role", "user__name", "id")


def _roles() -> Iterator[str]:
    return (role for role in roles.titles() if EDIT in roles.permissions_of(role))
