"""What in the register asks to be looked at: counted by rule, listed row by row, within the reader's places."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.households.choices import Circumstance, Joined, Sex
from zhucun.households.models import Household, Mark, Membership, Villager
from zhucun.households.quality import people, registry
from zhucun.households.quality.queries import counted, rows_of, rule_called
from zhucun.households.quality.rules import RULES

TODAY = date(2026, 11, 18)
WHOLE = {
    "born_on": date(1980, 1, 1),
    "sex": Sex.MALE,
    "id_hash": "h",
    "phone": "13800001234",
    "medical_insurance": "resident",
    "pension": "resident",
}


@pytest.fixture(autouse=True)
def today(frozen_today):
    return frozen_today


def household(cast, village=0, **facts):
    code = cast.villages[village].code
    given = {"head_name": "张三", "people": 1, "housing": "safe", "water": "safe"} | facts
    return Household.objects.create(county_code=cast.home.code, village_code=code, **given)


def person(home, relation="head", **facts):
    number = Villager.objects.in_county(home.county_code).count()
    given = WHOLE | {"name": f"某{number}", "id_hash": f"h{number}"} | facts
    villager = Villager.objects.create(county_code=home.county_code, **given)
    Membership.objects.create(
        county_code=home.county_code,
        villager=villager,
        household=home,
        village_code=home.village_code,
        relation=relation,
        joined=Joined.KNOWN,
    )
    return villager


def mark(home, kind, villager=None):
    return Mark.objects.create(
        county_code=home.county_code,
        household=home,
        villager=villager,
        village_code=home.village_code,
        kind=kind,
        starts_on=date(2025, 1, 1),
    )


def scope(cast, user=None):
    return scope_of(user or cast.county_officer, cast.home.code, on=TODAY).narrowed("households.see")


def found(cast, user=None):
    """The rules that find something, with how many rows."""
    return {one.rule.code: one.count for one in counted(scope(cast, user), TODAY) if one.count}


def test_a_family_with_everything_in_order_is_found_by_no_rule(cast):
    person(household(cast))

    assert found(cast) == {}


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("id_missing", {"id_hash": ""}),
        ("birth_missing", {"born_on": None}),
        ("pupil_at_work", {"schooling": "junior", "works_months": 3}),
        ("pupil_at_work", {"schooling": "primary", "works_at": "东莞"}),
        ("child_at_work", {"born_on": date(2012, 1, 1), "works_months": 2}),
        ("old_in_post", {"born_on": date(1956, 11, 18), "benefits": ["public_post"]}),
        ("no_schooling", {"born_on": date(2015, 1, 1), "schooling": ""}),
        ("medical_unsaid", {"medical_insurance": ""}),
        ("medical_none", {"medical_insurance": "none"}),
        ("no_pension", {"pension": ""}),
        ("supported_unmarked", {"benefits": ["support"]}),
        ("degree_unmarked", {"disability": "limb_2"}),
        ("sex_against_relation", {"relation": "daughter"}),
        ("young_head", {"born_on": date(2012, 1, 1)}),
        ("head_without_phone", {"phone": None}),
        ("no_head", {"relation": "son"}),
    ],
)
def test_each_rule_finds_what_it_says(cast, rule, facts):
    relation = facts.pop("relation", "head")

    person(household(cast), relation, **facts)

    assert found(cast)[rule] == 1


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("pupil_at_work", {"schooling": "junior"}),
        ("old_in_post", {"born_on": date(1956, 11, 19), "benefits": ["public_post"]}),
        ("old_in_post", {"born_on": date(1940, 1, 1), "benefits": ["old_age"]}),
        ("no_schooling", {"born_on": date(2015, 1, 1), "schooling": "primary"}),
        ("no_pension", {"born_on": date(2006, 1, 1), "pension": "", "schooling": "bachelor"}),
    ],
)
def test_a_rule_leaves_out_what_is_right(cast, rule, facts):
    person(household(cast), **facts)

    assert rule not in found(cast)


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("no_members", {"members": 0}),
        ("people_differ", {"people": 3}),
        ("supported_house", {"circumstance": Circumstance.SUPPORTED}),
        ("allowance_house", {"circumstance": Circumstance.ALLOWANCE}),
        ("water_unwatched", {"circumstance": Circumstance.LIFTED, "water": "unsafe"}),
        ("house_unwatched", {"housing": "unsafe"}),
        ("unchecked", {"circumstance": Circumstance.LIFTED, "housing": "unknown"}),
    ],
)
def test_each_rule_about_a_household_finds_what_it_says(cast, rule, facts):
    members = facts.pop("members", 1)
    home = household(cast, **facts)
    for _each in range(members):
        person(home)

    assert found(cast)[rule] == 1


def test_marks_are_weighed_with_what_is_kept_of_the_person(cast):
    home = household(cast)
    one = person(home)
    mark(home, "supported", one)
    mark(home, "disabled", one)
    mark(home, "public_post", person(home, "father", born_on=date(1950, 1, 1)))
    Household.objects.in_county(cast.home.code).update(people=2)

    assert found(cast) == {
        "supported_ordinary": 1,
        "supported_without": 1,
        "disabled_without_degree": 1,
        "old_in_post": 1,
    }


def test_a_count_opens_exactly_its_rows(cast, client_of):
    here, there = household(cast), household(cast, village=2, head_name="李四")
    person(here, id_hash="", name="没号的人")
    person(there, name="有号的人")

    rule = rule_called("id_missing")
    assert rule
    rows = rows_of(rule, scope(cast), TODAY)
    address = reverse("households:quality", args=[cast.home.code])
    page = client_of(cast.county_officer).get(address, {"rule": "id_missing"}).content.decode()

    assert [row.villager.name for row in rows] == ["没号的人"]
    assert "没号的人" in page
    assert "有号的人" not in page
    assert str(here.id) in page


def test_a_reader_sees_only_own_villages(cast, client_of):
    person(household(cast), id_hash="", name="本村的人")
    person(household(cast, village=2), id_hash="", name="别村的人")
    address = reverse("households:quality", args=[cast.home.code])

    own = client_of(cast.first_secretary).get(address, {"rule": "id_missing"}).content.decode()
    everything = client_of(cast.county_officer).get(address).content.decode()

    assert found(cast, cast.first_secretary)["id_missing"] == 1
    assert found(cast)["id_missing"] == 2
    assert "本村的人" in own
    assert "别村的人" not in own
    assert "没有登记证件号码" in everything
    assert client_of(cast.outsider).get(address).status_code == 404


def test_a_village_narrows_the_counts(cast):
    person(household(cast), id_hash="")
    person(household(cast, village=1), id_hash="")

    counts = {one.rule.code: one.count for one in counted(scope(cast), TODAY, village=cast.villages[1].code)}

    assert counts["id_missing"] == 1


def test_a_rule_nobody_knows_is_not_found(cast, client_of):
    address = reverse("households:quality", args=[cast.home.code])

    assert client_of(cast.county_officer).get(address, {"rule": "nothing"}).status_code == 404
    assert client_of(cast.county_officer).get(address, {"village": "x"}).status_code == 404


def test_a_feature_above_offers_a_rule_of_its_own(cast, monkeypatch):
    monkeypatch.setattr(registry, "_offered", {})
    registry.offer("above.all", "每一户", lambda scope, on: Household.objects.for_scope(scope), "请看一看。")
    person(household(cast))

    assert found(cast) == {"above.all": 1}


def test_rules_about_people_are_one_statement_and_every_other_is_one(
    cast, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(registry, "_offered", {})
    for village in range(3):
        person(household(cast, village=village), id_hash="")
    reader = scope(cast)

    with django_assert_num_queries(len(RULES) - len(people.RULES) + 1):
        counted(reader, TODAY)
