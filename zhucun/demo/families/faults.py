"""What is wrong in a register here and there, so that its check list has something to say. Pure, drawn by a seed.

Only what a clerk may write by mistake: no fault that the register refuses.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from zhucun.households.domain_people import HEAD, Family, MemberEntry, VillagerEntry

NOBODY_ENTERED, SOMETHING_WRONG = 0.012, 0.03
Slip = Callable[[Family], Family | None]
OTHER_SIDE = {"son": "daughter", "daughter": "son", "grandson": "granddaughter", "granddaughter": "grandson"}


def with_faults(family: Family, rng: Random) -> Family:
    """Most families as they are; of some nobody is entered yet, in a few one thing is wrong."""
    drawn = rng.random()
    if drawn < NOBODY_ENTERED:
        return replace(family, members=(), marks=tuple(mark for mark in family.marks if mark.member is None))
    if drawn < NOBODY_ENTERED + SOMETHING_WRONG:
        for slip in rng.sample(SLIPS, len(SLIPS)):
            if spoilt := slip(family):
                return spoilt
    return family


def _no_head(family: Family) -> Family | None:
    """The head was entered as another relative."""
    return _relation(family, lambda one: one.relation == HEAD, "other_relative")


def _other_sex(family: Family) -> Family | None:
    wrong = next((one for one in family.members if one.relation in OTHER_SIDE), None)
    return _relation(family, lambda one: one is wrong, OTHER_SIDE[wrong.relation]) if wrong else None


def _pupil_at_work(family: Family) -> Family | None:
    return _person(family, lambda one: one.schooling == "junior", works_at="县城餐馆", works_months=2)


def _old_in_post(family: Family) -> Family | None:
    return _person(
        family, lambda one: one.born_on is not None and one.born_on.year < 1954, benefits=("public_post",)
    )


def _no_degree(family: Family) -> Family | None:
    return _person(family, lambda one: one.disability and one.id_kind != "disability", disability="")


def _not_marked(family: Family) -> Family | None:
    """Everything is known of somebody disabled but that there is a certificate."""
    left = tuple(mark for mark in family.marks if mark.kind != "disabled")
    return replace(family, marks=left) if left != family.marks else None


def _no_support(family: Family) -> Family | None:
    return _person(family, lambda one: "support" in one.benefits, benefits=())


def _no_allowance(family: Family) -> Family | None:
    left = tuple(mark for mark in family.marks if mark.member is None or mark.kind != "allowance")
    return replace(family, marks=left) if left != family.marks else None


def _school_unsaid(family: Family) -> Family | None:
    return _person(family, lambda one: one.schooling == "primary", schooling="")


SLIPS: Sequence[Slip] = (
    _no_head, _other_sex, _pupil_at_work, _old_in_post, _no_degree, _not_marked, _no_support, _no_allowance,
    _school_unsaid,
)  # fmt: skip


def _relation(family: Family, whose: Callable[[MemberEntry], bool], relation: str) -> Family | None:
    return _replaced(family, whose, lambda one: replace(one, relation=relation))


def _person(family: Family, whose: Callable[[VillagerEntry], object], **said: object) -> Family | None:
    return _replaced(
        family,
        lambda one: bool(whose(one.person)),
        lambda one: replace(one, person=replace(one.person, **said)),  # type: ignore[arg-type]
    )


def _replaced(
    family: Family, whose: Callable[[MemberEntry], bool], how: Callable[[MemberEntry], MemberEntry]
) -> Family | None:
    """The first of whom it is so, changed; None where it is so of nobody."""
    at = next((at for at, one in enumerate(family.members) if whose(one)), None)
    if at is None:
        return None
    members = list(family.members)
    members[at] = how(members[at])
    return replace(family, members=tuple(members))
