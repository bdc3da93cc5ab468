from dataclasses import replace

import pytest

from zhucun.audit.models import AuditEvent
from zhucun.households import merging, refusals, services
from zhucun.households.domain import Entry
from zhucun.households.models import Household, Mark, Membership, RegistryAct
from zhucun.kernel.guard import watching
from zhucun.kernel.ids import uuid7
from zhucun.places import registry
from zhucun.testing.county import SINCE
from zhucun.testing.families import plant_family

A_HANDFUL = 7  # the rows, their first lines of history, and a line in the chain
RARE = "\U00020bb7田\ue000"  # beyond the BMP, and a private-use character as old registers hold them


def entry(cast, **other):
    given = {"village_code": cast.villages[0].code, "head_name": "张三", "people": 4}
    return Entry(**{**given, **other})


def add(cast, by="first_secretary", **other):
    return services.add_household(
        by=getattr(cast, by), county=cast.home.code, entry=entry(cast, **other), on=SINCE
    )


def add_in_bulk(cast, **other):
    return services.add_households_in_bulk(
        by=cast.county_officer, county=cast.home.code, entries=[entry(cast, **other)]
    )


def correct(cast, household, **changes):
    now = {name: getattr(household, name) for name in Entry.__slots__}
    given = {"by": cast.first_secretary, "because": "户口本核对", "on": SINCE}
    given |= {name: changes.pop(name) for name in list(changes) if name in given}
    return services.correct_household(household=household, entry=Entry(**{**now, **changes}), **given)


def test_a_household_is_entered_with_every_character_of_its_name(cast):
    household = add(cast, head_name=f" {RARE} ", group_name="二组")

    kept = Household.objects.in_county(cast.home.code).get()
    assert (kept.id, kept.head_name, kept.group_name) == (household.id, RARE, "二组")


def test_the_trail_of_a_new_household_names_the_village_and_nobody(cast):
    household = add(cast)

    line = AuditEvent.objects.in_county(cast.home.code).get(act="households.household_added")
    assert (line.actor_id, line.subject_id) == (cast.first_secretary.id, household.id)
    assert line.place_code == cast.villages[0].code
    assert "张三" not in str(line.details)


def test_the_same_id_twice_is_one_household(cast):
    id = uuid7()
    for _time in range(2):
        services.add_household(
            by=cast.first_secretary, county=cast.home.code, entry=entry(cast), on=SINCE, id=id
        )

    assert Household.objects.in_county(cast.home.code).count() == 1


