"""What villages wrote goes when its term is over; that they were asked, and when they answered, stays for the figures."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from zhucun.burden.models import Answer, UnregisteredRequest
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.retention.registry import Held, Shown, by_place, offer


def offer_all() -> None:
    """Called at start."""
    village = by_place("village_code")
    offer(Held("village-answer", Then.STRIP, _answered, _strip_answers, _show_answers, village))
    offer(Held("unregistered-request", Then.STRIP, _settled, _strip_settled, _show_settled, village))


def _answered(county: str, last: date) -> CountyQuerySet[Answer]:
    rows = Answer.objects.in_county(county).filter(answered_on__lte=last)
    return rows.exclude(values={})


def _strip_answers(county: str, ids: Sequence[UUID], on: date) -> None:
    Answer.objects.in_county(county).filter(id__in=ids).update(values={})


def _settled(county: str, last: date) -> CountyQuerySet[UnregisteredRequest]:
    rows = UnregisteredRequest.objects.in_county(county).filter(settled_on__lte=last)
    return rows.exclude(note="", because="")


def _strip_settled(county: str, ids: Sequence[UUID], on: date) -> None:
    UnregisteredRequest.objects.in_county(county).filter(id__in=ids).update(note="", because="")


def _show_answers(rows: Iterable[Answer]) -> list[Shown]:
    named = rows.select_related("request") if isinstance(rows, CountyQuerySet) else rows
    return [Shown(row.id, row.request.title, row.village_code, "burden:answer") for row in named]


def _show_settled(rows: Iterable[UnregisteredRequest]) -> list[Shown]:
    return [Shown(row.id, row.title, row.village_code, "burden:unregistered") for row in rows]
