"""A mark before an envelope is tried alone: what brings the door down three times is not tried a fourth time.

The mark is written in a transaction of its own, before the attempt, and taken away with the answer.
"""

import contextlib
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F

from zhucun.sync.arriving import Arrived
from zhucun.sync.models import Attempt

ENOUGH = 3


def tried_before(county: str, one: Arrived) -> bool:
    """Mark an attempt; gives whether it has been tried often enough."""
    id = _id(one)
    with transaction.atomic():
        rows = Attempt.objects.in_county(county).filter(id=id)
        times = rows.select_for_update().values_list("times", flat=True).first()
        if times is None:
            Attempt.objects.bulk_create([Attempt(id=id, county_code=county, times=1)], ignore_conflicts=True)
            return False
        if times < ENOUGH:
            rows.update(times=F("times") + 1)
        return times >= ENOUGH


def take_back(county: str, one: Arrived) -> None:
    """What the database could not do, full or locked or gone, is not the envelope's fault."""
    with contextlib.suppress(DatabaseError):
        Attempt.objects.in_county(county).filter(id=_id(one), times__gt=0).update(times=F("times") - 1)


def forget(county: str, one: Arrived) -> None:
    Attempt.objects.in_county(county).filter(id=_id(one)).delete()


def _id(one: Arrived) -> UUID:
    return one.envelope.id if one.envelope else one.own_id
