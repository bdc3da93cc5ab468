"""The yearly audit of what was done with children's data: every leave, every opening, every export that could hold them.

Read from the trail alone, so that nothing can be left out of it. A child is not named: the line leads to the page that
says who it is to whoever may know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q

from zhucun.accounts.queries import names_of
from zhucun.accounts.scope import Scope
from zhucun.audit.acts import name_of
from zhucun.audit.models import AuditEvent
from zhucun.audit.queries import acts_between
from zhucun.households.domain_filters import birthday
from zhucun.households.domain_people import ADULT_CARE
from zhucun.households.models import MinorAccess, Villager
from zhucun.households.services_opening import MINOR_OPENED, NUMBERS_SHOWN
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import prefix_of
from zhucun.places import queries as places

EXPORTED = "households.register_exported"
LEAVES = ("households.minor_access_given", "households.minor_access_withdrawn")


@dataclass(frozen=True, slots=True)
class Access:
    """One line: its number in the trail, when, who, what, of whom, where, why, and by whose leave."""

    seq: int
    at: datetime
    who: str
    act: str
    account: str  # whom a leave was given to
    child: UUID | None
    place: str
    because: str
    leave: MinorAccess | None
    needs_leave: bool


def year_of(scope: Scope, year: int) -> CountyQuerySet[AuditEvent]:
    """The lines of a year below the reader's places, in order."""
    first, until = (datetime.combine(date(of, 1, 1), time(), clock.SHANGHAI) for of in (year, year + 1))
    acts = (MINOR_OPENED, NUMBERS_SHOWN, EXPORTED, *LEAVES)
    found = acts_between(scope, acts, first, until, everywhere=scope.whole_county)
    others = Q(act=NUMBERS_SHOWN) & ~Q(subject_id__in=_children(scope.county, date(year, 1, 1)))
    return found.exclude(others).exclude(Q(act=EXPORTED) & ~Q(details__numbers=True))


def told(scope: Scope, events: Iterable[AuditEvent]) -> list[Access]:
    """Lines in words: three set queries, however many there are."""
    lines = list(events)
    leaves = list(MinorAccess.objects.in_county(scope.county).select_related("given_by"))
    accounts = names_of({e.details["account"] for e in lines if e.details.get("account")})
    where = places.names(scope.county)
    return [_told(event, leaves, accounts, where) for event in lines]


def _children(county: str, since: date) -> Any:
    """Who was under 14 on some day since then, or may have been: their numbers are children's numbers."""
    rows = Villager.objects.in_county(county)
    return rows.filter(Q(born_on__isnull=True) | Q(born_on__gt=birthday(since, ADULT_CARE))).values("id")


def _told(
    event: AuditEvent,
    leaves: list[MinorAccess],
    accounts: Mapping[UUID, str],
    where: Mapping[str, str],
) -> Access:
    account, place = event.details.get("account"), event.place_code or event.details.get("place", "")
    opened = event.act in (MINOR_OPENED, NUMBERS_SHOWN)
    return Access(
        seq=event.seq,
        at=event.at,
        who=event.actor,
        act=name_of(event.act),
        account=accounts.get(UUID(account), "") if account else "",
        child=event.subject_id if opened else None,
        place=where.get(place, place),
        because=str(event.details.get("because", "")),
        leave=_leave(event, leaves) if opened else None,
        needs_leave=opened,
    )


def _leave(event: AuditEvent, leaves: list[MinorAccess]) -> MinorAccess | None:
    """The leave by which it was opened: the reader's own, for the place, on the day."""
    on = clock.date_of(event.at)
    return next(
        (
            one
            for one in leaves
            if one.user_id == event.actor_id
            and one.starts_on <= on <= one.ends_on
            and event.place_code.startswith(prefix_of(one.place_code))
        ),
        None,
    )
