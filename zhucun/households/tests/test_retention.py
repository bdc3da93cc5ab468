"""What the register drops when its term is over, what it leaves, and what holds it back."""

from datetime import date, timedelta
from typing import Any

import pytest

from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.households import services_people
from zhucun.households.domain_people import VillagerEntry
from zhucun.households.models import (
    Household,
    Mark,
    Membership,
    MinorAccess,
    Pairing,
    RegistryAct,
    Villager,
)
from zhucun.households.refusals_people import TermOver
from zhucun.households.tests.registry import add, home, kept
from zhucun.kernel import clock
from zhucun.monitoring.models import Lead, Monitored
from zhucun.policy.models import RetentionHold
from zhucun.policy.retention import services
from zhucun.policy.retention.services import DROPPED, drop_everywhere, foreseen_everywhere, set_hold
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")
BY = System("保存期限")
LEFT, FIVE_YEARS = date(2026, 10, 1), date(2031, 10, 1)
DAY = timedelta(days=1)


def at(day):
    return clock.now().replace(year=day.year, month=day.month, day=day.day)


def run(day, **more):
    return [(one.title, one.rows, one.left) for one in drop_everywhere(by=BY, at=at(day), **more)]


@pytest.fixture
def left(cast):
    """A household with somebody who has left it, of whom much was known."""
    household = home(cast)
    known = {"education": "primary", "health": "chronic", "phone": "13800001111", "works_at": "成都"}
    gone = add(cast, household, "李四", "son", **known)
    services_people.member_leaves(
        by=cast.township_officer, villager=gone, on=LEFT, because="跟李某某去了成都"
    )
    Mark.objects.create(
        county_code=cast.home.code,
        household=household,
        villager=gone,
        village_code=household.village_code,
        kind="disabled",
        starts_on=LEFT,
        ends_on=LEFT,
    )
    return household, gone


def person(cast, villager):
    return Villager.objects.in_county(cast.home.code).get(id=villager.id)


def end(household, day=LEFT):
    Household.objects.in_county(household.county_code).filter(id=household.id).update(
        ends_on=day, ended_because="moved_out", needs="看病", way_to_earn="种果树", circumstance="allowance"
    )


def test_a_person_is_stripped_when_the_term_is_over_and_not_a_day_before(cast, left):
    _household, gone = left

    before, held = run(FIVE_YEARS - DAY), person(cast, gone)
    after, found = run(FIVE_YEARS), person(cast, gone)

    assert before == []
    assert (held.education, held.phone) == ("primary", "13800001111")
    assert after == [("农户成员", 1, 0)]
    assert (found.name, found.stripped_on) == ("李四", FIVE_YEARS)
    assert (found.education, found.phone, found.health, found.phone_tail_hash) == ("", None, None, "")


def test_what_told_of_the_person_goes_too_and_where_they_lived_stays(cast, left):
    household, gone = left

    run(FIVE_YEARS)

    acts = RegistryAct.objects.in_county(cast.home.code).filter(villager=gone)
    assert [(act.changed, act.because) for act in acts] == [({}, "")] * 2
    assert not Mark.objects.in_county(cast.home.code).filter(villager=gone).exists()
    stay = Membership.objects.in_county(cast.home.code).get(villager=gone)
    assert (stay.household_id, stay.ends_on) == (household.id, LEFT)


def test_every_column_with_something_to_hide_is_empty_afterwards(cast, left):
    run(FIVE_YEARS)

    found = person(cast, left[1])
    empty = {"", None, "unknown", "none"}
    closed = [name for name, kind in Villager.data_class.items() if str(kind) == "sensitive"]
    assert [name for name in closed if getattr(found, name) not in (*empty, [])] == []


def test_whoever_still_lives_somewhere_is_left_alone(cast, left):
    here = add(cast, left[0], "张三")

    run(date(2060, 1, 1))

    assert person(cast, here).stripped_on is None


def test_somebody_entered_by_mistake_is_due_from_the_day_that_was_found_out(cast):
    wrong = add(cast, home(cast), "误登", "son", education="primary")
    services_people.void_villager(by=cast.township_officer, villager=wrong, because="登错了")

    before, after = run(date(2031, 11, 17)), run(date(2031, 11, 18))

    assert (before, after) == ([], [("农户成员", 1, 0)])


def test_an_ended_household_keeps_its_name_alone(cast):
    household = home(cast)
    end(household)
    Pairing.objects.create(
        county_code=cast.home.code,
        kind="cadre_household",
        place_code=household.village_code,
        household=household,
        name="帮扶人",
        starts_on=date(2026, 1, 1),
        ends_on=LEFT,
    )

    done = [run(date(2029, 10, 1)), run(FIVE_YEARS)]

    assert done == [[("结对", 1, 0)], [("农户", 1, 0)]]
    found = kept(cast, household)
    assert (found.head_name, found.stripped_on) == ("张三", FIVE_YEARS)
    assert (found.needs, found.way_to_earn, found.circumstance) == ("", "", "none")


def test_a_second_run_finds_nothing_more_and_a_dry_run_changes_nothing(cast, left):
    foreseen = [(one.title, one.rows) for one in foreseen_everywhere(on=FIVE_YEARS) if one.rows]
    untouched = person(cast, left[1]).stripped_on

    first, second = run(FIVE_YEARS), run(FIVE_YEARS)

    assert (foreseen, untouched) == ([("农户成员", 1)], None)
    assert (len(first), second) == (1, [])


