"""Who may handle a case, and who never hears of it: told from the grants in force, asked anew each time.

The one thing that must stay true: somebody complained about, and whoever reports to that person, neither sees nor
handles the complaint. A grant given later counts from its first day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from zhucun.accounts import roles
from zhucun.accounts.models import Grant
from zhucun.accounts.queries import in_force
from zhucun.accounts.scope import GrantView, Scope
from zhucun.engine.flow.acting import Who
from zhucun.engine.flow.definition import DIGITS, Flow, Level
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, VILLAGE
from zhucun.policy.pack.permissions import BUSINESS

SEE, RAISE, ACT, MANAGE = "cases.see", "cases.raise", "cases.act", "cases.manage"
LEADS_TEAM, IN_TEAM = "first_secretary", "team_member"


def who_is(scope: Scope) -> Who:
    """A reader as the engine asks: only what was granted with the right to act on cases."""
    held = scope.narrowed(ACT)
    return Who(
        user=str(scope.user_id),
        grants=tuple((grant.role, grant.place_prefix) for grant in held.grants if grant.place_prefix),
        units=frozenset(str(unit) for unit in held.units),
    )


def reports_to(own: Collection[GrantView], above: Collection[GrantView]) -> bool:
    """Whether all that somebody holds lies below what somebody else holds."""
    leading = [grant for grant in above if _leads(grant)]
    return bool(own) and all(any(_below(mine, theirs) for theirs in leading) for mine in own)


def _leads(grant: GrantView) -> bool:
    """Whoever keeps the machine alone leads nobody."""
    return bool(grant.permissions & BUSINESS)


def _below(mine: GrantView, theirs: GrantView) -> bool:
    same_role = mine.role == theirs.role
    if mine.unit_id or theirs.unit_id:
        return same_role and mine.unit_id == theirs.unit_id
    if mine.place_prefix != theirs.place_prefix:
        return mine.place_prefix.startswith(theirs.place_prefix)
    in_team = mine.role == IN_TEAM and theirs.role == LEADS_TEAM
    return len(mine.place_prefix) > COUNTY and (same_role or in_team)


def barring(scope: Scope, on: date) -> frozenset[UUID]:
    """Those about whom a reader never sees a complaint: the reader, and whoever the reader reports to. One statement."""
    above: dict[UUID, list[GrantView]] = defaultdict(list)
    if not any(grant.place_prefix == scope.county for grant in scope.grants):
        rows = Grant.objects.filter(in_force(on), _over(scope), county=scope.county)
        for user, role, place, unit in rows.values_list("user_id", "role", "place_prefix", "unit_id"):
            above[user].append(GrantView(role, place, unit))
    leaders = {user for user, held in above.items() if reports_to(scope.grants, held)}
    return frozenset({scope.user_id, *leaders})


def _over(scope: Scope) -> Q:
    lengths = (COUNTY, TOWNSHIP, VILLAGE)
    over = {place[:digits] for place in scope.prefixes for digits in lengths if digits <= len(place)}
    return Q(place_prefix__in=over) | Q(unit_id__in=scope.units)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with grants in force in a county."""

    is_active: bool
    grants: tuple[GrantView, ...]


class Posts:
    """Who holds what in a county on a day: one statement, when first asked.

    With `near`, only those who hold something at one of these places are read, all they hold; `also` are read as well.
    """

    def __init__(
        self, county: str, on: date, near: Iterable[str] | None = None, also: Iterable[UUID | None] = ()
    ) -> None:
        self.county, self.on = county, on
        self._near = None if near is None else list(near)
        self._also = [user for user in also if user]

    @cached_property
    def holders(self) -> Mapping[UUID, Holder]:
        grants = Grant.objects.filter(in_force(self.on), county=self.county)
        if self._near is not None:
            there = grants.filter(place_prefix__in=self._near).values("user_id")
            grants = grants.filter(Q(user_id__in=there) | Q(user_id__in=self._also))
        rows = grants.values_list("user_id", "user__is_active", "role", "place_prefix", "unit_id")
        active: dict[UUID, bool] = {}
        held: dict[UUID, list[GrantView]] = defaultdict(list)
        for user, is_active, role, place, unit in rows:
            active[user] = is_active
            held[user].append(GrantView(role, place, unit))
        return {user: Holder(active[user], tuple(grants)) for user, grants in held.items()}

    @cached_property
    def _at(self) -> Mapping[tuple[str, str], list[UUID]]:
        found: dict[tuple[str, str], list[UUID]] = defaultdict(list)
        for user, holder in self.holders.items():
            for grant in holder.grants if holder.is_active else ():
                if ACT in roles.permissions_of(grant.role):
                    found[grant.role, grant.place_prefix].append(user)
        return found

    def handlers(self, role: str, place: str, against: UUID | None = None) -> list[UUID]:
        """Those who may handle a case at a place: they hold the role there and are not barred."""
        return [user for user in self._at.get((role, place), []) if not self.is_barred(user, against)]

    def is_barred(self, user: UUID, against: UUID | None) -> bool:
        if against is None:
            return False
        complained_about, holder = self.holders.get(against), self.holders.get(user)
        below = bool(complained_about and holder and reports_to(holder.grants, complained_about.grants))
        return user == against or below

    def handle_at(self, flow: Flow, level: Level, place: str, against: UUID | None) -> bool:
        """Whether anybody may handle a case of this flow at a level above or at a place."""
        role, digits = flow.levels.get(level), DIGITS[level]
        return (
            role is not None and len(place) >= digits and bool(self.handlers(role, place[:digits], against))
        )


def levels_over(place: str) -> list[str]:
    """The prefixes at which a case may be handled: those of its village, township and county."""
    return [place[:digits] for digits in (COUNTY, TOWNSHIP, VILLAGE) if digits <= len(place)]