@pytest.mark.parametrize(
    ("wrong", "refusal", "words"),
    [
        ({"head_name": " "}, refusals.HeadNameMissing, "户主姓名没有填写。"),
        ({"people": 0}, refusals.PeopleOutOfRange, "家庭人口填写为 0 人，应在 1 至 99 人之间。"),
        ({"people": 100}, refusals.PeopleOutOfRange, "家庭人口填写为 100 人，应在 1 至 99 人之间。"),
        ({"head_name": "长" * 61}, refusals.EntryTooLong, "户主姓名最多 60 个字，村民小组最多 40 个字。"),
        ({"circumstance": "rich"}, refusals.UnknownCircumstance, "没有“rich”这一农户类型。"),
        ({"village_code": "990002101200"}, refusals.VillageElsewhere, "区划代码 990002101200 不是本县的村。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(cast, wrong, refusal, words):
    with pytest.raises(refusal) as refused:
        add(cast, **wrong)

    assert refused.value.sentence == words
    assert refused.value.advice
    assert not Household.objects.in_county(cast.home.code).exists()


@pytest.mark.parametrize("who", ["outsider", "unit_contact", "auditor"])
def test_without_the_right_in_the_village_nobody_enters_a_household(cast, who):
    with pytest.raises(refusals.VillageNotYours):
        add(cast, by=who)


def test_the_right_in_one_village_is_not_the_right_in_the_next(cast):
    with pytest.raises(refusals.VillageNotYours):
        add(cast, village_code=cast.villages[1].code)


def test_a_correction_says_why_and_the_trail_says_which_fields(cast):
    household = add(cast)

    correct(cast, household, people=5, circumstance="monitored")

    line = AuditEvent.objects.in_county(cast.home.code).get(act="households.household_corrected")
    kept = Household.objects.in_county(cast.home.code).get()
    assert (kept.people, kept.circumstance) == (5, "monitored")
    assert line.details == {
        "because": "户口本核对",
        "on": "2026-01-01",
        "fields": ["people", "circumstance"],
        "circumstance_was": "none",
        "circumstance_is": "monitored",
    }


def test_a_correction_without_reason_or_change_is_refused(cast):
    household = add(cast)

    with pytest.raises(refusals.ReasonMissing):
        correct(cast, household, people=5, because="  ")
    with pytest.raises(refusals.NothingCorrected) as refused:
        correct(cast, household)

    assert refused.value.sentence == "“张三”户的信息与原来相同，没有需要更正的内容。"


def test_a_correction_leaves_a_household_in_its_village(cast):
    household = add(cast)

    correct(cast, household, people=5, village_code=cast.villages[1].code)

    assert Household.objects.in_county(cast.home.code).get().village_code == cast.villages[0].code


def test_an_outsider_corrects_nothing(cast):
    household = add(cast)

    with pytest.raises(refusals.VillageNotYours):
        correct(cast, household, people=5, by=cast.outsider)


def test_a_whole_register_costs_as_few_statements_as_a_short_one(cast):
    short = [entry(cast, head_name=f"李{number}") for number in range(5)]
    whole = short * 6 + [replace(one, village_code=cast.villages[1].code) for one in short * 6]
    costs = []
    for entries in (short, short, whole):
        with watching() as watch:
            services.add_households_in_bulk(by=cast.county_officer, county=cast.home.code, entries=entries)
        costs.append(len(watch.statements))
        assert not watch.unpinned

    line = AuditEvent.objects.in_county(cast.home.code).latest("seq")
    assert costs[1] == costs[2] <= A_HANDFUL
    assert (line.act, line.details) == ("households.households_added", {"households": 60, "villages": 2})


def test_one_wrong_household_keeps_the_whole_register_out(cast):
    with pytest.raises(refusals.PeopleOutOfRange):
        services.add_households_in_bulk(
            by=cast.county_officer, county=cast.home.code, entries=[entry(cast), entry(cast, people=0)]
        )

    assert not Household.objects.in_county(cast.home.code).exists()


def test_the_same_id_with_another_entry_is_refused(cast):
    household = add(cast)

    with pytest.raises(refusals.HouseholdDiffers):
        services.add_household(
            by=cast.first_secretary,
            county=cast.home.code,
            entry=entry(cast, head_name="李四"),
            on=SINCE,
            id=household.id,
        )

    assert Household.objects.in_county(cast.home.code).get().head_name == "张三"


def test_households_go_with_their_village_when_villages_are_merged(cast):
    add(cast)
    old, new = cast.villages[0].code, cast.villages[1].code

    add_in_bulk(cast, village_code=new)

    foreseen = registry.consequences(cast.home.code, [old, new], new, SINCE)
    merging.follow(cast.home.code, [old, new], new, SINCE)

    line = AuditEvent.objects.in_county(cast.home.code).get(act="households.moved_with_village")
    assert "1 户农户转到合并后的村名下。" in foreseen
    assert set(Household.objects.in_county(cast.home.code).values_list("village_code", flat=True)) == {new}
    assert line.details["households"] == 1


def test_members_marks_and_history_go_with_the_village_too(cast):
    old, new = cast.villages[0].code, cast.villages[1].code
    plant_family(cast.villages[0], marks=["lifted"])
    add(cast)

    merging.follow(cast.home.code, [old, new], new, SINCE)

    for model in (Membership, Mark, RegistryAct):
        codes = model.objects.in_county(cast.home.code).values_list("village_code", flat=True)
        assert set(codes) == {new}


def test_each_household_of_a_list_has_a_first_line_of_history(cast):
    (household,) = add_in_bulk(cast)

    act = RegistryAct.objects.in_county(cast.home.code).get()
    assert (act.household_id, act.act, act.by_id) == (household.id, "entered", cast.county_officer.id)
