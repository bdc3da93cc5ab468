"""What a rule is, and those that features above offer at start-up. Households know nothing of these features."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from zhucun.accounts.scope import Scope
from zhucun.kernel.county import CountyQuerySet

# Rows of a scope on a day: households, or anything with a `household` (memberships also with a `villager`).
Source = Callable[[Scope, date], CountyQuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` stands in addresses; `todo` says what to do about a row."""

    code: str
    title: str | Promise
    source: Source
    todo: str | Promise = ""


_offered: dict[str, Rule] = {}


def offer(name: str, title: str | Promise, source: Source, todo: str | Promise = "") -> None:
    """Offer a rule; the same name again replaces it, so that a module may be read twice."""
    _offered[name] = Rule(name, title, source, todo)


def offered() -> list[Rule]:
    """What features above have offered, in the order they did."""
    return list(_offered.values())
