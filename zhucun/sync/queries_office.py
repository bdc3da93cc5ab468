"""What the office reads of phones: whose they are and where, what never came, what waits for a person.

The one thing that must stay true: nothing here tells how often, at what time of day or in what order people work.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Max, Min, OuterRef, Subquery, Value, When, Window
from django.db.models.functions import Lead

from zhucun.accounts.models import Grant, User
from zhucun.accounts.queries import accounts_in, in_force
from zhucun.accounts.scope import Scope
from zhucun.kernel.county import CountyQuerySet
from zhucun.sync import queries
from zhucun.sync.choices import HeldState
from zhucun.sync.messages import Range
from zhucun.sync.models import Device, Held, Receipt


def phones_in(scope: Scope, on: date) -> CountyQuerySet[Device]:
    """The phones of people below the reader's places, by place and name; `place` is the prefix where one works."""
    grants = accounts_in(scope).filter(user=OuterRef("user_id"))
    nearest = grants.order_by(Case(When(in_force(on), then=Value(0)), default=Value(1)), "place_prefix", "id")
    rows: CountyQuerySet[Any] = queries.devices_in(scope, on).annotate(
        place=Subquery(nearest.values("place_prefix")[:1])
    )
    return rows.order_by("place", "user__name", "name", "id")


def phones_of(user: User) -> list[Device]:
    """One's own phones, in every county that one ever worked in."""
    return [
        device
        for county in _counties_of(user)
        for device in Device.objects.in_county(county)
        .filter(user=user)
        .defer("recovery")
        .order_by("name", "id")
    ]


def open_of(user: User) -> list[Held]:
    """What waits for somebody else's word of what came from one's own phones, the latest first."""
    return [
        held
        for county in _counties_of(user)
        for held in Held.objects.in_county(county)
        .filter(user=user, state=HeldState.OPEN)
        .defer("envelope", "there", "device__recovery")
        .select_related("device")
        .order_by("-held_at", "-id")[: queries.MOST]
    ]


def _counties_of(user: User) -> list[str]:
    grants = Grant.objects.filter(user=user).order_by("county")
    return list(grants.values_list("county", flat=True).distinct())


def gaps_of(county: str, devices: Sequence[Device]) -> dict[UUID, list[Range]]:
    """By phone, the numbers it gave and of which no envelope has come: two statements, whatever their number."""
    ids = [one.id for one in devices]
    rows = Receipt.objects.in_county(county).filter(device__in=ids)
    ends = {
        id: (first, last)
        for id, first, last in rows.values("device_id")
        .annotate(first=Min("seq"), last=Max("seq"))
        .values_list("device_id", "first", "last")
    }
    inside: dict[UUID, list[Range]] = defaultdict(list)
    following = Window(Lead("seq"), partition_by=F("device_id"), order_by="seq")
    holes = rows.annotate(following=following).filter(following__gt=F("seq") + 1)
    for id, before, after in holes.order_by("seq").values_list("device_id", "seq", "following"):
        inside[id].append((before + 1, after - 1))
    return {one.id: _whole(ends.get(one.id, (0, 0)), inside[one.id], one.made) for one in devices}


def _whole(ends: Range, inside: list[Range], made: int) -> list[Range]:
    """What lacks before the first that came, between, and after the last."""
    first, last = ends
    if not last:
        return [(1, made)] if made else []
    before = [(1, first - 1)] if first > 1 else []
    after = [(last + 1, made)] if made > last else []
    return [*before, *inside, *after]


def open_by_phone(scope: Scope, devices: Sequence[Device]) -> dict[UUID, int]:
    """By phone, how much of it waits for a person in the reader's places."""
    rows = queries.open_in(scope).filter(device__in=[one.id for one in devices])
    counted = rows.values("device_id").annotate(count=Count("id"))
    return dict(counted.values_list("device_id", "count"))
