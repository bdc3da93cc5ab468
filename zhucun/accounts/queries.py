"""Reading accounts and grants."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from zhucun.accounts.models import Grant, User
from zhucun.accounts.scope import NOTHING, GrantView, Scope
from zhucun.kernel.place_codes import prefix_within

UNIT_CONTACT = "unit_contact"  # the nation's role for whoever speaks for a unit


def in_force(on: date) -> Q:
    """The condition of a grant that holds on a day."""
    return Q(withdrawn=False, starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def overlapping(first: date, last: date | None) -> Q:
    """The condition of a grant that holds on some day of a stretch; without a last day it has no end."""
    still = Q(withdrawn=False) & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    return still if last is None else still & Q(starts_on__lte=last)


def scope_of(user: User, county: str, *, on: date) -> Scope:
    """What a person may see and do in a county on a day; empty for an outsider."""
    rows = Grant.objects.filter(in_force(on), user=user, county=county).order_by("id")
    views = tuple(
        GrantView(role, prefix, unit)
        for role, prefix, unit in rows.values_list("role", "place_prefix", "unit_id")
        if user.is_active
    )
    return Scope(county=county, user_id=user.id, grants=views)


def counties_of(user: User, *, on: date) -> list[str]:
    """The counties in which a person holds a current grant."""
    rows = Grant.objects.filter(in_force(on), user=user).order_by("county")
    return list(rows.values_list("county", flat=True).distinct())


def accounts_in(scope: Scope) -> QuerySet[Grant]:
    """Grants below the reader's places, present and past, people with them."""
    grants = Grant.objects.filter(_below(scope), county=scope.county).select_related("user")
    return grants.order_by("place_prefix", "role", "user__name", "id")


def people_in(scope: Scope, *, on: date, words: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """Accounts with a grant below the reader's places; `state` is current, ended or closed."""
    grants = Grant.objects.filter(_below(scope), county=scope.county)
    if role:
        grants = grants.filter(role=role)
    people = User.objects.filter(id__in=grants.values("user_id")).order_by("name", "id")
    if words:
        people = people.filter(Q(name__contains=words) | Q(username__contains=words))
    current = Q(id__in=grants.filter(in_force(on)).values("user_id"))
    states = {"current": Q(is_active=True) & current, "ended": Q(is_active=True) & ~current}
    return people.filter(states.get(state, Q(is_active=False) if state == "closed" else Q()))


def names_of(ids: Iterable[str]) -> dict[UUID, str]:
    """Names of accounts: one statement."""
    return dict(User.objects.filter(id__in=list(ids)).values_list("id", "name"))


def contacts_of_units(county: str, *, on: date) -> dict[UUID, list[UUID]]:
    """By unit, the accounts that speak for it on a day: one statement."""
    rows = Grant.objects.filter(
        in_force(on), county=county, role=UNIT_CONTACT, unit_id__isnull=False, user__is_active=True
    )
    found: dict[UUID, list[UUID]] = {}
    for unit, user in rows.order_by("id").values_list("unit_id", "user_id"):
        if unit is not None:
            found.setdefault(unit, []).append(user)
    return found


def grants_at(county: str, unit_id: UUID) -> QuerySet[Grant]:
    return Grant.objects.filter(county=county, unit_id=unit_id).select_related("user")


def _below(scope: Scope) -> Q:
    if scope.whole_county:
        return Q()  # units lie in no place: they belong to whoever keeps the county
    found = Q(unit_id__in=scope.units) if scope.units else NOTHING
    for prefix in scope.prefixes:
        found |= prefix_within("place_prefix", prefix)
    return found
