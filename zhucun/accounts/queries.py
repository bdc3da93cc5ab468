"""Reading accounts and grants."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from zhucun.accounts.models import Grant, User
from zhucun.accounts.scope import GrantView, Scope


def in_force(on: date) -> Q:
    """The condition of a grant that holds on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


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
    """Grants below the reader's places, people with them."""
    grants = Grant.objects.filter(county=scope.county).select_related("user")
    return grants.order_by("place_prefix", "role", "user__name")


def grants_at(county: str, unit_id: UUID) -> QuerySet[Grant]:
    return Grant.objects.filter(county=county, unit_id=unit_id).select_related("user")
