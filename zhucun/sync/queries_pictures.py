"""Pictures as phones and backups see them: which have not come, and which lie in no checked copy."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from zhucun.audit.models import AuditEvent
from zhucun.fieldwork.models import Picture, RecordPicture
from zhucun.kernel.county import CountyQuerySet
from zhucun.sync.models import Device, Receipt

ADDED = "fieldwork.picture_added"
MOST = 500


def not_come(receipts: CountyQuerySet[Receipt], county: str) -> list[str]:
    """The names of pictures that the records of some envelopes name and that are not here."""
    come = Picture.objects.in_county(county).filter(digest=OuterRef("digest"))
    named = RecordPicture.objects.in_county(county).filter(record_id__in=receipts.values("id"))
    rows = named.filter(~Exists(come)).order_by("digest").values_list("digest", flat=True)
    return list(rows.distinct()[:MOST])


def beyond(device: Device, reached: int, lacking: Collection[str]) -> CountyQuerySet[Receipt]:
    """Envelopes of a phone with a picture that came after a copy was made, or that the copy could not bring."""
    county = device.county_code
    added = AuditEvent.objects.in_county(county).filter(act=ADDED, seq__gt=reached)
    late = Picture.objects.in_county(county).filter(id__in=added.values("subject_id"))
    named = RecordPicture.objects.in_county(county).filter(
        Q(digest__in=late.values("digest")) | Q(digest__in=lacking)
    )
    return Receipt.objects.in_county(county).filter(device=device, id__in=named.values("record_id"))


def waited_for(county: str, digests: Collection[str], since: datetime) -> set[str]:
    """Of some pictures, those that a record names which came after a moment."""
    rows = RecordPicture.objects.in_county(county).filter(digest__in=digests, record__received_at__gte=since)
    return set(rows.values_list("digest", flat=True))


def names_of(county: str, kept: Iterable[str]) -> list[str]:
    """What phones call the pictures that are stored under some names."""
    rows = Picture.objects.in_county(county).filter(kept__in=list(kept))
    return sorted(rows.values_list("digest", flat=True))
