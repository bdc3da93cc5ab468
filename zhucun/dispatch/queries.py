"""Every read of postings and people."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from zhucun.dispatch.models import Posting
from zhucun.kernel.county import CountyQuerySet


def overlapping(first: date, last: date) -> Q:
    """The condition of a posting that holds on at least one day of a period."""
    return Q(starts_on__lte=last) & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))


def postings_between(
    county: str, first: date, last: date, posting_ids: list[UUID] | None = None
) -> CountyQuerySet[Posting]:
    """Postings of a county that hold within a period, their person joined."""
    found = Posting.objects.in_county(county).filter(overlapping(first, last)).select_related("person")
    if posting_ids is not None:
        found = found.filter(id__in=posting_ids)
    return found.order_by("village_code", "role", "starts_on", "id")


def own_postings(user_id: UUID, county: str, *, on: date) -> list[Posting]:
    """The postings a signed-in person holds on a day."""
    rows = postings_between(county, on, on).filter(person__user_id=user_id)
    return list(rows)


def lock_posting(posting: Posting) -> Posting:
    """The posting as it is now, held until the transaction ends: writers about one posting queue here."""
    return Posting.objects.in_county(posting.county_code).select_for_update().get(id=posting.id)
