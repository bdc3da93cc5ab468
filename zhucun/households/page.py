"""What a household's page shows: members, circumstances, what happened to the family. Three set queries, whatever its size.

Of a child under 14 the page says who it is and no more; an identity number or a telephone stands nowhere whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.households.acts import members_of, told_by_marks
from zhucun.households.choices import Did
from zhucun.households.domain_people import HEAD, age_on, is_minor
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager
from zhucun.households.said import Said
from zhucun.households.words import FACTS
from zhucun.kernel.identity import mask_id, mask_phone

HISTORY = 30
SHAPES = {"supported": "■", "allowance": "◆", "monitored": "▲", "lifted": "●"}
UNTOLD = frozenset({"household", "joined"})  # told by the act itself, or by the link beside it


@dataclass(frozen=True, slots=True)
class Badge:
    """A circumstance: its word, with a shape so that it is told without colour."""

    kind: str
    word: str
    shape: str = "○"
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Member:
    membership: Membership
    villager: Villager
    relation: str
    age: int | None
    minor: bool
    matters: tuple[str, ...]  # schooling, working away: what a visitor should know
    badges: tuple[Badge, ...]
    id_number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Line:
    """One act of the history in words."""

    act: RegistryAct
    words: str
    changes: tuple[str, ...]
    other: Household | None  # the household somebody came from or went to, where the reader may see it


@dataclass(frozen=True, slots=True)
class Page:
    members: list[Member]
    gone: list[tuple[Membership, str]]
    badges: list[Badge]
    past: list[tuple[Mark, str]]
    history: list[Line]
    more_history: bool


def page_of(scope: Scope, household: Household, today: date) -> Page:
    said = Said(household.county_code)
    county: Any = {"household": household, "voided": False}
    memberships = list(
        Membership.objects.in_county(household.county_code)
        .filter(**county)
        .select_related("villager")
        .order_by("ends_on", "id")
    )
    marks = list(Mark.objects.in_county(household.county_code).filter(**county).order_by("starts_on", "id"))
    here = [m for m in memberships if m.ends_on is None]
    held = [mark for mark in marks if mark.ends_on is None or mark.ends_on > today]
    history = _history(scope, household, said, today, {m.villager_id: m.relation for m in memberships})
    return Page(
        members=[member_of(m, held, said, today) for m in _head_first(here)],
        gone=[(m, said.word("relation", m.relation)) for m in memberships if m.ends_on is not None],
        badges=_badges_of(household, held, said),
        past=[
            (mark, said.mark(mark.kind, personal=False))
            for mark in marks
            if mark.villager_id is None and mark not in held
        ],
        history=history[:HISTORY],
        more_history=len(history) > HISTORY,
    )


def member_of(membership: Membership, held: Iterable[Mark], said: Said, today: date) -> Member:
    """A member as the page shows one; of a child nothing that is kept more closely."""
    villager = membership.villager
    minor = is_minor(villager, today, membership.relation)
    return Member(
        membership=membership,
        villager=villager,
        relation=said.word("relation", membership.relation),
        age=None if villager.born_on is None else age_on(villager.born_on, today),
        minor=minor,
        matters=() if minor else matters(villager, said),
        badges=() if minor else personal_badges(villager, held, said),
        id_number="" if minor else mask_id(villager.id_number or ""),
        phone="" if minor else mask_phone(villager.phone or ""),
    )


def personal_badges(villager: Villager, held: Iterable[Mark], said: Said) -> tuple[Badge, ...]:
    mine = (mark for mark in held if mark.villager_id == villager.id)
    return tuple(
        Badge(mark.kind, said.mark(mark.kind, personal=True), SHAPES.get(mark.kind, "○"), mark)
        for mark in mine
    )


def matters(villager: Villager, said: Said) -> tuple[str, ...]:
    """School, work away from home; health and the degree of a disability are read on the person's page, with a trace."""
    told = []
    if villager.schooling and villager.schooling != "none":
        told.append(said.word("schooling", villager.schooling))
    if villager.works_at or villager.works_months:
        told.append(_working(villager))
    return tuple(told)