def test_a_night_is_bounded_and_the_rest_follows(cast, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    for number in range(5):
        gone = add(cast, home(cast, f"户{number}"), f"某{number}", "son")
        services_people.member_leaves(by=cast.township_officer, villager=gone, on=LEFT, because="迁走")

    nights = [run(FIVE_YEARS, most=3), run(FIVE_YEARS + DAY, most=3)]

    assert nights == [[("农户成员", 3, 2)], [("农户成员", 2, 0)]]
    steps = AuditEvent.objects.in_county(cast.home.code).filter(act=DROPPED).order_by("seq")
    assert [step.details for step in steps] == [
        {"kind": "villager", "then": "strip", "rows": rows} for rows in (2, 1, 2)
    ]


@pytest.mark.parametrize("reason", ["monitored", "lead"])
def test_a_household_that_is_still_looked_at_holds_its_people_back(cast, left, reason):
    household, gone = left
    kept_of: dict[str, Any] = {
        "county_code": cast.home.code,
        "household": household,
        "village_code": household.village_code,
        "channel": "visited",
    }
    if reason == "monitored":
        row: Any = Monitored.objects.create(**kept_of, kind="borderline", since=LEFT, risks=["illness"])
        over: dict[str, Any] = {"removed_on": date(2031, 9, 1)}
    else:
        row = Lead.objects.create(**kept_of, says="家里有人生病", found_on=LEFT)
        over = {"state": "dismissed", "closed_on": date(2031, 9, 1)}

    held = run(FIVE_YEARS)
    type(row).objects.in_county(cast.home.code).filter(id=row.id).update(**over)
    freed = run(FIVE_YEARS)

    assert (held, freed) == ([], [("农户成员", 1, 0)])
    assert person(cast, gone).stripped_on == FIVE_YEARS


@pytest.mark.parametrize("of", ["village", "county", "household", "kind"])
def test_what_an_officer_holds_back_waits_for_the_last_day(cast, left, of):
    household, _gone = left
    asked = {"place_code": cast.home.code if of == "county" else household.village_code}
    asked |= {"household": household.id} if of == "household" else {}
    asked |= {"kind": "villager"} if of == "kind" else {}
    last = FIVE_YEARS + 30 * DAY
    set_hold(
        by=cast.county_officer,
        county=cast.home.code,
        ends_on=clock.today() + DAY,
        because="正在调查",
        **asked,
    )
    RetentionHold.objects.in_county(cast.home.code).update(ends_on=last)

    assert run(FIVE_YEARS) == run(last) == []
    assert run(last + DAY) == [("农户成员", 1, 0)]


def test_a_hold_elsewhere_holds_nothing_here(cast, left):
    RetentionHold.objects.create(
        county_code=cast.home.code,
        place_code=cast.villages[2].code,
        starts_on=LEFT,
        ends_on=date(2040, 1, 1),
        because="正在调查",
        set_by=cast.county_officer,
    )

    assert run(FIVE_YEARS) == [("农户成员", 1, 0)]


def test_leave_to_open_children_goes_three_years_after_its_end(cast):
    MinorAccess.objects.create(
        county_code=cast.home.code,
        user=cast.first_secretary,
        place_code=cast.villages[0].code,
        starts_on=LEFT,
        ends_on=LEFT,
        because="核对名单",
        given_by=cast.county_officer,
    )

    assert run(date(2029, 9, 30)) == []
    assert run(date(2029, 10, 1)) == [("查看未成年人信息的批准", 1, 0)]


@pytest.mark.parametrize("act", ["correct", "come_back", "take_back"])
def test_nothing_further_is_told_of_whom_only_the_name_is_left(cast, left, act):
    household, gone = left
    run(FIVE_YEARS)
    by = {"by": cast.township_officer, "villager": gone, "because": "核对"}
    acts = {
        "correct": lambda: services_people.correct_villager(
            **by, entry=VillagerEntry(name="李四", sex="male")
        ),
        "come_back": lambda: services_people.member_joins(
            **by, household=household, relation="son", on=date(2026, 11, 1)
        ),
        "take_back": lambda: services_people.void_departure(**by),
    }

    with pytest.raises(TermOver, match="已按保存期限删除"):
        acts[act]()


def test_the_page_of_such_a_person_says_what_became_of_the_rest(cast, left, client_of):
    run(FIVE_YEARS)

    page = (
        client_of(cast.township_officer)
        .get(f"/c/{cast.home.code}/households/people/{left[1].id}/")
        .content.decode()
    )

    assert "李四" in page
    assert "按保存期限已删除" in page
    assert "更正" not in page


def test_another_county_is_not_touched(cast, left):
    other = plant_family(cast.away.villages[0])
    Membership.objects.in_county(cast.away.code).filter(villager=other.spouse).update(ends_on=LEFT)
    RetentionHold.objects.create(
        county_code=cast.away.code,
        place_code=cast.away.code.ljust(12, "0"),
        starts_on=LEFT,
        ends_on=date(2040, 1, 1),
        because="正在调查",
        set_by=cast.outsider,
    )

    run(FIVE_YEARS)

    assert Villager.objects.in_county(cast.away.code).get(id=other.spouse.id).phone == other.spouse.phone


def test_the_list_of_who_is_due_has_names_of_grown_ups_alone(cast, client_of):
    family = plant_family(cast.villages[0])
    Membership.objects.in_county(cast.home.code).filter(household=family.household).update(
        ends_on=date(2021, 11, 18)
    )

    address = f"/c/{cast.home.code}/system/retention/"
    table = client_of(cast.county_officer).get(address).content.decode()
    listed = client_of(cast.county_officer).get(f"{address}due/villager/?days=30").content.decode()

    assert f"{address}due/villager/?days=0" in table
    assert family.spouse.name in listed
    assert family.child.name not in listed
    assert "未满 14 周岁或者年龄没有登记的人" in listed
    assert not [number for number in family.numbers if number in listed]
