"""Every read of postings and people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from zhucun.accounts.scope import Scope
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Batch, Person, Posting
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import prefix_of, within
from zhucun.kernel.text import canonical_name


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


def own_people(user_id: UUID, county: str) -> list[UUID]:
    """Who in the rosters of a county a signed-in person is."""
    return list(Person.objects.in_county(county).filter(user_id=user_id).values_list("id", flat=True))


def awaiting_accounts(scope: Scope, *, on: date) -> CountyQuerySet[Posting]:
    """Postings whose holders have no account yet, now or to come, in the order of their villages."""
    found = _not_over(scope, on).filter(person__user__isnull=True).select_related("person__user", "unit")
    return found.order_by("village_code", "role", "starts_on", "id")


def anybody_posted(scope: Scope, *, on: date) -> bool:
    """Whether anybody within reach is or will be posted."""
    return _not_over(scope, on).exists()


def _not_over(scope: Scope, on: date) -> CountyQuerySet[Posting]:
    return Posting.objects.for_scope(scope).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def lock_posting(posting: Posting) -> Posting:
    """The posting as it is now, held until the transaction ends: writers about one posting queue here."""
    return Posting.objects.in_county(posting.county_code).select_for_update().get(id=posting.id)


@dataclass(frozen=True)
class Filters:
    """What a list of postings may be narrowed by; `state` is current, ended, coming or nothing for all."""

    state: str = ""
    township: str = ""
    role: str = ""
    batch: str = ""
    text: str = ""

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> Self:
        """An address asks for who is there now unless it says otherwise; a filter it misspells is none."""
        state, role = query.get("state") or "current", query.get("role", "")
        township, batch = query.get("township", ""), query.get("batch", "")
        return cls(
            state=state if state in _STATES else "",
            township=township if township.isdecimal() and len(township) == 12 else "",
            role=role if role in Role.values else "",
            batch=batch if _is_uuid(batch) else "",
            text=canonical_name(query.get("q", "")),
        )

    @property
    def narrow(self) -> bool:
        return self != Filters(state="current")


def postings_in(scope: Scope, filters: Filters, *, on: date) -> CountyQuerySet[Posting]:
    """The postings a reader may see, with person, unit and batch."""
    found = Posting.objects.for_scope(scope).select_related("person", "unit", "batch")
    if filters.state:
        found = found.filter(_STATES[filters.state](on))
    if filters.township:
        found = found.filter(within("village_code", prefix_of(filters.township)))
    if filters.role:
        found = found.filter(role=filters.role)
    if filters.batch:
        found = found.filter(batch_id=filters.batch)
    if filters.text:
        found = found.filter(Q(person__name__contains=filters.text) | Q(unit__name__contains=filters.text))
    return found.order_by("village_code", "role", "starts_on", "id")


def posting_for(scope: Scope, posting_id: UUID) -> Posting:
    """One posting, or 404 when the reader may not know of it."""
    found = Posting.objects.for_scope(scope).select_related("person", "unit", "batch")
    return get_object_or_404(found, id=posting_id)


def other_postings(posting: Posting) -> list[Posting]:
    """Where else the same person is or was stationed in this county, latest first."""
    found = Posting.objects.in_county(posting.county_code).filter(person_id=posting.person_id)
    return list(found.exclude(id=posting.id).order_by("-starts_on"))


def batches(county: str) -> list[Batch]:
    return list(Batch.objects.in_county(county).order_by("-starts_on", "name"))


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


_STATES = {
    "current": lambda on: overlapping(on, on),
    "ended": lambda on: Q(ends_on__lt=on),
    "coming": lambda on: Q(starts_on__gt=on),
}