def told_elsewhere(household: Household) -> list[str]:
    """The facts of a household that its members or its marks tell, so that nobody writes them by hand."""
    members = members_of(household)
    told = ["people"] if members else []
    if any(member.relation == HEAD for member in members):
        told.append("head_name")
    if told_by_marks(household):
        told.append("circumstance")
    return told


def _working(villager: Villager) -> str:
    where = villager.works_at or _("外地")
    if villager.works_months is None:
        return _("在%(where)s务工") % {"where": where}
    return _("在%(where)s务工 %(months)d 个月") % {"where": where, "months": villager.works_months}


def _head_first(memberships: list[Membership]) -> list[Membership]:
    return sorted(memberships, key=lambda m: m.relation != HEAD)


def _badges_of(household: Household, held: list[Mark], said: Said) -> list[Badge]:
    """The marks of the household; where there are none yet, what was once said of it."""
    badges = [
        Badge(mark.kind, said.mark(mark.kind, personal=False), SHAPES.get(mark.kind, "○"), mark)
        for mark in held
        if mark.villager_id is None
    ]
    said_before = household.circumstance
    if not any(badge.kind == said_before for badge in badges):
        word = household.get_circumstance_display()
        badges.insert(0, Badge(said_before, word, SHAPES.get(said_before, "○")))
    return badges


def _history(
    scope: Scope, household: Household, said: Said, today: date, relations: Mapping[UUID, str]
) -> list[Line]:
    acts = list(
        RegistryAct.objects.in_county(household.county_code)
        .filter(household=household)
        .select_related("by", "villager")
        .order_by("-at", "-id")[: HISTORY + 1]
    )
    others = _others(scope, acts, household)
    return [_line(act, said, today, others, relations) for act in acts]


def _others(scope: Scope, acts: list[RegistryAct], household: Household) -> Mapping[UUID, Household]:
    ids = {UUID(id) for act in acts for id in act.changed.get("household", ())} - {household.id}
    if not ids:
        return {}
    return {found.id: found for found in Household.objects.for_scope(scope).filter(id__in=ids)}


def _line(
    act: RegistryAct,
    said: Said,
    today: date,
    others: Mapping[UUID, Household],
    relations: Mapping[UUID, str],
) -> Line:
    ids = (UUID(id) for id in act.changed.get("household", ()))
    minor = act.villager is not None and is_minor(act.villager, today, relations.get(act.villager.id, ""))
    return Line(
        act=act,
        words=str(Did(act.act).label),
        changes=tuple(
            _change(act, said, name, step, minor)
            for name, step in act.changed.items()
            if name not in UNTOLD and _says_something(step, minor)
        ),
        other=next((others[id] for id in ids if id in others), None),
    )


def _says_something(step: list[Any], minor: bool) -> bool:
    """A sealed field does, whose step is empty; what a child was entered with is kept more closely."""
    return not step or (any(step) and not (minor and not step[0]))


def _change(act: RegistryAct, said: Said, name: str, step: list[Any], minor: bool) -> str:
    """文化程度：小学 → 初中. Of a sealed field, and of a child, only that it changed."""
    if name == "kind" and not minor:
        code = next(filter(None, step), "")
        return said.mark(code, personal=act.villager_id is not None)
    if name == "gone":
        return said.fact(name, step[-1])
    what = FACTS.get(name, name)
    if not step or minor:
        return _("%(what)s有更正") % {"what": what}
    was, now = (said.fact(name, value) for value in step)
    if step[0] in (None, ""):
        return _("%(what)s：%(now)s") % {"what": what, "now": now}
    return _("%(what)s：%(was)s → %(now)s") % {"what": what, "was": was, "now": now}
