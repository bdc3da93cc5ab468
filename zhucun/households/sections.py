"""What other features show on a household's page.

Households stand below visits and monitoring and know nothing of them; a feature above offers its part at
start-up, and the page shows whatever has been offered to a reader who may see it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from zhucun.accounts.scope import Scope
from zhucun.households.models import Household

Reading = Callable[[Scope, Household], dict[str, Any] | None]
LastSeen = Callable[[Scope, Sequence[UUID]], Mapping[UUID, date]]


@dataclass(frozen=True, slots=True)
class Part:
    """A template piece and what it is to show."""

    template: str
    content: dict[str, Any]


FIRST = "households.pairings"
_offered: dict[str, tuple[str, Reading]] = {}
_seeing: dict[str, LastSeen] = {}
_links: dict[str, tuple[str | Promise, str, str]] = {}


def offer(name: str, template: str, reading: Reading) -> None:
    """Offer a part of the page: `reading` gets all the reader may do in the county, and answers None to stay hidden.

    Who answers for a household stands first, whoever offers what afterwards.
    """
    _offered[name] = (template, reading)


def parts_for(scope: Scope, household: Household) -> list[Part]:
    in_order = sorted(_offered.items(), key=lambda offered: offered[0] != FIRST)
    read = ((template, reading(scope, household)) for _name, (template, reading) in in_order)
    return [Part(template, content) for template, content in read if content is not None]


def offer_last_seen(name: str, reading: LastSeen) -> None:
    """Offer when households were last seen: for many at once, for a reader who may know it."""
    _seeing[name] = reading


def last_seen(scope: Scope, households: Sequence[UUID]) -> dict[UUID, date]:
    """The latest day that any feature tells of."""
    latest: dict[UUID, date] = {}
    for reading in _seeing.values():
        for household, day in reading(scope, households).items():
            latest[household] = max(day, latest.get(household, day))
    return latest


def offer_link(name: str, word: str | Promise, url_name: str, needs: str) -> None:
    """Offer a way from the register to a list of another feature, for those who may see it."""
    _links[name] = (word, url_name, needs)


def links_for(scope: Scope) -> list[tuple[str | Promise, str]]:
    """Word and address name of what the reader may go on to."""
    return [(word, url_name) for word, url_name, needs in _links.values() if scope.may(needs)]
