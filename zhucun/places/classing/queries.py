"""Reading village types; each is one statement, whatever the number of villages."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Min, Q

from zhucun.kernel.county import CountyQuerySet, Readable
from zhucun.places.classing.domain import Classified, Span
from zhucun.places.models import VillageType


def classified(county: str) -> Classified:
    """Everything the county has said, to be asked for any day."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for code, span in spans_of(county):
        spans[code].append(span)
    since = min((one.first for held in spans.values() for one in held), default=None)
    return Classified(since, dict(spans))


def types_on(scope: Readable, on: date) -> dict[str, list[str]]:
    """The types of the villages a reader sees on a day, by village; one without any is left out."""
    rows = VillageType.objects.for_scope(scope).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on, voided=False
    )
    found: dict[str, list[str]] = defaultdict(list)
    for code, kind in rows.order_by("village_code", "kind").values_list("village_code", "kind"):
        found[code].append(kind)
    return dict(found)


def history(scope: Readable, village_code: str) -> list[VillageType]:
    """All that was ever said of a village the reader sees, what is voided too; the newest first."""
    rows = VillageType.objects.for_scope(scope).filter(village_code=village_code)
    return list(rows.order_by("-starts_on", "kind", "id"))


def type_of(county: str, village_code: str, id: UUID) -> VillageType | None:
    """One word on one village."""
    rows = VillageType.objects.in_county(county).filter(village_code=village_code, id=id)
    return rows.first()


def spans_of(county: str) -> list[tuple[str, Span]]:
    """All that holds of any village at any time."""
    rows = _said(county).order_by("village_code", "starts_on", "kind")
    values = rows.values_list("village_code", "kind", "starts_on", "ends_on")
    return [(code, Span(kind, first, last)) for code, kind, first, last in values]


def known_since(county: str) -> date | None:
    """The first day on which anything is said of any village."""
    found: date | None = _said(county).aggregate(first=Min("starts_on"))["first"]
    return found


def _said(county: str) -> CountyQuerySet[VillageType]:
    return VillageType.objects.in_county(county).filter(voided=False)
