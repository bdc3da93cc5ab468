"""What somebody who raises a case may choose: where it is, in which role, and about whom. Read for one page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import GrantView, Scope
from zhucun.cases.people import units as units_of
from zhucun.cases.routing import RAISE
from zhucun.cases.subjects import LEVEL_OF
from zhucun.dispatch.queries import postings_between
from zhucun.engine.flow.definition import DIGITS, About
from zhucun.households.domain import Filters as HouseholdFilters
from zhucun.households.models import Household
from zhucun.households.queries import households_in
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import VILLAGE
from zhucun.policy.pack.flow_model import PackFlow

HOUSEHOLDS = 400
LABELS = {About.HOUSEHOLD: _("哪一户"), About.POSTING: _("谁"), About.UNIT: _("哪个单位")}
MISSING = {
    About.HOUSEHOLD: _("这个村还没有登记农户"),
    About.POSTING: _("这里没有您可以替他提出的派驻人员"),
    About.UNIT: _("县里还没有登记单位"),
}
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Where:
    """`places` to choose from by code; `place` is the one chosen, or the only one."""

    places: Choices
    place: str
    role: str


def where(scope: Scope, flow: PackFlow, names: Mapping[str, str], asked: str) -> Where | None:
    """Nothing where the reader may not raise this kind at all; a place that is not offered counts as none."""
    grants = [grant for grant in scope.narrowed(RAISE).grants if grant.role in flow.flow.opening.by]
    if not grants:
        return None
    digits = DIGITS[LEVEL_OF[flow.flow.about]]
    codes = sorted({code for grant in grants for code in _codes(grant, digits, scope.county, names)})
    places = [(code, names.get(code, code)) for code in codes]
    place = asked if asked in codes else codes[0] if len(codes) == 1 else ""
    return Where(places, place, _role(grants, place))


def _codes(grant: GrantView, digits: int, county: str, names: Mapping[str, str]) -> Iterable[str]:
    """A place itself where it is as low as the flow asks, else all such places below it."""
    prefix = grant.place_prefix or county
    if len(prefix) >= digits:
        return [prefix[:digits].ljust(VILLAGE, "0")]
    return [code for code in names if code.startswith(prefix) and _digits(code) == digits]


def _digits(code: str) -> int:
    return 6 if code.endswith("000000") else 9 if code.endswith("000") else 12


def _role(grants: Iterable[GrantView], place: str) -> str:
    """The role held nearest to the place."""
    near = sorted(grants, key=lambda grant: -len(grant.place_prefix))
    line = (
        grant
        for grant in near
        if place.startswith(grant.place_prefix) or grant.place_prefix.startswith(place[:6])
    )
    return next((grant.role for grant in line), near[0].role)


def subjects(scope: Scope, flow: PackFlow, place: str, on: date) -> Choices:
    """About whom it may be, households apart, of which a county has too many; one's own posting before all others."""
    match flow.flow.about:
        case About.POSTING:
            return _postings(scope, place, on)
        case About.UNIT:
            own = {str(unit) for unit in scope.units}
            return [(id, name) for id, name in units_of(scope.county) if not own or id in own]
        case _:
            return []


def _postings(scope: Scope, place: str, on: date) -> Choices:
    found = postings_between(scope.county, on, on).filter(village_code=place).select_related("person")
    rows = [posting for posting in found if posting.person.user_id == scope.user_id]
    if not rows and any(len(grant.place_prefix) < VILLAGE for grant in scope.narrowed(RAISE).grants):
        rows = list(found)
    return [(str(posting.id), f"{posting.person.name}（{posting.get_role_display()}）") for posting in rows]


def picked(there: CountyQuerySet[Household], ids: Iterable[UUID | None]) -> Choices:
    """Of the households that somebody picked those that may be named here: what the form accepts."""
    wanted = [id for id in ids if id]
    rows = there.filter(id__in=wanted, ends_on__isnull=True) if wanted else ()
    return [(str(one.id), one.head_name) for one in rows]


def households(scope: Scope, place: str) -> Choices:
    rows = households_in(scope, HouseholdFilters(village=place))[:HOUSEHOLDS]
    return [(str(one.id), f"{one.head_name} {one.group_name}".strip()) for one in rows]
