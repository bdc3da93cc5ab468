"""The note beside a leave or a trip goes when its term is over; the days stay, so that the month can be told."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from zhucun.attendance.models import PresenceEntry
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.retention.registry import Held, Shown, by_place, offer


def offer_all() -> None:
    """Called at start."""
    offer(Held("presence", Then.STRIP, _over, _strip, _show, by_place("village_code")))


def _over(county: str, last: date) -> CountyQuerySet[PresenceEntry]:
    return PresenceEntry.objects.in_county(county).filter(last_day__lte=last).exclude(note="")


def _strip(county: str, ids: Sequence[UUID], on: date) -> None:
    PresenceEntry.objects.in_county(county).filter(id__in=ids).update(note="")


def _show(rows: Iterable[PresenceEntry]) -> list[Shown]:
    named = rows.select_related("posting__person") if isinstance(rows, CountyQuerySet) else rows
    return [Shown(row.id, row.posting.person.name, row.village_code) for row in named]
