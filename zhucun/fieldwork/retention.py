"""What was written in a work record goes when its term is over; that there was one on that day stays, for figures."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from zhucun.documents import store
from zhucun.fieldwork.models import Picture, RecordPicture, WorkRecord
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.erasing import erase
from zhucun.places.queries import counties
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.retention.registry import Held, Shown, by_household, by_place, offer

NO_REASON = "—"  # a correction always has a reason; what it was is gone


def offer_all() -> None:
    """Called at start."""
    village, of = by_place("village_code"), by_household("household_id")
    offer(Held("work-record", Then.STRIP, _over, _strip, _show, village, of))


def _over(county: str, last: date) -> CountyQuerySet[WorkRecord]:
    return WorkRecord.objects.in_county(county).filter(occurred_on__lte=last).exclude(title="", body={})


def _strip(county: str, ids: Sequence[UUID], on: date) -> None:
    rows = WorkRecord.objects.in_county(county).filter(id__in=ids)
    rows.exclude(because="").update(because=NO_REASON)
    rows.update(title="", body={})
    _erase_pictures(county, ids)


def _erase_pictures(county: str, records: Sequence[UUID]) -> None:
    """Those that no other record names. Content goes before the commit: killed in between, the record is due again."""
    links = RecordPicture.objects.in_county(county).filter(record_id__in=records)
    digests = set(links.values_list("digest", flat=True))
    erase(links)
    still = RecordPicture.objects.in_county(county).filter(digest__in=digests)
    pictures = Picture.objects.in_county(county).filter(
        digest__in=digests - {*still.values_list("digest", flat=True)}
    )
    contents = set(pictures.values_list("kept", flat=True))
    erase(pictures)
    others = (Picture.objects.in_county(one).filter(kept__in=contents) for one in counties())
    for content in contents - {kept for rows in others for kept in rows.values_list("kept", flat=True)}:
        store.drop(content)


def _show(rows: Iterable[WorkRecord]) -> list[Shown]:
    """By whom it was about, or else who wrote it; never by what was written."""
    named = rows.select_related("household", "posting__person") if isinstance(rows, CountyQuerySet) else rows
    return [
        Shown(
            row.id,
            row.household.head_name if row.household else row.posting.person.name,
            row.village_code,
            "fieldwork:record",
            row.household_id,
        )
        for row in named
    ]
