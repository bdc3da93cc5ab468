"""Of whom no birth date is known is closed like a child, unless something only grown-ups are or have says otherwise."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhucun.households.domain_filters import PeopleFilters
from zhucun.households.domain_people import ADULT_RELATIONS, ONLY_ADULTS, VillagerEntry, is_minor
from zhucun.households.models import Membership, Villager
from zhucun.households.queries_people import people_in
from zhucun.households.tests.registry import add, home, scope
from zhucun.policy.queries import NATIONAL, pack_of

pytestmark = pytest.mark.usefixtures("frozen_today")

TODAY = date(2026, 11, 18)
LISTS = ("political", "education", "schooling", "skill", "medical_insurance", "pension")


def codes(name):
    return sorted(pack_of(NATIONAL).vocabularies[name])


@st.composite
def somebody(draw):
    """A person with whatever may be known of one, at every edge of fourteen years."""
    days = st.integers(-3, 3).map(lambda off: date(2012, 11, 18) + timedelta(days=off))
    facts = {name: draw(st.sampled_from(["", "added_by_the_county", *codes(name)])) for name in LISTS}
    return {
        **facts,
        "born_on": draw(st.none() | st.none() | days),
        "works_at": draw(st.sampled_from(["", "", "成都"])),
        "works_months": draw(st.sampled_from([None, None, 0, 6])),
        "stripped_on": draw(st.sampled_from([None, None, TODAY])),
        "relation": draw(st.sampled_from(codes("relation"))),
    }


def live(household, number, one):
    told = {name: value for name, value in one.items() if name != "relation"}
    villager = Villager.objects.create(county_code=household.county_code, name=f"某{number}", **told)
    Membership.objects.create(
        county_code=household.county_code,
        villager=villager,
        household=household,
        village_code=household.village_code,
        relation=one["relation"],
        joined="known",
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(somebody(), min_size=1, max_size=20))
def test_the_list_and_the_page_agree_on_who_is_closed(cast, people):
    with transaction.atomic():
        household = home(cast)
        for number, one in enumerate(people):
            live(household, number, one)

        found = people_in(scope(cast), PeopleFilters(facets={"minor": "yes"}), TODAY)
        there = Membership.objects.in_county(cast.home.code).filter(household=household)
        listed = {row.villager_id for row in found.filter(household=household)}
        closed = {
            row.villager_id
            for row in there.select_related("villager")
            if is_minor(row.villager, TODAY, row.relation)
        }
        transaction.set_rollback(True)

    assert listed == closed


@pytest.mark.parametrize("relation", sorted(ADULT_RELATIONS))
def test_a_relation_that_no_child_has_says_grown_up(relation):
    assert not is_minor(VillagerEntry(name="张三"), TODAY, relation)


@pytest.mark.parametrize(
    ("name", "code"), [(name, code) for name in ONLY_ADULTS for code in sorted(ONLY_ADULTS[name])]
)
def test_a_fact_that_no_child_has_says_grown_up(name, code):
    assert code in codes(name)
    assert not is_minor(VillagerEntry(name="张三", **{name: code}), TODAY, "son")


@pytest.mark.parametrize("relation", ["son", "daughter", "grandson", "brother", "other_relative", ""])
def test_otherwise_nobody_without_a_birth_date_is_open(relation):
    assert is_minor(
        VillagerEntry(name="张明", schooling="primary", medical_insurance="resident"), TODAY, relation
    )


def test_a_birth_date_says_it_whatever_else_is_kept():
    child = VillagerEntry(name="张明", born_on=date(2018, 6, 1), education="senior", works_at="成都")

    assert is_minor(child, TODAY, "head")


def test_a_missing_birth_date_is_told_without_a_look_at_the_rest(cast, client_of):
    household = home(cast)
    grown = add(cast, household, "张明", "son", health="chronic", phone="13800001111")
    client, address = client_of(cast.first_secretary), f"/c/{cast.home.code}/households/people/{grown.id}/"

    closed = client.get(address).content.decode()
    asked = client.get(f"{address}born/").content.decode()
    done = client.post(f"{address}born/", {"born_on": "1990-01-01", "because": "户口本核对"})
    opened = client.post(f"{address}details/", follow=True).content.decode()

    assert "出生日期没有登记，可能未满 14 周岁" in closed
    assert "慢性病" not in closed + asked
    assert done.status_code == 302
    assert "可能未满 14 周岁" not in opened
    assert client.get(f"{address}born/").status_code == 404
    kept = Villager.objects.in_county(cast.home.code).get(id=grown.id)
    assert (kept.born_on, kept.phone, kept.health) == (date(1990, 1, 1), "13800001111", "chronic")
