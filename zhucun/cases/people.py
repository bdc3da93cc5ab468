"""Whom and which unit a field of a case may name: those who are at its place, above it or below it, and no others.

A select of a whole county would be of no use on a phone, and it would be a directory.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Length

from zhucun.accounts import roles
from zhucun.accounts.models import Grant, User
from zhucun.accounts.queries import in_force
from zhucun.engine.flow.definition import AGAINST, RAISER, Acting
from zhucun.kernel.place_codes import VILLAGE, prefix_within
from zhucun.places.models import Unit
from zhucun.policy.asking.fields import Offered
from zhucun.policy.pack.flow_model import PackFlow

MOST = 400
SEES = "cases.see"


def around(county: str, place: str, on: date, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Accounts by name, with what they are and where: the nearest places first."""
    near = Q(place_prefix__in=_over(place)) | prefix_within("place_prefix", place) | Q(unit_id__isnull=False)
    grants = Grant.objects.filter(in_force(on), near, county=county, user__is_active=True)
    far = Length("place_prefix")
    order = far.desc() if len(place) == VILLAGE else far.asc()
    rows = grants.order_by(order, "place_prefix", "user__name").values_list(
        "user_id", "user__name", "role", "place_prefix"
    )
    found: dict[str, str] = {}
    for user, name, role, prefix in rows[:MOST]:
        if SEES in roles.permissions_of(role):
            at = names.get(prefix.ljust(VILLAGE, "0"), "") if prefix else ""
            found.setdefault(str(user), f"{name}（{at}{roles.title_of(role)}）")
    return list(found.items())


def named(id: str) -> User:
    """The account that a form has offered."""
    return User.objects.get(pk=id)


def _over(place: str) -> list[str]:
    return [place[:digits] for digits in (6, 9, 12) if digits <= len(place)]


def units(county: str) -> list[tuple[str, str]]:
    found = Unit.objects.in_county(county).order_by("name").values_list("id", "name")
    return [(str(id), name) for id, name in found]


def offered_for(
    types: Collection[str], county: str, place: str, on: date, names: Mapping[str, str]
) -> dict[str, Offered]:
    """What fields of these types may name; nothing is read that no field asks for."""
    found: dict[str, Offered] = {}
    if "account" in types:
        found["account"] = around(county, place, on, names)
    if "unit" in types:
        found["unit"] = units(county)
    if "village" in types:
        found["village"] = [(code, name) for code, name in sorted(names.items()) if _is_village(code)]
    return found


def _is_village(code: str) -> bool:
    return len(code) == VILLAGE and not code.endswith("000")


def names_of_units(county: str, ids: Iterable[UUID]) -> dict[str, str]:
    found = Unit.objects.in_county(county).filter(id__in=list(ids)).values_list("id", "name")
    return {str(id): name for id, name in found}


def assignable(flow: PackFlow) -> list[str]:
    """The people of a case whom an officer may name: those whom its states or steps wait for."""
    states = flow.flow.states.values()
    actors = [state.actor for state in states]
    actors += [step.by for state in states for step in state.steps if step.by]
    names = (actor.name for actor in actors if actor.kind is Acting.PARTY)
    return [name for name in dict.fromkeys(names) if name not in (RAISER, AGAINST)]
