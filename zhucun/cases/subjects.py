"""What a case is about, and where it lies because of that; who may raise it for whom."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts import roles
from zhucun.accounts.models import User
from zhucun.accounts.scope import GrantView, Scope
from zhucun.cases.refusals import MayNotRaise, OnlyForOneself, PlaceMissing, SubjectMissing
from zhucun.cases.routing import RAISE
from zhucun.dispatch.models import Posting
from zhucun.engine.flow.acting import Who
from zhucun.engine.flow.definition import DIGITS, About, Level
from zhucun.households.queries import household_in
from zhucun.kernel.place_codes import COUNTY, VILLAGE, prefix_of
from zhucun.places.models import Unit
from zhucun.policy.pack.flow_model import PackFlow

LEVEL_OF: dict[About, Level] = {
    About.VILLAGE: Level.VILLAGE,
    About.POSTING: Level.VILLAGE,
    About.HOUSEHOLD: Level.VILLAGE,
    About.TOWNSHIP: Level.TOWNSHIP,
    About.COUNTY: Level.COUNTY,
    About.UNIT: Level.COUNTY,
}
LEVEL_WORD = {Level.VILLAGE: _("村"), Level.TOWNSHIP: _("乡镇"), Level.COUNTY: _("县")}


@dataclass(frozen=True, slots=True)
class Subject:
    """`place` is a prefix of 6, 9 or 12 digits. `own` is the account of the person it is about, if there is one."""

    place: str
    id: UUID | None = None
    name: str = ""
    own: UUID | None = None
    units: frozenset[UUID] = field(default_factory=frozenset)


def subject_of(county: str, flow: PackFlow, place_code: str, subject_id: UUID | None) -> Subject:
    """What a new case is about; refused where it is not in this county, or not where it is said to lie."""
    found = _found(county, flow, place_code, subject_id)
    level = LEVEL_OF[flow.flow.about]
    digits = DIGITS[level]
    place = found.place[:digits]
    if len(place) < digits or not place.startswith(county) or set(place[COUNTY:digits]) == {"0"}:
        raise PlaceMissing(flow=flow.title, level=LEVEL_WORD[level])
    return Subject(place, found.id, found.name, found.own, found.units)


def _found(county: str, flow: PackFlow, place_code: str, subject_id: UUID | None) -> Subject:
    about = flow.flow.about
    if about not in (About.POSTING, About.HOUSEHOLD, About.UNIT):
        return Subject(place_code)
    found = _looked_up(county, about, subject_id) if subject_id else None
    said = prefix_of(place_code) if place_code else county
    if found is None or not (found.place.startswith(said) or said.startswith(found.place)):
        raise SubjectMissing(flow=flow.title)
    return found


def _looked_up(county: str, about: About, id: UUID) -> Subject | None:
    match about:
        case About.POSTING:
            posting = Posting.objects.in_county(county).select_related("person").filter(id=id).first()
            return _posted(posting) if posting else None
        case About.HOUSEHOLD:
            household = household_in(county, id)
            return Subject(household.village_code, household.id, household.head_name) if household else None
        case _:
            unit = Unit.objects.in_county(county).filter(id=id).first()
            return Subject(county, unit.id, unit.name, units=frozenset({unit.id})) if unit else None


def _posted(posting: Posting) -> Subject:
    person, units = posting.person, frozenset({posting.unit_id})
    return Subject(posting.village_code, posting.id, person.name, person.user_id, units)


def raiser(by: User, scope: Scope, flow: PackFlow, role: str, subject: Subject) -> Who:
    """Whoever raises it, as the engine asks; refused where the right is not held on the line of the place."""
    held = [
        grant for grant in scope.narrowed(RAISE).grants if grant.role == role and _on_line(grant, subject)
    ]
    if not held:
        raise MayNotRaise(flow=flow.title, role=roles.title_of(role))
    in_village = all(len(grant.place_prefix) == VILLAGE for grant in held)
    if flow.flow.about is About.POSTING and in_village and subject.own != by.id:
        raise OnlyForOneself(flow=flow.title)
    return Who(
        user=str(by.id),
        grants=tuple((grant.role, grant.place_prefix or scope.county) for grant in held),
        units=frozenset(str(unit) for unit in scope.units),
    )


def _on_line(grant: GrantView, subject: Subject) -> bool:
    if grant.unit_id:
        return grant.unit_id in subject.units
    return subject.place.startswith(grant.place_prefix) or grant.place_prefix.startswith(subject.place)
