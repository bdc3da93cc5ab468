import pytest

from zhucun.accounts import refusals
from zhucun.accounts.models import User
from zhucun.accounts.services import close_account, end_sessions, reopen_account, reset_password
from zhucun.accounts.tests.builders import BECAUSE, COUNTY, acts, give, lines, may
from zhucun.audit.services import System


def reset(by, user):
    return reset_password(by=by, county=COUNTY, user=user, password="first-one-9", because=BECAUSE)


def close(by, user):
    return close_account(by=by, county=COUNTY, user=user, because=BECAUSE)


def reopen(by, user):
    return reopen_account(by=by, county=COUNTY, user=user, password="first-one-9", because=BECAUSE)


ACTS = {
    "reset": (reset, "accounts.password_reset"),
    "close": (close, "accounts.account_closed"),
}
each_act = pytest.mark.parametrize(("act", "name"), ACTS.values(), ids=ACTS)


def test_a_reset_password_must_be_changed_and_expires(cast, frozen_today):
    reset(cast.county_officer, cast.team_member)

    user = User.objects.get(pk=cast.team_member.pk)
    assert user.check_password("first-one-9")
    assert user.must_change_password
    assert user.first_password_until > frozen_today
    assert "first-one-9" not in str(lines()[-1].__dict__)


def test_a_reset_signs_the_person_out_everywhere(cast, client_of):
    browser = client_of(cast.team_member)

    reset(cast.county_officer, cast.team_member)

    assert browser.get("/accounts/sessions/").headers["Location"].startswith("/accounts/login/")


def test_a_closed_account_is_out_at_once_and_sees_nothing(cast, client_of):
    browser = client_of(cast.team_member)

    close(cast.county_officer, cast.team_member)

    assert browser.get("/accounts/sessions/").headers["Location"].startswith("/accounts/login/")
    assert not may(User.objects.get(pk=cast.team_member.pk), "desk.home")


def test_a_closed_account_can_be_opened_again(cast):
    close(cast.county_officer, cast.team_member)

    user = reopen(cast.county_officer, cast.team_member)

    assert user.is_active and user.must_change_password
    assert may(user, "fieldwork.write")
    assert acts() == ["accounts.account_closed", "accounts.account_reopened"]


def test_an_open_account_cannot_be_opened(cast):
    with pytest.raises(refusals.AccountOpen):
        reopen(cast.county_officer, cast.team_member)


@each_act
def test_a_closed_account_is_left_alone(cast, act, name):
    close(System(), cast.team_member)

    with pytest.raises(refusals.AccountClosed, match="周队员"):
        act(cast.county_officer, cast.team_member)


@each_act
def test_an_act_on_an_account_leaves_its_line(cast, act, name):
    act(cast.county_officer, cast.team_member)

    line = lines()[-1]
    assert (line.act, line.actor_id, line.subject_id) == (name, cast.county_officer.id, cast.team_member.id)
    assert line.details == {"because": BECAUSE}


@each_act
@pytest.mark.parametrize("who", ["outsider", "township_officer", "security_admin", "auditor", "team_member"])
def test_others_cannot_act_on_an_account(cast, act, name, who):
    with pytest.raises(refusals.OutOfReach):
        act(getattr(cast, who), cast.first_secretary)

    assert User.objects.get(pk=cast.first_secretary.pk).is_active
    assert acts() == []


@each_act
def test_nobody_acts_on_oneself(cast, act, name):
    with pytest.raises(refusals.NotForOneself):
        act(cast.county_officer, cast.county_officer)


@each_act
def test_an_account_that_also_works_elsewhere_is_beyond_one_county(cast, act, name):
    give(cast, System(), cast.outsider)

    with pytest.raises(refusals.OutOfReach):
        act(cast.county_officer, cast.outsider)


def test_a_township_cannot_reset_whoever_also_holds_a_role_above_it(cast, monkeypatch):
    from zhucun.accounts import roles

    wider = roles.permissions_of("township_officer") | {"accounts.issue"}
    monkeypatch.setitem(roles._permissions, "township_officer", wider)
    reset(cast.township_officer, cast.team_member)
    give(cast, System(), cast.team_member, role="county_officer", place_prefix=COUNTY)

    with pytest.raises(refusals.OutOfReach):
        reset(cast.township_officer, cast.team_member)


def test_ending_sessions_leaves_other_people_signed_in(cast, client_of):
    other = client_of(cast.first_secretary)

    end_sessions(cast.team_member)

    assert other.get("/accounts/sessions/").status_code == 200
