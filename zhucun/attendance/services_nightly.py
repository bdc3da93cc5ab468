"""The nightly run: this month and the last, recomputed for a whole county by the function that every act calls.

It moves a running month on by a day. Nothing else may change: a difference would mean that an act forgot
somebody. It may be killed at any time and run again at any time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.attendance.models import PostingMonth
from zhucun.attendance.months import month_before, period_of
from zhucun.attendance.refresh import refresh_month
from zhucun.audit.services import Actor, note, recorded
from zhucun.dispatch.queries import postings_between
from zhucun.kernel import clock
from zhucun.places import queries as places

# A month that is over was looked at on some day or other; that alone makes no difference.
SEEN = [
    field.attname for field in PostingMonth._meta.local_concrete_fields if field.name not in {"id", "as_of"}
]
State = dict[tuple[UUID, date], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Night:
    """What a run did for one county."""

    county: str
    rows: int
    changed: int


def refresh_counties(*, by: Actor, at: datetime) -> Iterator[Night]:
    """Every county that has somebody stationed, one after the other, each in a transaction of its own."""
    on = clock.date_of(at)
    for county in places.counties():
        if postings_between(county, month_before(on), on).exists():
            yield refresh_county(by=by, county=county, at=at)


@recorded("attendance.months_refreshed", _("每夜重算"))
def refresh_county(*, by: Actor, county: str, at: datetime) -> Night:
    """Bring a county's running month and the one before it to the day of `at`."""
    on = clock.date_of(at)
    this = on.replace(day=1)
    months = [month_before(this), this]
    before = _state(county, months)
    rows = sum(refresh_month(county, period_of(month), as_of=on, at=at) for month in months)
    after = _state(county, months)
    changed = sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
    note(rows=rows, changed=changed)
    return Night(county, rows, changed)


def _state(county: str, months: Sequence[date]) -> State:
    rows = PostingMonth.objects.in_county(county).filter(month__in=months)
    return {(row[0], row[1]): row[2:] for row in rows.values_list("posting_id", "month", *SEEN)}
