from datetime import date

import pytest
from django.http import Http404

from zhucun.households.domain import Filters
from zhucun.households.domain_filters import PeopleFilters
from zhucun.households.queries import households_in
from zhucun.households.queries_card import village_counts
from zhucun.households.queries_people import household_on, people_in, people_page, villager_for
from zhucun.households.services_people import member_dies, member_leaves
from zhucun.households.tests.registry import add, home, scope
from zhucun.kernel.guard import watching
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")

TODAY = date(2026, 11, 18)
A_CARD = 4  # households, people, marks of each


def counts(cast, village=0, who="township_officer"):
    return village_counts(scope(cast, who), cast.villages[village].code, TODAY)


def test_the_card_counts_from_the_register(cast):
    plant_family(cast.villages[0], "张三", 1, marks=["lifted", "martyr"], child_marks=["left_child"])
    plant_family(cast.villages[0], "李四", 2, marks=["lifted", "monitored"])
    plant_family(cast.villages[1], "王五", 3, marks=["allowance"])
    old = home(cast, "赵老")
    add(cast, old, "赵老", born_on=date(1940, 1, 1), works_at="成都", medical_insurance="resident")

    card = counts(cast)

    assert (card.households, card.people, card.said_people) == (3, 7, 7)
    assert card.circumstances == {"lifted": 2, "martyr": 1, "monitored": 1}
    assert card.marks == {"left_child": 1}
    assert card.facets["sex"] == {"male": 4, "female": 2, "unknown": 1}
    assert card.facets["age"] == {"6-15": 2, "18-59": 4, "80+": 1}
    assert card.facets["minor"] == {"yes": 2, "no": 5}
    assert card.facets["works_away"] == {"yes": 1, "no": 6}
    assert card.facets["medical_insurance"] == {"resident": 1, "unknown": 6}
    assert card.facts["housing"] == {"unknown": 3}


def test_every_figure_opens_exactly_what_it_counted(cast):
    plant_family(cast.villages[0], "张三", 1, marks=["lifted", "martyr"], child_marks=["left_child"])
    plant_family(cast.villages[0], "李四", 2, marks=["monitored"])
    home(cast, "赵六", circumstance="allowance", housing="unsafe")
    reader, village = scope(cast, "township_officer"), cast.villages[0].code

    card = counts(cast)

    for kind, n in card.circumstances.items():
        assert households_in(reader, Filters(village=village, mark=kind)).count() == n
    for name, told in card.facts.items():
        for value, n in told.items():
            assert households_in(reader, Filters(village=village, **{name: value})).count() == n
    for kind, n in card.marks.items():
        assert people_in(reader, PeopleFilters(village=village, mark=kind)).count() == n
    for facet, told in card.facets.items():
        assert sum(told.values()) == card.people
        for value, n in told.items():
            opened = PeopleFilters.from_address({"village": village, facet: value})
            assert people_in(reader, opened).count() == n


def test_the_card_costs_the_same_for_twice_the_village(cast):
    costs = []
    for serial in (1, 2):
        plant_family(cast.villages[0], f"张{serial}", serial, marks=["lifted"])
        reader = scope(cast)
        with watching() as watch:
            village_counts(reader, cast.villages[0].code, TODAY)
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1] == A_CARD


def test_those_who_left_or_died_are_counted_no_more(cast):
    family = plant_family(cast.villages[0])

    member_dies(by=cast.first_secretary, villager=family.head, on=TODAY)
    member_leaves(by=cast.first_secretary, villager=family.spouse, on=TODAY, because="婚出")

    assert counts(cast).people == 1


def test_a_family_is_shown_as_it_was_on_a_day(cast):
    family = plant_family(cast.villages[0], marks=["lifted"], child_marks=["left_child"])
    member_dies(by=cast.first_secretary, villager=family.spouse, on=date(2026, 5, 1))
    reader = scope(cast)

    with watching() as watch:
        before = household_on(reader, family.household, date(2026, 4, 30))
    after = household_on(reader, family.household, date(2026, 5, 1))
    long_ago = household_on(reader, family.household, date(2010, 1, 1))

    assert [one.villager.name for one in before.members] == ["张三", "张三的妻子", "张三的儿子"]
    assert [one.villager.name for one in after.members] == ["张三", "张三的儿子"]
    assert [one.villager.name for one in long_ago.members] == ["张三", "张三的妻子"]
    assert [mark.kind for mark in after.marks] == ["lifted"]
    assert [mark.kind for mark in after.personal[family.child.id]] == ["left_child"]
    assert len(watch.statements) == 2


def test_pages_of_people_meet_without_gap_or_overlap_and_keep_families_together(cast):
    for serial in (1, 2, 3):
        plant_family(cast.villages[serial % 2], f"张{serial}", serial)
    reader, seen, after = scope(cast, "township_officer"), [], None

    for _page in range(5):
        page = people_page(reader, PeopleFilters(), after, size=2)
        seen += page.rows
        after = page.following

    assert after is None and len({one.id for one in seen}) == 9
    assert [one.id for one in seen] == [one.id for one in people_in(reader, PeopleFilters())]
    homes = [one.household_id for one in seen]
    assert homes == sorted(homes, key=homes.index)


def test_a_reader_of_another_village_finds_nobody(cast):
    family = plant_family(cast.villages[1])

    assert counts(cast, village=1, who="first_secretary").people == 0
    assert not household_on(scope(cast), family.household, TODAY).members
    for who in ("first_secretary", "outsider", "unit_contact"):
        with pytest.raises(Http404):
            villager_for(scope(cast, who), family.head.id)
    assert villager_for(scope(cast, "township_officer"), family.head.id).villager == family.head


@pytest.mark.parametrize("given", [{"village": "99"}, {"sex": "'"}, {"mark": "长"}])
def test_a_filter_of_people_no_screen_writes_is_an_error(given):
    with pytest.raises(ValueError, match=next(iter(given.values()))):
        PeopleFilters.from_address(given)
