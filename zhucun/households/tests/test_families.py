from datetime import date

import pytest

from zhucun.households import refusals, services_families
from zhucun.households import refusals_people as people_refusals
from zhucun.households.choices import Gone
from zhucun.households.models import Household, Mark, Membership, RegistryAct
from zhucun.households.services_marks import mark_begins
from zhucun.households.services_people import member_dies
from zhucun.households.tests.registry import add, family, history, home, kept, line, names_in
from zhucun.testing.county import SINCE

pytestmark = pytest.mark.usefixtures("frozen_today")

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def test_another_member_becomes_the_head(cast):
    household, people = family(cast)

    services_families.change_head(
        by=cast.first_secretary, household=household, villager=people["spouse"], on=MAY, because="户主外出",
        relations={people["head"].id: "spouse"},
    )  # fmt: skip

    found = kept(cast, household)
    act = RegistryAct.objects.in_county(cast.home.code).get(act="head_changed")
    assert names_in(cast, household) == {"张三": "spouse", "王芳": "head", "张明": "son"}
    assert found.head_name == "王芳" and "wf" in found.initials.split()
    assert act.changed == {"head_name": ["张三", "王芳"]}
    assert line(cast, "head_changed").details["people"] == 2


def test_how_the_former_head_stands_to_the_new_one_must_be_said(cast):
    household, people = family(cast)

    with pytest.raises(people_refusals.RelationMissing) as refused:
        services_families.change_head(
            by=cast.first_secretary,
            household=household,
            villager=people["spouse"],
            relations={},
            on=MAY,
            because="换",
        )

    assert refused.value.sentence == "没有写明“张三”与户主的关系。"
    assert names_in(cast, household)["张三"] == "head"


def test_after_the_head_has_died_the_household_keeps_its_name_until_another_is_named(cast):
    household, people = family(cast)
    member_dies(by=cast.first_secretary, villager=people["head"], on=MAY)

    assert (kept(cast, household).head_name, kept(cast, household).people) == ("张三", 2)
    services_families.change_head(
        by=cast.first_secretary,
        household=household,
        villager=people["spouse"],
        relations={},
        on=MAY,
        because="去世",
    )
    assert kept(cast, household).head_name == "王芳"


def test_some_members_found_a_household_of_their_own(cast):
    household, people = family(cast, head="张三", spouse="王芳", son="张明", daughter_in_law="李梅")

    new = services_families.split_household(
        by=cast.first_secretary, household=household, head=people["son"], on=MAY, because="分家",
        relations={people["daughter_in_law"].id: "spouse"},
    )  # fmt: skip

    assert names_in(cast, household) == {"张三": "head", "王芳": "spouse"}
    assert names_in(cast, new) == {"张明": "head", "李梅": "spouse"}
    assert (kept(cast, new).people, kept(cast, new).head_name, kept(cast, household).people) == (2, "张明", 2)
    assert history(cast, new) == ["founded", "joined", "joined"]
    assert history(cast, household)[-3:] == ["split_off", "left", "left"]
    assert line(cast, "household_split").details["people"] == 2


def test_nothing_happens_in_a_household_before_it_was_founded(cast):
    household, people = family(cast)
    new = services_families.split_household(
        by=cast.first_secretary,
        household=household,
        head=people["son"],
        on=JUNE,
        because="分家",
        relations={},
    )

    with pytest.raises(people_refusals.DayTooEarly) as refused:
        add(cast, new, "李梅", "spouse", on=MAY, joined="married")

    assert refused.value.sentence == "日期 2026-05-01 早于 2026-06-01 已登记的情况。"


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (["head", "spouse", "son"], people_refusals.NobodyStays),
        (["son", "stranger"], people_refusals.NobodyChosen),
    ],
)
def test_a_split_that_cannot_be_is_refused_and_nobody_moves(cast, who, refusal):
    household, people = family(cast)
    people["stranger"] = add(cast, home(cast, "李四"), "李四")

    with pytest.raises(refusal):
        services_families.split_household(
            by=cast.first_secretary, household=household, head=people[who[0]], on=MAY, because="分家",
            relations={people[name].id: "son" for name in who[1:]},
        )  # fmt: skip

    assert len(names_in(cast, household)) == 3
    assert Household.objects.in_county(cast.home.code).count() == 2


def test_two_households_become_one_and_the_other_ends(cast):
    into, _ = family(cast)
    household, people = family(cast, head="张老", spouse="刘氏")
    mark_begins(by=cast.first_secretary, household=household, kind="allowance", on=SINCE)

    services_families.merge_households(
        by=cast.first_secretary, into=into, household=household, on=MAY, because="随子女生活",
        relations={people["head"].id: "father", people["spouse"].id: "mother"},
    )  # fmt: skip

    gone = kept(cast, household)
    assert names_in(cast, into)["张老"] == "father" and names_in(cast, household) == {}
    assert (gone.ends_on, gone.ended_because, gone.people, gone.circumstance) == (MAY, "merged", 0, "none")
    assert Mark.objects.in_county(cast.home.code).get(kind="allowance").ends_on == MAY
    assert history(cast, household)[-1] == "ended" and "took_in" in history(cast, into)
    assert line(cast, "households_merged").details["people"] == 2


def test_a_family_moves_away_together(cast):
    household, people = family(cast)

    services_families.household_ends(by=cast.first_secretary, household=household, on=MAY, because="举家迁走")

    left = Membership.objects.in_county(cast.home.code).filter(household=household)
    assert {(one.ends_on, one.gone) for one in left} == {(MAY, "moved_out")}
    with pytest.raises(refusals.HouseholdEnded) as refused:
        add(cast, household, "李四", "son", on=JUNE)
    assert refused.value.sentence == "“张三”户已于 2026-05-01 注销。"
    assert line(cast, "household_ended").details["people"] == len(people)


def test_a_household_does_not_end_for_a_death_while_somebody_is_there(cast):
    household, _ = family(cast)

    with pytest.raises(people_refusals.StillPeople) as refused:
        services_families.household_ends(
            by=cast.first_secretary, household=household, on=MAY, because="去世", gone=Gone.DIED
        )

    assert refused.value.sentence == "“张三”户还有成员 3 人，不能按这个原因注销。"


def test_a_household_does_not_end_before_what_happened_in_it(cast):
    household, people = family(cast)
    for villager in people.values():
        member_dies(by=cast.first_secretary, villager=villager, on=JUNE)

    with pytest.raises(people_refusals.DayTooEarly):
        services_families.household_ends(
            by=cast.first_secretary, household=household, on=MAY, because="去世", gone=Gone.DIED
        )


@pytest.mark.parametrize("who", ["outsider", "unit_contact", "auditor"])
def test_without_the_right_nobody_writes_about_families(cast, who):
    household, people = family(cast)
    other = home(cast, "李四")
    say = {"by": getattr(cast, who), "household": household, "on": MAY, "because": "核对"}

    for act, more in (
        (services_families.change_head, {"villager": people["son"], "relations": {}}),
        (services_families.split_household, {"head": people["son"], "relations": {}}),
        (services_families.merge_households, {"into": other, "relations": {}}),
        (services_families.household_ends, {}),
    ):
        with pytest.raises(refusals.VillageNotYours):
            act(**say, **more)
