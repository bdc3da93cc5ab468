"""Families as they are drawn: people who can be each other's, numbers of nobody's, gaps and faults here and there."""

from collections import Counter
from datetime import date

import pytest

from zhucun.demo.diary import keep_diary
from zhucun.demo.drawing import stream
from zhucun.demo.families.customs import customs_of
from zhucun.demo.families.drawing import Families, draw_families
from zhucun.demo.names import RARE_TIBETAN, Names, sex_of
from zhucun.demo.recipes import BAIYU, JIANGLE
from zhucun.demo.registers import draw_households
from zhucun.households.domain_people import HEAD, age_on
from zhucun.kernel.identity import Sex
from zhucun.kernel.refusals import Refusal

ON = date(2026, 6, 1)
CODES = [f"5133311012{at:02}" for at in range(20)]


def drawn(recipe=BAIYU, told=CODES, count=600):
    rng = stream(3, recipe.county)
    register = draw_households(CODES, CODES[5], count, recipe.tibetan, rng)
    return list(
        draw_families(register, told, Families(customs_of(recipe), Names(rng, recipe.tibetan), ON, rng))
    )


@pytest.mark.parametrize("recipe", [BAIYU, JIANGLE], ids=lambda recipe: recipe.county)
def test_parents_are_older_than_their_children_and_nobody_is_born_tomorrow(recipe):
    families = [family for family in drawn(recipe) if family.members and family.members[0].relation == HEAD]

    for family in families:
        by_relation = {one.relation: one.person.born_on for one in family.members if one.person.born_on}
        head = by_relation.get(HEAD)
        for child in ("son", "daughter", "grandson", "granddaughter"):
            if head and child in by_relation:
                assert age_on(head, by_relation[child]) >= 18
        assert all(born <= ON for born in by_relation.values())


def test_every_number_is_one_persons_and_begins_as_no_division_does():
    numbers = [one.person.id_number for family in drawn() for one in family.members if one.person.id_number]

    assert len(numbers) == len(set(numbers)) > 1500
    assert all(number.startswith("99") for number in numbers)


def test_of_villages_that_are_not_told_only_the_household_is_known():
    families = drawn(told=CODES[:1])

    told = {family.entry.village_code for family in families if family.members}
    assert told == {CODES[0]}
    assert any(family.entry.way_to_earn for family in families if not family.members)


def test_something_is_not_known_and_something_is_wrong_but_not_much():
    people = [one.person for family in drawn() for one in family.members]
    families = [family for family in drawn() if family.members]

    unknown = Counter(
        field
        for one in people
        for field in ("id_number", "health", "medical_insurance")
        if not getattr(one, field)
    )
    assert all(
        0 < unknown[field] < len(people) / 10 for field in ("id_number", "health", "medical_insurance")
    )
    headless = [family for family in families if all(one.relation != HEAD for one in family.members)]
    assert 0 < len(headless) < len(families) / 50


def test_a_mark_begins_after_its_person_was_born_and_rests_on_something():
    for family in drawn():
        for mark in family.marks:
            assert mark.basis
            assert mark.starts_on <= ON
            if mark.member is not None:
                born = family.members[mark.member].person.born_on
                assert born is None or born <= mark.starts_on


def test_a_name_tells_whose_it_is():
    rng = stream(5)
    names = Names(rng, 0.5)

    assert all(sex_of(names.person(sex)) is sex for sex in Sex for _at in range(500))
    assert sex_of(RARE_TIBETAN[2]) is Sex.FEMALE


def test_stories_go_side_by_side_each_on_its_own_days_and_what_is_refused_ends_only_itself():
    told = []

    def story(name, *days):
        for day in days:
            told.append(name)
            yield day
        told.append(f"{name}.")

    def refused():
        told.append("c")
        yield date(2026, 6, 4)
        raise Refusal

    stories = [
        (date(2026, 6, 1), story("a", date(2026, 6, 9))),
        (date(2026, 6, 2), story("b", date(2026, 6, 3))),
    ]
    stopped = keep_diary([*stories, (date(2026, 6, 2), refused())], date(2026, 6, 9))

    assert told == ["a", "b", "c", "b."]
    assert len(stopped) == 1
