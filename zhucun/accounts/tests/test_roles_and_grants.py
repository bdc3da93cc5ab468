from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from zhucun.accounts import refusals, roles
from zhucun.accounts.models import Grant
from zhucun.accounts.queries import scope_of
from zhucun.accounts.services import end_grant, grant_role
from zhucun.accounts.tests.builders import BECAUSE, COUNTY, acts, give, grant_of, lines, may
from zhucun.audit.services import System

DAY = timedelta(days=1)


def end(by, grant, on):
    return end_grant(by=by, county=COUNTY, grant=grant, on=on, because=BECAUSE)


def test_a_second_role_adds_its_rights_at_its_place(cast, frozen_today):
    give(cast, cast.security_admin, cast.team_member, role="first_secretary")

    scope = scope_of(cast.team_member, COUNTY, on=frozen_today)
    assert scope.covers(cast.villages[2].code, "households.edit")
    assert scope.prefixes == (cast.villages[0].code, cast.villages[2].code)


def test_the_trail_says_which_role_where_and_why(cast):
    give(cast, cast.security_admin, cast.team_member, role="first_secretary")

    line = lines()[-1]
    assert (line.act, line.actor_id) == ("accounts.role_granted", cast.security_admin.id)
    assert line.details["role"] == "first_secretary"
    assert line.details["place"] == cast.villages[2].code
    assert line.details["because"] == BECAUSE


def test_a_grant_holds_from_its_first_to_its_last_day(cast, frozen_today):
    give(
        cast,
        System(),
        cast.outsider,
        role="auditor",
        place_prefix=COUNTY,
        on=frozen_today,
        until=frozen_today + DAY,
    )

    assert [may(cast.outsider, "audit.see", on=frozen_today + DAY * n) for n in (-1, 0, 1, 2)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_three_administrators_stay_three_people(cast):
    with pytest.raises(refusals.RolesMustStayApart, match="吴系统"):
        give(cast, cast.security_admin, cast.system_admin, role="auditor", place_prefix=COUNTY)

    assert acts() == []


def test_they_stay_apart_also_on_days_to_come(cast, frozen_today):
    give(cast, System(), cast.team_member, role="auditor", place_prefix=COUNTY, on=frozen_today + 30 * DAY)

    with pytest.raises(refusals.RolesMustStayApart):
        give(cast, System(), cast.team_member, role="system_admin", place_prefix=COUNTY)


def test_they_may_follow_each_other(cast, frozen_today):
    end(System(), grant_of(cast.auditor), frozen_today)

    give(cast, System(), cast.auditor, role="system_admin", place_prefix=COUNTY, on=frozen_today + DAY)

    assert may(cast.auditor, "accounts.issue", on=frozen_today + DAY)


def test_they_stay_apart_across_counties(cast):
    with pytest.raises(refusals.RolesMustStayApart):
        grant_role(
            by=System(),
            county="990002",
            user=cast.auditor,
            role="system_admin",
            place_prefix="990002",
            on=date(2026, 11, 18),
            because=BECAUSE,
        )


@pytest.mark.parametrize("who", ["outsider", "county_officer", "system_admin", "auditor", "township_officer"])
def test_only_the_security_administrator_here_gives_roles(cast, who):
    with pytest.raises(refusals.OutOfReach):
        give(cast, getattr(cast, who), cast.team_member, role="first_secretary")
    with pytest.raises(refusals.OutOfReach):
        end(getattr(cast, who), grant_of(cast.team_member), date(2026, 11, 18))

    assert acts() == []


def test_nobody_gives_a_role_to_oneself(cast):
    with pytest.raises(refusals.NotForOneself):
        give(cast, cast.security_admin, cast.security_admin, role="county_officer", place_prefix=COUNTY)


def test_a_role_is_given_at_its_own_level(cast, monkeypatch):
    monkeypatch.setitem(roles._levels, "first_secretary", "village")
    monkeypatch.setitem(roles._levels, "unit_contact", "unit")

    with pytest.raises(refusals.WrongLevel, match=r"第一书记.*村"):
        give(cast, System(), cast.outsider, role="first_secretary", place_prefix="990001101")
    with pytest.raises(refusals.WrongLevel, match="派出单位"):
        give(cast, System(), cast.outsider, role="unit_contact", place_prefix=COUNTY)

    give(cast, System(), cast.outsider, role="unit_contact", place_prefix="", unit_id=cast.home.unit.id)


def test_the_same_role_is_not_given_twice_at_once(cast):
    give(cast, System(), cast.team_member, role="first_secretary")

    with pytest.raises(refusals.AlreadyGranted, match=r"周队员.*第一书记"):
        give(cast, System(), cast.team_member, role="first_secretary")


def test_a_closed_account_gets_no_role(cast):
    cast.team_member.is_active = False
    cast.team_member.save()

    with pytest.raises(refusals.AccountClosed):
        give(cast, System(), cast.team_member, role="first_secretary")


def test_a_role_ends_after_its_last_day_and_stays_on_record(cast, frozen_today):
    end(cast.security_admin, grant_of(cast.team_member), frozen_today)

    assert may(cast.team_member, "fieldwork.write", on=frozen_today)
    assert not may(cast.team_member, "fieldwork.write", on=frozen_today + DAY)
    assert grant_of(cast.team_member).ends_on == frozen_today
    assert acts() == ["accounts.role_ended"]


def test_a_role_that_ended_yesterday_counts_no_more_today(cast, frozen_today):
    end(cast.security_admin, grant_of(cast.team_member), frozen_today - DAY)

    assert not may(cast.team_member, "fieldwork.write")


def test_a_role_is_taken_back_before_its_first_day(cast, frozen_today):
    grant = give(cast, System(), cast.team_member, role="first_secretary", on=frozen_today)

    end(cast.security_admin, grant, frozen_today - DAY)

    grant.refresh_from_db()
    assert grant.withdrawn
    assert not scope_of(cast.team_member, COUNTY, on=frozen_today).covers(cast.villages[2].code, "desk.home")


def test_ending_never_makes_a_grant_longer(cast, frozen_today):
    grant = grant_of(cast.team_member)
    end(cast.security_admin, grant, frozen_today - DAY)

    with pytest.raises(refusals.GrantHasEnded, match="2026-11-17"):
        end(cast.security_admin, grant, frozen_today)

    assert grant_of(cast.team_member).ends_on == frozen_today - DAY


def test_a_grant_of_another_county_is_not_found(cast):
    with pytest.raises(Grant.DoesNotExist):
        end(System(), grant_of(cast.outsider, "990002"), date(2026, 11, 18))


def test_the_database_refuses_a_grant_for_both_place_and_unit(cast):
    grant = grant_of(cast.unit_contact)
    grant.place_prefix = COUNTY

    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save()
