"""The situation book: every household of a village with its people, and what nobody has written down of it yet.

A gap is one condition of the database; the figure beside a filter, the list it opens and the words beside a household
all come from it, so they cannot differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import Scope
from zhucun.households.choices import Housing, Water
from zhucun.households.domain import Filters
from zhucun.households.domain_filters import birthday
from zhucun.households.domain_people import HEAD, SEALED, age_on, is_minor
from zhucun.households.models import Household, Membership
from zhucun.households.queries import households_in
from zhucun.households.said import Said
from zhucun.kernel.county import CountyQuerySet

# Compulsory schooling; who is of that age must be in some school.
SCHOOL_FROM, SCHOOL_TO = 6, 16
GAPS: Mapping[str, Promise] = {
    "members": _("成员没有登记"),
    "births": _("有人出生日期没有填"),
    "numbers": _("有人证件号码没有填"),
    "phones": _("全家没有电话"),
    "health": _("有人健康状况没有填"),
    "schooling": _("适龄孩子在校情况没有填"),
    "insurance": _("有人医疗保险没有填"),
    "housing": _("住房没有核实"),
    "water": _("饮水没有核实"),
    "earning": _("主要收入来源没有填"),
    "needs": _("需要什么没有填"),
}


@dataclass(frozen=True, slots=True)
class Someone:
    """A member as a list shows one: a child is told by relation and age, never by name."""

    name: str
    relation: str
    age: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    household: Household
    members: tuple[Someone, ...]
    gaps: tuple[Promise, ...]
    last_seen: date | None


def households_with_gaps(scope: Scope, filters: Filters, today: date) -> CountyQuerySet[Household]:
    """Households, each with `gap_<name>` telling whether that is not known."""
    found = households_in(scope, filters, today).annotate(**_conditions(scope, today))
    return found.order_by("group_name", "head_name", "id")


def count_gaps(found: CountyQuerySet[Household]) -> dict[str, int]:
    counts = {name: Count("id", filter=Q(**{f"gap_{name}": True})) for name in GAPS}
    return dict(found.order_by().aggregate(**counts))


def entries(
    scope: Scope, households: Iterable[Household], last_seen: Mapping[UUID, date], today: date
) -> list[Entry]:
    """What the book says of some households: one statement for all their people."""
    rows = list(households)
    people = _people(scope, rows, today)
    return [
        Entry(
            household=row,
            members=tuple(people[row.id]),
            gaps=tuple(word for name, word in GAPS.items() if getattr(row, f"gap_{name}")),
            last_seen=last_seen.get(row.id),
        )
        for row in rows
    ]


def _people(scope: Scope, rows: list[Household], today: date) -> Mapping[UUID, list[Someone]]:
    said = Said(scope.county)
    there = Membership.objects.in_county(scope.county).filter(
        household_id__in=[row.id for row in rows], ends_on__isnull=True, voided=False
    )
    unsealed = there.select_related("villager").defer(*(f"villager__{name}" for name in SEALED))
    people: dict[UUID, list[Someone]] = defaultdict(list)
    for membership in sorted(unsealed.order_by("id"), key=_head_first):
        villager = membership.villager
        people[membership.household_id].append(
            Someone(
                name="" if is_minor(villager, today, membership.relation) else villager.name,
                relation=said.word("relation", membership.relation),
                age=None if villager.born_on is None else age_on(villager.born_on, today),
            )
        )
    return people


def _head_first(membership: Membership) -> bool:
    return membership.relation != HEAD


def _conditions(scope: Scope, today: date) -> dict[str, Any]:
    there = Membership.objects.in_county(scope.county).filter(
        household=OuterRef("pk"), ends_on__isnull=True, voided=False
    )
    pupils = Q(
        villager__born_on__lte=birthday(today, SCHOOL_FROM), villager__born_on__gt=birthday(today, SCHOOL_TO)
    )
    told: dict[str, Any] = {
        "members": ~Exists(there),
        "births": Exists(there.filter(villager__born_on__isnull=True)),
        "numbers": Exists(there.exclude(villager__id_hash__gt="")),  # equality would walk all who have none
        "phones": Q(Exists(there)) & ~Exists(there.exclude(villager__phone_tail_hash="")),
        "health": Exists(there.filter(villager__health__isnull=True)),
        "schooling": Exists(there.filter(pupils, villager__schooling="")),
        "insurance": Exists(there.filter(villager__medical_insurance="")),
        "housing": Q(housing=Housing.UNKNOWN),
        "water": Q(water=Water.UNKNOWN),
        "earning": Q(way_to_earn=""),
        "needs": Q(needs=""),
    }
    return {f"gap_{name}": condition for name, condition in told.items()}
