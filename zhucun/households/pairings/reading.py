"""What of a county a list of pairings is held against, and what may be chosen from: as far as one reader may say it."""

from datetime import date
from uuid import UUID

from zhucun.accounts.models import Grant, User
from zhucun.accounts.queries import in_force
from zhucun.accounts.scope import Scope
from zhucun.households.choices import PairingKind
from zhucun.households.models import Household
from zhucun.households.pairings import queries
from zhucun.households.pairings.domain import OF_HOUSEHOLDS, may_say
from zhucun.households.pairings.lists import Place, Register
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.text import canonical_code, match_key
from zhucun.places import queries as places
from zhucun.places.models import Unit


def register_for(scope: Scope, kind: PairingKind, on: date) -> Register:
    """The places of the reader's, with the families in them and what has been said of them."""
    county = scope.county
    towns = [Place(row.code, row.short_name, row.name) for row in places.townships(county, on)]
    named = {town.code: town.name for town in towns}
    villages = [
        Place(row.code, row.short_name, row.name, named.get(township_of(row.code), ""))
        for row in places.villages(county, on)
        if may_say(scope.prefixes, kind, row.code)
    ]
    towns = [town for town in towns if may_say(scope.prefixes, kind, town.code)]
    families: list[Household] = []
    if kind in OF_HOUSEHOLDS:
        families = list(Household.objects.for_scope(scope).filter(ends_on__isnull=True))
    return Register(
        townships=towns,
        villages=villages,
        households=families,
        accounts=accounts(county, on),
        units={match_key(name): id for id, name in units(county)},
        held=list(queries.held_in(scope, kind)),
    )


def accounts(county: str, on: date) -> dict[str, UUID]:
    """Whoever signs in to the county on a day, by the name they sign in with."""
    held = Grant.objects.filter(in_force(on), county=county).values("user_id")
    rows = User.objects.filter(id__in=held, is_active=True)
    return {canonical_code(name).lower(): id for name, id in rows.values_list("username", "id")}


def account_of(county: str, username: str, on: date) -> UUID | None:
    wanted = canonical_code(username).lower()
    return accounts(county, on).get(wanted) if wanted else None


def units(county: str) -> list[tuple[UUID, str]]:
    return list(Unit.objects.in_county(county).order_by("name").values_list("id", "name"))


def places_to_choose(scope: Scope, kind: PairingKind, on: date) -> list[tuple[str, str]]:
    """Townships or villages of which the reader may say who answers for them."""
    rows = (
        places.townships(scope.county, on)
        if kind is PairingKind.LEADER_TOWNSHIP
        else places.villages(scope.county, on)
    )
    return [(row.code, row.short_name) for row in rows if may_say(scope.prefixes, kind, row.code)]
