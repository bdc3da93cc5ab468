"""A short test on one's own village, drawn from the register. Checked at once, kept nowhere, seen by nobody else.

A test is told by its seed alone: the same seed over the same register gives the same questions, so nothing waits
between asking and answering.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.households.choices import Circumstance
from zhucun.households.domain import Filters
from zhucun.households.domain_filters import PeopleFilters
from zhucun.households.domain_people import ADULT_CARE, HEAD, age_on
from zhucun.households.models import Household
from zhucun.households.queries import households_in
from zhucun.households.queries_people import people_in

QUESTIONS, OPTIONS = 6, 4
MOST = 400  # a village's households
Known = Mapping[UUID, list[str]]  # names of grown-up members beside the head, by household


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    options: tuple[str, ...]
    right: str
    about: Household

    def asked(self, at: int) -> str:
        """The name of its field."""
        return f"q{at}"


Asking = Callable[[Household, Sequence[Household], Known, Random], Question | None]


def questions_of(scope: Scope, village: str, seed: int, today: date) -> list[Question]:
    """The test of a village, in two statements."""
    households = list(households_in(scope, Filters(village=village), today).order_by("id")[:MOST])
    return draw(households, _grown_up(scope, village, today), seed)


def draw(households: Sequence[Household], members: Known, seed: int) -> list[Question]:
    """As many questions as the register can bear: one on a household, and none whose answer is not known."""
    random = Random(seed)  # noqa: S311 — a test draws the same questions again from its number
    asking: list[Asking] = [_head_of, _which, _how_many, _earning]
    drawn = []
    for at, household in enumerate(random.sample(list(households), len(households))):
        for ask in [*asking[at % len(asking) :], *asking[: at % len(asking)]]:
            if question := ask(household, households, members, random):
                drawn.append(question)
                break
        if len(drawn) == QUESTIONS:
            break
    return drawn


def _head_of(
    household: Household, all_of: Sequence[Household], members: Known, random: Random
) -> Question | None:
    if not (others := members.get(household.id)):
        return None
    who = random.choice(others)
    return _question(
        _("“%(name)s”家的户主是谁？") % {"name": who},
        household.head_name,
        [other.head_name for other in all_of],
        household,
        random,
    )


def _how_many(
    household: Household, all_of: Sequence[Household], members: Known, random: Random
) -> Question | None:
    if not household.people:
        return None
    near = [str(household.people + step) for step in (-2, -1, 1, 2) if household.people + step > 0]
    text = _("“%(name)s”户有几口人？") % {"name": household.head_name}
    return _question(text, str(household.people), near, household, random, in_order=True)


def _which(
    household: Household, all_of: Sequence[Household], members: Known, random: Random
) -> Question | None:
    if household.circumstance == Circumstance.NONE:
        return None
    text = _("下面哪一户是%(kind)s？") % {"kind": household.get_circumstance_display()}
    others = [other.head_name for other in all_of if other.circumstance != household.circumstance]
    return _question(text, household.head_name, others, household, random)


def _earning(
    household: Household, all_of: Sequence[Household], members: Known, random: Random
) -> Question | None:
    if not household.way_to_earn:
        return None
    text = _("“%(name)s”户主要靠什么收入？") % {"name": household.head_name}
    others = [other.way_to_earn for other in all_of if other.way_to_earn]
    return _question(text, household.way_to_earn, others, household, random)


def _grown_up(scope: Scope, village: str, today: date) -> Known:
    """Nobody is asked about a child."""
    people: dict[UUID, list[str]] = defaultdict(list)
    told = people_in(scope, PeopleFilters(village=village), today).values_list(
        "household_id", "relation", "villager__name", "villager__born_on"
    )
    for household, relation, name, born in told:
        if relation != HEAD and born is not None and age_on(born, today) >= ADULT_CARE:
            people[household].append(name)
    return people


def _question(
    text: str,
    right: str,
    others: Sequence[str],
    about: Household,
    random: Random,
    *,
    in_order: bool = False,
) -> Question | None:
    """Among a few others; none where there is nothing to choose from."""
    wrong = sorted(set(others) - {right})
    options = [right, *random.sample(wrong, min(OPTIONS - 1, len(wrong)))]
    if len(options) < 2:
        return None
    if in_order:
        options.sort(key=int)
    else:
        random.shuffle(options)
    return Question(text, tuple(options), right, about)
