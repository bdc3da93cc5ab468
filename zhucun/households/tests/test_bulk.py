from dataclasses import replace
from datetime import date

import pytest

from zhucun.households import refusals
from zhucun.households import refusals_people as people_refusals
from zhucun.households.domain import Entry
from zhucun.households.domain_people import Family, MarkEntry, MemberEntry, VillagerEntry
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager
from zhucun.households.services_bulk import add_families, known_hashes
from zhucun.households.tests.registry import add, home, line, names_in
from zhucun.kernel.guard import watching
from zhucun.testing.county import SINCE
from zhucun.testing.families import invented_number

pytestmark = pytest.mark.usefixtures("frozen_today")

BORN = date(1985, 5, 1)


def number(serial):
    return invented_number("990001", BORN, serial)


def a_family(cast, serial=1, village=0, **other):
    entry = Entry(village_code=cast.villages[village].code, head_name=f"张{serial}", people=9)
    people = (
        MemberEntry(person=VillagerEntry(name=f"张{serial}", id_number=number(serial)), relation="head"),
        MemberEntry(
            person=VillagerEntry(name=f"王{serial}"), relation="spouse", starts_on=SINCE, joined="married"
        ),
    )
    return Family(**{"entry": entry, "members": people, **other})


def bring(cast, *families, on=SINCE):
    return add_families(
        by=cast.county_officer, county=cast.home.code, families=families, on=on, because="导入"
    )


def test_families_come_in_with_members_marks_and_a_first_line_of_history(cast):
    marks = (
        MarkEntry(kind="monitored", starts_on=date(2024, 3, 1), basis="县审定名单"),
        MarkEntry(kind="disabled", starts_on=date(2020, 1, 1), member=1),
    )
    entry = replace(a_family(cast).entry, circumstance="lifted", housing="safe")

    (household,) = bring(cast, a_family(cast, entry=entry, marks=marks))

    kept = Household.objects.in_county(cast.home.code).get()
    assert (kept.people, kept.circumstance, kept.housing) == (2, "monitored", "safe")
    assert names_in(cast, household) == {"张1": "head", "王1": "spouse"}
    found = Mark.objects.in_county(cast.home.code).select_related("villager").order_by("id")
    assert [(mark.kind, mark.villager and mark.villager.name) for mark in found] == [
        ("monitored", None),
        ("disabled", "王1"),
        ("lifted", None),
    ]
    act = RegistryAct.objects.in_county(cast.home.code).get()
    assert (act.act, act.because, act.by_id) == ("entered", "导入", cast.county_officer.id)


def test_a_whole_register_is_one_line_of_the_trail_and_few_statements(cast):
    costs = []
    for start, count in ((1, 5), (10, 5), (20, 30)):
        with watching() as watch:
            bring(cast, *[a_family(cast, start + at, village=at % 2) for at in range(count)])
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert (
        costs[1] <= costs[0] <= 14 and costs[2] <= costs[1] + 8
    )  # SQLite takes so many values in one statement
    assert line(cast, "families_added").details == {
        "because": "导入", "on": "2026-01-01", "households": 30, "people": 60, "villages": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"entry": Entry(village_code="990002101200", head_name="张", people=1)}, refusals.VillageElsewhere),
        (
            {"members": (MemberEntry(person=VillagerEntry(name="张"), relation=""),)},
            people_refusals.RelationMissing,
        ),
        ({"members": (MemberEntry(person=VillagerEntry(name="张"), relation="boss"),)}, refusals.UnknownWord),
        (
            {"members": (MemberEntry(person=VillagerEntry(name="张"), relation="head"),) * 2},
            people_refusals.HeadTaken,
        ),
        ({"marks": (MarkEntry(kind="rich", starts_on=SINCE),)}, refusals.UnknownWord),
        ({"marks": (MarkEntry(kind="lifted", starts_on=date(2027, 1, 1)),)}, people_refusals.DayInFuture),
    ],
)
def test_the_first_thing_that_is_wrong_keeps_everything_out(cast, wrong, refusal):
    with pytest.raises(refusal):
        bring(cast, a_family(cast), replace(a_family(cast, 2), **wrong))

    for model in (Household, Villager, Membership, Mark, RegistryAct):
        assert not model.objects.in_county(cast.home.code).exists()


def test_a_number_is_one_person_in_the_list_and_in_the_county(cast):
    twice = a_family(cast, 2, members=a_family(cast, 1).members)

    with pytest.raises(people_refusals.IdNumberTwice) as refused:
        bring(cast, a_family(cast, 1), twice)
    kept = add(cast, home(cast), id_number=number(3))
    with pytest.raises(people_refusals.IdNumberKept) as known:
        bring(cast, a_family(cast, 3))

    assert number(1) not in refused.value.said and "“张1”和“张1”" in refused.value.sentence
    assert known.value.sentence == "“张3”的证件号码在本县已经登记。"
    assert list(known_hashes(cast.home.code, [kept.id_hash, "0" * 64])) == [kept.id_hash]
