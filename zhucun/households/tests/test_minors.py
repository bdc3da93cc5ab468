from datetime import date

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.households import refusals_people as refusals
from zhucun.households.domain_people import VillagerEntry, age_on, is_minor
from zhucun.households.models import MinorAccess
from zhucun.households.queries_minors import may_open_minor, minor_accesses
from zhucun.households.refusals import ReasonMissing, VillageNotYours
from zhucun.households.services_minors import give_minor_access, withdraw_minor_access
from zhucun.households.tests.registry import line
from zhucun.kernel import clock

pytestmark = pytest.mark.usefixtures("frozen_today")

TODAY, NEXT_MONTH = date(2026, 11, 18), date(2026, 12, 17)


def give(cast, **other):
    given = {
        "by": cast.county_officer,
        "user": cast.first_secretary,
        "place_code": cast.villages[0].code,
        "starts_on": TODAY,
        "ends_on": NEXT_MONTH,
        "because": "核对儿童名单",
        **other,
    }
    return give_minor_access(county=cast.home.code, **given)


def opens(cast, who, on=TODAY, village=0):
    scope = scope_of(getattr(cast, who), cast.home.code, on=clock.today())
    return may_open_minor(scope, cast.villages[village].code, on)


@pytest.mark.parametrize(
    ("born", "on", "minor"),
    [
        (date(2012, 11, 19), TODAY, True),
        (date(2012, 11, 18), TODAY, False),
        (date(2012, 2, 29), date(2026, 2, 28), True),
        (date(2012, 2, 29), date(2026, 3, 1), False),
        (None, TODAY, True),
    ],
)
def test_under_fourteen_is_a_minor_until_the_birthday(born, on, minor):
    assert is_minor(VillagerEntry(name="张明", born_on=born), on) is minor
    assert born is None or (age_on(born, on) < 14) is minor


def test_leave_holds_for_its_place_its_person_and_its_days(cast):
    give(cast)

    assert opens(cast, "first_secretary") and opens(cast, "first_secretary", on=NEXT_MONTH)
    assert not opens(cast, "first_secretary", on=date(2026, 12, 18))
    assert not opens(cast, "first_secretary", on=date(2026, 11, 17))
    assert not opens(cast, "first_secretary", village=1)
    assert not opens(cast, "team_member") and not opens(cast, "township_officer")
    assert not opens(cast, "outsider")


def test_leave_for_a_township_opens_its_villages_only_to_those_who_see_them(cast):
    township = cast.villages[0].township_code
    give(cast, place_code=township, user=cast.township_officer)
    give(cast, place_code=township)

    assert opens(cast, "township_officer", village=1) and not opens(cast, "township_officer", village=2)
    assert opens(cast, "first_secretary") and not opens(cast, "first_secretary", village=1)


def test_leave_is_withdrawn_at_once_and_stays_on_the_list(cast):
    access = give(cast)

    withdraw_minor_access(by=cast.county_officer, access=access, because="核对完毕")

    assert not opens(cast, "first_secretary")
    scope = scope_of(cast.county_officer, cast.home.code, on=TODAY)
    assert [row.withdrawn for row in minor_accesses(scope)] == [True]
    with pytest.raises(refusals.AccessOver):
        withdraw_minor_access(by=cast.county_officer, access=access, because="核对完毕")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"because": " "}, ReasonMissing),
        ({"ends_on": date(2026, 11, 17)}, refusals.TermWrong),
        ({"ends_on": date(2027, 11, 19)}, refusals.TermWrong),
        ({"place_code": "990002101200"}, VillageNotYours),
    ],
)
def test_leave_without_reason_term_or_place_is_refused(cast, wrong, refusal):
    with pytest.raises(refusal) as refused:
        give(cast, **wrong)

    assert refused.value.sentence and refused.value.advice
    assert not MinorAccess.objects.in_county(cast.home.code).exists()


def test_nobody_gives_leave_to_themselves(cast):
    with pytest.raises(refusals.NotForOneself) as refused:
        give(cast, user=cast.county_officer)

    assert refused.value.sentence == "不能给自己批准查看未成年人信息。"


@pytest.mark.parametrize("who", ["outsider", "township_officer", "first_secretary", "system_admin"])
def test_only_an_officer_of_the_county_gives_or_withdraws_leave(cast, who):
    access = give(cast, user=cast.team_member)

    with pytest.raises(VillageNotYours):
        give(cast, by=getattr(cast, who))
    with pytest.raises(VillageNotYours):
        withdraw_minor_access(by=getattr(cast, who), access=access, because="收回")


def test_the_trail_says_to_whom_and_where(cast):
    access = give(cast)
    withdraw_minor_access(by=cast.county_officer, access=access, because="核对完毕")

    given, taken = line(cast, "minor_access_given"), line(cast, "minor_access_withdrawn")
    assert given.details["account"] == str(cast.first_secretary.id)
    assert given.details["last_day"] == "2026-12-17" and given.details["because"] == "核对儿童名单"
    assert taken.subject_id == access.id
