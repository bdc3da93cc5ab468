import pytest

from zhucun.households import refusals_people as refusals
from zhucun.households import services_people as services
from zhucun.households.domain import Entry
from zhucun.households.domain_people import VillagerEntry
from zhucun.households.models import Household, Membership, RegistryAct
from zhucun.households.services import add_household
from zhucun.testing.county import SINCE

pytestmark = pytest.mark.usefixtures("frozen_today")


def home(cast, head="张三", village=0, **other):
    entry = Entry(village_code=cast.villages[village].code, head_name=head, people=4, **other)
    return add_household(by=cast.township_officer, county=cast.home.code, entry=entry, on=SINCE)


def add(cast, household, name, relation="head", by="first_secretary", **other):
    given = {"on": SINCE, **other}
    person = {key: given.pop(key) for key in list(given) if key in VillagerEntry.__slots__}
    return services.add_villager(
        by=getattr(cast, by), county=cast.home.code, household=household, relation=relation,
        entry=VillagerEntry(name=name, **person), **given,
    )  # fmt: skip


def test_a_person_is_entered_and_the_household_counts_its_members(cast):
    household = home(cast)

    villager = add(cast, household, "张小三", born_on=SINCE.replace(year=1980))
    add(cast, household, "张丽", "daughter")

    kept = Household.objects.in_county(cast.home.code).get()
    assert (kept.people, kept.head_name, kept.initials) == (2, "张小三", "zxs")
    assert Membership.objects.in_county(cast.home.code).get(villager=villager).relation == "head"
    assert RegistryAct.objects.in_county(cast.home.code).filter(act="member_added").count() == 2


def test_a_member_moves_and_both_families_tell_of_it(cast):
    old, new = home(cast), home(cast, "李四", village=1)
    villager = add(cast, old, "张三")

    services.member_moves(
        by=cast.township_officer, villager=villager, to=new, relation="son", on=SINCE, because="结婚"
    )

    for household, people in ((old, 0), (new, 1)):
        household.refresh_from_db()
        assert household.people == people
    acts = RegistryAct.objects.in_county(cast.home.code).filter(villager=villager)
    assert {(act.household_id, act.act) for act in acts} >= {(old.id, "left"), (new.id, "joined")}


def test_the_dead_have_no_later_acts(cast):
    villager = add(cast, home(cast), "张三")
    services.member_dies(by=cast.first_secretary, villager=villager, on=SINCE)

    with pytest.raises(refusals.AlreadyDead):
        services.member_leaves(by=cast.first_secretary, villager=villager, on=SINCE, because="迁出")
