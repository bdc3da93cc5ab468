"""Who may give, end and reset what: decided once for every act on accounts and grants.

A person acts on accounts that lie wholly below the person's own right, never on oneself. Otherwise a
township could reset the password of the county's officer who also keeps one of its villages, and read on.
The installation itself (a command at the server) may do everything.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.accounts import refusals, roles
from zhucun.accounts.models import Grant, User
from zhucun.accounts.queries import overlapping, scope_of
from zhucun.accounts.scope import Scope
from zhucun.audit.services import Actor
from zhucun.kernel import clock
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, VILLAGE

ISSUE, GRANT = "accounts.issue", "accounts.grant"
LEVEL_OF_LENGTH = {COUNTY: "county", TOWNSHIP: "township", VILLAGE: "village"}


def level_name(level: str) -> str:
    return {"county": _("全县"), "township": _("乡镇"), "village": _("村"), "unit": _("派出单位")}[level]


def scope_for(by: Actor, county: str, permission: str) -> Scope | None:
    """What a person may act on; None stands for the installation, which is bound by nothing."""
    return scope_of(by, county, on=clock.today()).narrowed(permission) if isinstance(by, User) else None


def check_may(*, by: Actor, county: str, permission: str) -> None:
    scope = scope_for(by, county, permission)
    if scope and not scope.grants:
        raise refusals.OutOfReach


def check_grant(
    *, by: Actor, county: str, permission: str, role: str, place_prefix: str, unit_id: UUID | None
) -> None:
    """Refuse a role that does not exist, does not fit the place, or lies beyond the giver."""
    if role not in roles.titles():
        raise refusals.UnknownRole(role=role)
    if bool(place_prefix) == bool(unit_id):
        raise refusals.PlaceOrUnit
    if place_prefix and not (place_prefix.startswith(county) and place_prefix.isdecimal()):
        raise refusals.PlaceOutsideCounty(place=place_prefix)
    level = "unit" if unit_id else LEVEL_OF_LENGTH.get(len(place_prefix), "")
    if roles.level_of(role) not in ("", level):
        raise refusals.WrongLevel(role=roles.title_of(role), level=level_name(roles.level_of(role)))
    scope = scope_for(by, county, permission)
    if scope and not scope.reaches(place_prefix, unit_id):
        raise refusals.OutOfReach
    if scope and role in roles.SEPARATED and permission != GRANT:
        raise refusals.OnlySecurityMayGrant(role=roles.title_of(role))


def check_apart(user: User, role: str, first: date, last: date | None) -> None:
    """The three administrators stay three people, on every day of the new grant and in every county."""
    if role in roles.SEPARATED:
        others = Grant.objects.filter(overlapping(first, last), user=user, role__in=roles.SEPARATED - {role})
        if others.exists():
            raise refusals.RolesMustStayApart(name=user.name)


def check_account(*, by: Actor, county: str, permission: str, user: User) -> None:
    """Refuse to touch an account that is one's own, or that has a role beyond one's reach, in any county."""
    if isinstance(by, User) and by.pk == user.pk:
        raise refusals.NotForOneself
    scope = scope_for(by, county, permission)
    held = Grant.objects.filter(overlapping(clock.today(), None), user=user)
    if scope and not _all_below(scope, held):
        raise refusals.OutOfReach


def _all_below(scope: Scope, grants: Iterable[Grant]) -> bool:
    return bool(scope.grants) and all(
        grant.county == scope.county and scope.reaches(grant.place_prefix, grant.unit_id) for grant in grants
    )
