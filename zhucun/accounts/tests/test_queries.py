import pytest

from zhucun.accounts import queries
from zhucun.accounts.models import Grant, User
from zhucun.accounts.tests.builders import COUNTY, give
from zhucun.audit.services import System
from zhucun.kernel import clock


def scope(cast, who, county=COUNTY):
    return queries.scope_of(getattr(cast, who), county, on=clock.today())


def names(grants):
    return {grant.user.name for grant in grants}


def test_a_county_sees_all_its_accounts_and_none_of_another(cast):
    seen = names(queries.accounts_in(scope(cast, "county_officer")))

    assert seen == {user.name for user in cast.members.values()} - {"冯外县"}


def test_a_township_sees_accounts_below_it_only(cast):
    seen = names(queries.accounts_in(scope(cast, "township_officer")))

    assert seen == {"孙乡镇", "李书记", "周队员"}


def test_a_village_sees_its_own_accounts(cast):
    assert names(queries.accounts_in(scope(cast, "first_secretary"))) == {"李书记", "周队员"}


def test_a_unit_sees_its_own_accounts(cast):
    assert names(queries.accounts_in(scope(cast, "unit_contact"))) == {"钱单位"}
    assert {grant.user.name for grant in queries.grants_at(COUNTY, cast.home.unit.id)} == {"钱单位"}


def test_an_outsider_sees_nobody(cast):
    assert not queries.accounts_in(scope(cast, "outsider")).exists()
    assert queries.counties_of(cast.outsider, on=clock.today()) == ["990002"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "书记"}, {"李书记"}),
        ({"words": "team_mem"}, {"周队员"}),
        ({"role": "auditor"}, {"王审计"}),
        ({"state": "closed"}, {"赵县委"}),
        ({"state": "ended"}, {"钱单位"}),
        ({"words": "没有这个人"}, set()),
    ],
)
def test_people_are_found_by_name_role_and_state(cast, asked, found):
    cast.county_officer.is_active = False
    cast.county_officer.save()
    Grant.objects.filter(user=cast.unit_contact).update(ends_on="2026-02-01")

    people = queries.people_in(scope(cast, "system_admin"), on=clock.today(), **asked)

    assert {person.name for person in people} == found


def test_somebody_with_two_roles_is_listed_once(cast):
    give(cast, System(), cast.team_member, role="first_secretary")

    people = queries.people_in(scope(cast, "county_officer"), on=clock.today(), words="周队员")

    assert people.count() == 1


def test_a_scope_reaches_below_its_places_only(cast):
    township = scope(cast, "township_officer")

    assert township.reaches(cast.villages[0].code)
    assert not township.reaches(cast.villages[2].code)
    assert not township.reaches(COUNTY)
    assert not township.reaches("", cast.home.unit.id)
    assert scope(cast, "county_officer").reaches("", cast.home.unit.id)


def test_rows_of_one_s_own_are_seen_wherever_they_lie(cast):
    condition = scope(cast, "first_secretary").condition({"user": "id"})

    assert list(User.objects.filter(condition)) == [cast.first_secretary]
    assert not User.objects.filter(scope(cast, "outsider").condition({"user": "id"})).exists()
