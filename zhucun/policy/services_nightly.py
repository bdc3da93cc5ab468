"""The nightly run of decisions: the running and the last period of every duty, for every county that has any.

It moves running periods on by a day. Nothing else may change: a difference would mean that a change was forgotten.
It may be killed at any time and run again at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.audit.queries import last_time_of
from zhucun.audit.services import Actor, note, recorded
from zhucun.kernel import clock
from zhucun.places import queries as places
from zhucun.policy.deciding.run import Decided, decide, duties_here
from zhucun.policy.queries import pack_of

ACT = "policy.decisions_refreshed"


@dataclass(frozen=True, slots=True)
class Night:
    """What a run did for one county."""

    county: str
    rows: int
    changed: int


def decide_counties(*, by: Actor, at: datetime) -> Iterator[Night]:
    """Every county whose pack asks for anything, each in a transaction of its own."""
    for county in places.counties():
        if duties_here(pack_of(county)):
            decided = decide_county(by=by, county=county, at=at)
            if decided.rows:
                yield Night(county, decided.rows, decided.changed)


@recorded(ACT, _("每夜重新判断"))
def decide_county(*, by: Actor, county: str, at: datetime) -> Decided:
    """Decide every duty of a county as of the day of `at`."""
    last = last_time_of(county, ACT)
    since = clock.date_of(last) if last else None  # nights that were missed are made up for
    decided = decide(county, on=clock.date_of(at), at=at, since=since)
    note(rows=decided.rows, changed=decided.changed)
    return decided
