"""What policy itself holds of persons: the digests of what somebody was reminded of."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.erasing import erase
from zhucun.policy.models import Digest
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.retention.registry import Held, Shown, offer


def offer_all() -> None:
    """Called at start."""
    offer(Held("reminder", Then.DELETE, _over, _erase, _show, _in_place))


def _over(county: str, last: date) -> CountyQuerySet[Digest]:
    return Digest.objects.in_county(county).filter(day__lte=last)


def _erase(county: str, ids: Sequence[UUID], on: date) -> None:
    erase(Digest.objects.in_county(county).filter(id__in=ids))


def _show(rows: Iterable[Digest]) -> list[Shown]:
    named = rows.select_related("user") if isinstance(rows, CountyQuerySet) else rows
    return [Shown(row.id, row.user.name, row.county_code) for row in named]


def _in_place(county: str, prefix: str) -> Q:
    """Digests lie nowhere: only a hold of the whole county holds them back."""
    return Q() if prefix == county else Q(id__in=())
