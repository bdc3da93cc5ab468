"""What was held goes when its term after it was settled is over; what nobody has settled waits, however long."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID

from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.erasing import erase
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.retention.registry import Held as Kept
from zhucun.policy.retention.registry import Shown, by_place, offer
from zhucun.sync.choices import HeldState
from zhucun.sync.models import Held


def offer_all() -> None:
    """Called at start."""
    offer(Kept("held-envelope", Then.DELETE, _settled, _erase, _show, by_place("place_code")))


def _settled(county: str, last: date) -> CountyQuerySet[Held]:
    end_of_day = datetime.combine(last, time.max, tzinfo=clock.SHANGHAI)
    return Held.objects.in_county(county).exclude(state=HeldState.OPEN).filter(settled_at__lte=end_of_day)


def _erase(county: str, ids: Sequence[UUID], on: date) -> None:
    erase(Held.objects.in_county(county).filter(id__in=ids))


def _show(rows: Iterable[Held]) -> list[Shown]:
    """By who had written it; never by what was written."""
    named = rows.select_related("user") if isinstance(rows, CountyQuerySet) else rows
    return [Shown(row.id, row.user.name, row.place_code) for row in named]
