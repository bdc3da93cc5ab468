"""What is missing in archives: kept for the home page and for lists of villages, which have no time to look into boxes.

Derived and nothing else: may be written anew at any time, from what features offer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import Scope
from zhucun.audit.services import Actor, note, recorded
from zhucun.documents.archives.entries import Looked, there
from zhucun.documents.models import ArchiveGap
from zhucun.kernel import clock
from zhucun.kernel.place_codes import within
from zhucun.kernel.short import Counts, counted
from zhucun.places import queries as places
from zhucun.policy.pack.archive_model import Archive
from zhucun.policy.queries import pack_of

GAPS = "archive_gaps"
LOOKED = "documents.archives_looked_through"
SOON = timedelta(days=30)
STILL = timedelta(days=90)  # so long into a year the box of the year before is looked after
Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at a county's archives came to."""

    county: str
    missing: int
    changed: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Of one village: how many items are missing, and how many of them should be there by now."""

    missing: int = 0
    late: int = 0


def look_everywhere(*, by: Actor, at: datetime) -> Iterator[Found]:
    """Every county whose rules have a checklist, each in a transaction of its own."""
    for county in places.counties():
        if pack_of(county).archive is not None:
            yield look_for_gaps(by=by, county=county, at=at)


@recorded(LOOKED, _("核对档案缺什么"))
def look_for_gaps(*, by: Actor, county: str, at: datetime) -> Found:
    """The boxes of this year, and of the last one while its items may still be brought."""
    on = clock.date_of(at)
    changed = sum(refresh_gaps(county, year) for year in sorted({(on - STILL).year, on.year}))
    missing = ArchiveGap.objects.in_county(county).count()
    note(rows=missing, changed=changed)
    return Found(county, missing, changed)


def refresh_gaps(county: str, year: int, village: str = "") -> int:
    """Write anew what is missing in the boxes of a year, of all villages or of one; gives how many lines went or came."""
    archive = pack_of(county).archive
    if archive is None:
        return 0
    codes = [village] if village else [one.code for one in places.villages(county, clock.today())]
    wanted = {_key(gap): gap for gap in _gaps(county, archive, year, codes, village)}
    rows = ArchiveGap.objects.in_county(county).filter(within("village_code", village or county), year=year)
    held = {_key(row): row for row in rows}
    over = [row.id for key, row in held.items() if not _same(row, wanted.get(key))]
    new = [gap for key, gap in wanted.items() if not _same(gap, held.get(key))]
    ArchiveGap.objects.in_county(county).filter(id__in=over).delete()
    ArchiveGap.objects.bulk_create(new)
    return len(over) + len(new)


def gaps_counted(scope: Scope, today: date) -> Counts | None:
    """What the reader has to bring within a month, or should have brought; None for who has no place."""
    placed = [(one.place_prefix, one.role) for one in scope.grants if one.place_prefix]
    if not placed:
        return None
    own = Q(pk__in=[])
    for prefix, role in placed:
        own |= within("village_code", prefix) & Q(provider=role)
    rows = ArchiveGap.objects.in_county(scope.county).filter(own, due_on__lte=today + SOON)
    return counted(rows, GAPS, day="due_on", overdue=Q(due_on__lt=today))


def missing_in(scope: Scope, year: int, villages: Iterable[str], today: date) -> dict[str, Missing]:
    """By village, as of the last look; one statement."""
    rows = ArchiveGap.objects.for_scope(scope).filter(year=year, village_code__in=list(villages)).order_by()
    counts = rows.values("village_code").annotate(
        missing=Count("id"), late=Count("id", filter=Q(due_on__lt=today))
    )
    return {row["village_code"]: Missing(row["missing"], row["late"]) for row in counts}


def _gaps(county: str, archive: Archive, year: int, codes: list[str], village: str) -> Iterator[ArchiveGap]:
    found = there(Looked(county, date(year, 1, 1), date(year, 12, 31), village))
    for code in codes:
        lies = found.get(code, set())
        for item in archive.items:
            if not any(item.takes(entry) for entry in lies):
                yield ArchiveGap(
                    county_code=county,
                    village_code=code,
                    year=year,
                    item=item.id,
                    provider=item.provider,
                    due_on=item.due(year),
                )


def _key(gap: ArchiveGap) -> Key:
    return gap.village_code, gap.year, gap.item


def _same(gap: ArchiveGap, other: ArchiveGap | None) -> bool:
    return other is not None and (gap.provider, gap.due_on) == (other.provider, other.due_on)
