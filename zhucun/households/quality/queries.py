"""Counting rules and reading their rows: one statement for each count or for many of them, one for a page of rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from zhucun.accounts.scope import Scope
from zhucun.households.models import Household
from zhucun.households.quality import people
from zhucun.households.quality.registry import Rule, offered
from zhucun.households.quality.rules import RULES
from zhucun.kernel.county import CountyQuerySet

PER_PAGE = 50
VILLAGE = "village_code"


@dataclass(frozen=True, slots=True)
class Counted:
    rule: Rule
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of any rule: the household it is found in, and whom it is about, if anybody."""

    household: Household
    person: str
    villager_id: UUID | None


def every_rule() -> list[Rule]:
    return [*RULES, *offered()]


def rule_called(code: str) -> Rule | None:
    return next((rule for rule in every_rule() if rule.code == code), None)


def counted(scope: Scope, on: date, village: str = "") -> list[Counted]:
    """Every rule with how many rows it has now, in the order of the rules; those about people from one statement."""
    known = people.counts(scope, on, village)
    return [Counted(rule, _count(rule, known, scope, on, village)) for rule in every_rule()]


def _count(rule: Rule, known: Mapping[str, int], scope: Scope, on: date, village: str) -> int:
    return known[rule.code] if rule.code in known else rows_of(rule, scope, on, village).count()


def rows_of(rule: Rule, scope: Scope, on: date, village: str = "") -> CountyQuerySet[Any]:
    found = rule.source(scope, on)
    if not village:
        return found
    place = VILLAGE if hasattr(found.model, VILLAGE) else f"household__{VILLAGE}"
    return found.filter(**{place: village})


def page_of(rule: Rule, scope: Scope, on: date, village: str, number: str) -> tuple[Page[Any], list[Line]]:
    found = rows_of(rule, scope, on, village)
    in_order = ("village_code", "head_name", "id")
    if found.model is not Household:
        found = found.select_related("household")
        in_order = ("household__village_code", "household__head_name", "id")
    page = Paginator(found.order_by(*in_order), PER_PAGE).get_page(number)
    return page, [_line(row) for row in page.object_list]


def _line(row: Any) -> Line:
    if isinstance(row, Household):
        return Line(row, "", None)
    villager = getattr(row, "villager", None)
    return Line(row.household, villager.name if villager else "", villager.id if villager else None)
