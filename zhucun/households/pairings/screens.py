"""What the screens of pairings read from an address, and the words they show."""

from datetime import date
from uuid import UUID

from django.http import Http404

from zhucun.accounts.scope import Scope
from zhucun.accounts.screens import ScreenRequest
from zhucun.households.choices import Circumstance, PairingKind
from zhucun.households.models import Pairing
from zhucun.households.pairings.domain import NAME, may_say
from zhucun.households.pairings.queries import Filters
from zhucun.households.pairings.services import PAIR
from zhucun.kernel.paging import after_in
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.text import canonical_name

SEE = "households.see"


def asked(request: ScreenRequest) -> tuple[Filters, UUID | None]:
    """The filters as they stand in the address; a value no screen of ours writes is 404."""
    given = request.GET
    kind, place, circumstance = (given.get(key, "") for key in ("kind", "place", "circumstance"))
    try:
        if (kind and kind not in PairingKind.values) or (
            circumstance and circumstance not in Circumstance.values
        ):
            raise ValueError(kind)
        if place and not (place.isascii() and place.isdigit() and len(place) == VILLAGE):
            raise ValueError(place)
        mine = given.get("mine", "")
        if mine and mine.partition(":")[0] not in ("user", "unit", "name"):
            raise ValueError(mine)
        if mine[:5] in ("user:", "unit:"):
            UUID(mine[5:])
    except ValueError as strange:
        raise Http404("no such filter") from strange
    text = canonical_name(given.get("q", ""))[:NAME]
    return Filters(kind, place, text, circumstance, given.get("state") == "over", mine), after_in(given)


def kind_asked(request: ScreenRequest, default: PairingKind | None = None) -> PairingKind:
    """The kind that a page is of."""
    try:
        return PairingKind(request.GET.get("kind", default or ""))
    except ValueError as strange:
        raise Http404("no such kind") from strange


def uuid_asked(request: ScreenRequest, key: str) -> UUID | None:
    """A key in the address; 404 when it is none."""
    try:
        return UUID(request.GET[key]) if request.GET.get(key) else None
    except ValueError as strange:
        raise Http404("no such key") from strange


def may_change(scope: Scope, row: Pairing, on: date) -> bool:
    held = scope.narrowed(PAIR).prefixes
    over = row.voided or (row.ends_on is not None and row.ends_on <= on)
    return not over and may_say(held, row.kind, row.place_code)
