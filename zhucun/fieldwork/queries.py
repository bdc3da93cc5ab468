"""Every read of work records. Lists show what stands now; one record can be opened in any of its versions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q
from django.http import Http404

from zhucun.accounts.scope import Scope
from zhucun.dispatch.models import Posting
from zhucun.fieldwork.domain import Balance, Filters
from zhucun.fieldwork.models import Picture, RecordPicture, WorkRecord
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.paging import Page, beyond, cut
from zhucun.kernel.place_codes import township_of
from zhucun.policy.registry import DayFact, RecordLine

PAGE = 50
NEWEST_FIRST = ("-occurred_on", "-id")
STANDING = Q(is_current=True, voided=False)


@dataclass(slots=True)
class BalanceRow:
    """One person, village or township with its records per duty; places are named by their code."""

    key: str
    name: str
    counts: Counter[str] = field(default_factory=Counter)


def standing(county: str) -> CountyQuerySet[WorkRecord]:
    """Records of a county that are neither superseded nor taken back."""
    return WorkRecord.objects.in_county(county).filter(STANDING)


def records_in(scope: Scope, filters: Filters) -> CountyQuerySet[WorkRecord]:
    """The standing records a reader may see, narrowed by filters, newest first."""
    found = standing_for(scope).filter(**filters.conditions())
    if filters.person:
        held = Posting.objects.in_county(scope.county).filter(person_id=filters.person)
        found = found.filter(posting_id__in=held.values("id"))
    return found.order_by(*NEWEST_FIRST)


def standing_for(scope: Scope) -> CountyQuerySet[WorkRecord]:
    """Those that a reader may see, not yet narrowed and in no order."""
    return _readable(scope).filter(STANDING)


def _readable(scope: Scope) -> CountyQuerySet[WorkRecord]:
    # A range over every village of the county says nothing, and lures SQLite away from the index by day.
    whole = any(scope.county.startswith(prefix) for prefix in scope.prefixes)
    return WorkRecord.objects.in_county(scope.county) if whole else WorkRecord.objects.for_scope(scope)


def page_of(scope: Scope, filters: Filters, after: UUID | None = None, size: int = PAGE) -> Page[WorkRecord]:
    """One page of the list; a record to begin after that the reader may not see is 404."""
    found = records_in(scope, filters)
    if after is not None:
        found = found.filter(beyond(record_for(scope, after), *NEWEST_FIRST))
    return cut(_first_of(scope.county, found, size + 1), size)


def _first_of(county: str, found: CountyQuerySet[WorkRecord], limit: int) -> list[WorkRecord]:
    """The first rows with people and households. Joined only after the cut: years are sorted as bare keys."""
    ids = list(found.values_list("id", flat=True)[:limit])
    rows = {row.id: row for row in records_by_ids(county, ids)} if ids else {}
    return [rows[id] for id in ids]


def record_for(scope: Scope, record_id: UUID) -> WorkRecord:
    """One version of a record, or 404 when the reader may not know of it."""
    rows = WorkRecord.objects.for_scope(scope).select_related("posting__person", "household", "recorded_by")
    found = rows.filter(id=record_id).first()
    if found is None:
        raise Http404("record")
    return found


def record_in(county: str, record_id: UUID) -> WorkRecord | None:
    return WorkRecord.objects.in_county(county).filter(id=record_id).first()


def versions_of(record: WorkRecord) -> list[WorkRecord]:
    """All versions of a record, newest first."""
    first = record.first_version or record.id
    rows = WorkRecord.objects.in_county(record.county_code).filter(Q(id=first) | Q(first_version=first))
    return list(rows.select_related("recorded_by", "household").order_by("-received_at", "-id"))


def records_by_ids(county: str, ids: Sequence[UUID]) -> list[WorkRecord]:
    """The records a figure was counted from, in the order of their days; versions count as they were counted."""
    # Sorted here: asked to sort, SQLite walks all years by day instead of looking up a few keys.
    rows = (
        WorkRecord.objects.in_county(county).filter(id__in=ids).select_related("posting__person", "household")
    )
    return sorted(rows, key=lambda row: (row.occurred_on, row.id))


def visits_of(scope: Scope, household_id: UUID, limit: int = PAGE) -> list[WorkRecord]:
    """What was recorded about one household, newest first."""
    return _first_of(scope.county, records_in(scope, Filters(household=household_id)), limit)


def last_seen(scope: Scope, households: Sequence[UUID]) -> dict[UUID, date]:
    """When each of these households was last visited, as far as the reader may know: one query for all of them."""
    if not households:
        return {}
    rows = _readable(scope).filter(STANDING, household_id__in=list(households)).order_by()
    found = rows.values_list("household_id").annotate(last=Max("occurred_on"))
    return {household: last for household, last in found if household}


def last_form_of(posting: Posting) -> str:
    """The kind of record written last under a posting: most likely the next one too."""
    rows = standing(posting.county_code).filter(posting_id=posting.id).order_by("-occurred_on", "-id")
    return rows.values_list("form", flat=True).first() or ""


def village_days(
    county: str, first: date, last: date, posting_ids: list[UUID] | None = None
) -> Iterable[DayFact]:
    """One record for every posting and day that some record says was spent in the village.

    A day is known since the first version that spoke of it: correcting a word does not make it news.
    """
    found = WorkRecord.objects.in_county(county).filter(
        in_village=True, occurred_on__gte=first, occurred_on__lte=last
    )
    if posting_ids is not None:
        found = found.filter(posting_id__in=posting_ids)
    rows = found.order_by("received_at", "id").values_list(
        "posting_id", "occurred_on", "id", "first_version", "received_at", "is_current", "voided"
    )
    known: dict[tuple[UUID, date], datetime] = {}
    days: dict[tuple[UUID, date], DayFact] = {}
    for posting_id, day, record_id, first_version, received_at, is_current, voided in rows:
        since = known.setdefault((first_version or record_id, day), received_at)
        if is_current and not voided:
            fact = DayFact(posting_id, day, record_id, since)
            held = days.setdefault((posting_id, day), fact)
            if since < held.received_at:
                days[(posting_id, day)] = fact
    return days.values()


def record_lines(county: str, ids: list[UUID]) -> list[RecordLine]:
    """Records behind a figure, as policy.registry asks for them."""
    rows = WorkRecord.objects.in_county(county).filter(id__in=ids)
    return [
        RecordLine(id, day, title, "fieldwork:record", "record_id", "fieldwork.see", by)
        for id, day, title, by in rows.values_list("id", "occurred_on", "title", "recorded_by__name")
    ]


def diary_of(
    county: str, posting_ids: Sequence[UUID], first: date, last: date
) -> dict[date, list[WorkRecord]]:
    """What one person recorded in a period, day by day: the diary nobody had to write."""
    found = standing(county).filter(posting_id__in=posting_ids, occurred_on__gte=first, occurred_on__lte=last)
    days: dict[date, list[WorkRecord]] = defaultdict(list)
    for record in found.select_related("household").order_by("occurred_on", "id"):
        days[record.occurred_on].append(record)
    return dict(days)


def count_by_duty(scope: Scope, filters: Filters) -> Counter[str]:
    """How many records serve each of the four duties; the sum is the length of the list."""
    rows = records_in(scope, filters.without_duty()).order_by().values("duty").annotate(n=Count("id"))
    return Counter({row["duty"]: row["n"] for row in rows})


def duty_balance(scope: Scope, filters: Filters, by: Balance) -> list[BalanceRow]:
    """Records per duty for each person, village or township that has any."""
    found = records_in(scope, filters.without_duty()).order_by()
    key, name = "village_code", "village_code"
    if by is Balance.PERSON:
        key, name = "posting__person_id", "posting__person__name"
    rows: dict[str, BalanceRow] = {}
    for one, title, duty, n in found.values_list(key, name, "duty").annotate(n=Count("id")):
        at = township_of(one) if by is Balance.TOWNSHIP else str(one)
        row = rows.setdefault(at, BalanceRow(at, at if by is Balance.TOWNSHIP else title))
        row.counts[duty] += n
    return sorted(rows.values(), key=lambda row: (row.name, row.key))


def latest_records(scope: Scope, limit: int, *, since: datetime) -> list[WorkRecord]:
    """What was written last, for a home page; `since` keeps the years before out of the search."""
    rows = WorkRecord.objects.for_scope(scope).filter(STANDING, received_at__gte=since)
    return list(rows.order_by("-received_at", "-id")[:limit])


def picture_named(county: str, digest: str) -> Picture | None:
    """A picture that has come whole, by its name on the phone."""
    return Picture.objects.in_county(county).filter(digest=digest).first()


def pictures_of(record: WorkRecord) -> list[tuple[str, Picture | None]]:
    """The pictures of a record by name; None where one is still on its way. Two statements."""
    county, first = record.county_code, record.first_version or record.id
    rows = RecordPicture.objects.in_county(county).filter(record_id=first).order_by("id")
    names = list(rows.values_list("digest", flat=True))
    there = Picture.objects.in_county(county).filter(digest__in=names) if names else []
    come = {one.digest: one for one in there}
    return [(name, come.get(name)) for name in names]
