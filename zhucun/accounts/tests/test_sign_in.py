"""Signing in and out, at the door itself: allauth's screens with our rules."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from zhucun.accounts.models import User
from zhucun.accounts.services import close_account
from zhucun.accounts.tests.builders import BECAUSE, COUNTY, acts, give, lines, open_for
from zhucun.audit.models import NO_COUNTY
from zhucun.audit.services import System
from zhucun.testing.county import WORD as GOOD

LOGIN, CHANGE, SESSIONS = "/accounts/login/", "/accounts/password/change/", "/accounts/sessions/"


@pytest.fixture
def member(cast):
    return cast.team_member


def sign_in(browser, user, password=GOOD):
    return browser.post(LOGIN, {"login": user.username, "password": password})


def signed_in(browser):
    return browser.get(SESSIONS).status_code == 200


def change(browser, old, new, again=None):
    return browser.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})


def test_the_right_password_opens_the_door(member, client):
    answer = sign_in(client, member)

    assert answer.status_code == 302
    assert signed_in(client)
    assert acts() == ["accounts.signed_in"]


def test_capitals_in_the_sign_in_name_do_not_matter(member, client):
    client.post(LOGIN, {"login": " Team_Member ", "password": GOOD})

    assert signed_in(client)


def test_a_wrong_password_is_refused_without_saying_what_was_wrong(member, client):
    wrong = sign_in(client, member, "Quiet-River-8").content.decode()
    nobody = client.post(LOGIN, {"login": "nobody", "password": GOOD}).content.decode()

    sentence = "登录名或密码不对。"
    assert sentence in wrong and sentence in nobody
    assert not signed_in(client)


def test_failures_leave_a_line_that_holds_nothing_typed(member, client):
    sign_in(client, member, "Quiet-River-8")
    client.post(LOGIN, {"login": "My-Secret-Password-9", "password": "x"})

    (known,), (unknown,) = lines(), lines(NO_COUNTY)
    assert (known.act, known.subject_id, known.actor_id) == ("accounts.sign_in_failed", member.id, None)
    assert (unknown.act, unknown.subject_id) == ("accounts.sign_in_failed", None)
    assert "Secret" not in str(unknown.details) and len(unknown.details["typed"]) == 16


def test_after_five_wrong_passwords_the_right_one_is_refused_for_five_minutes(member, client, frozen_today):
    for _ in range(5):
        sign_in(client, member, "wrong")

    answer = sign_in(client, member)

    assert "五分钟内不能登录" in answer.content.decode()
    assert not signed_in(client)
    assert acts()[-1] == "accounts.sign_in_locked"


def test_the_lock_opens_by_itself(member, client):
    with time_machine.travel("2026-11-18T10:00:00+08:00", tick=False) as clock:
        for _ in range(5):
            sign_in(client, member, "wrong")
        clock.shift(timedelta(minutes=5, seconds=1))
        sign_in(client, member)
        assert signed_in(client)


def test_others_are_not_locked_out(member, cast, client):
    for _ in range(5):
        sign_in(client, cast.auditor, "wrong")

    sign_in(client, member)

    assert signed_in(client)


def test_right_passwords_are_not_counted(member, client):
    for _ in range(7):
        sign_in(Client(), member)

    assert acts() == ["accounts.signed_in"] * 7


def test_failures_are_counted_where_every_process_sees_them(member, client):
    sign_in(client, member, "wrong")

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM zhucun_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] >= 1


def test_a_forged_address_does_not_escape_the_limit(member, client):
    for number in range(5):
        client.post(
            LOGIN,
            {"login": member.username, "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )

    assert "五分钟内不能登录" in sign_in(client, member).content.decode()


def test_signing_out_ends_the_session_on_the_server(member, client):
    sign_in(client, member)
    stolen = client.cookies["session"].value

    client.post("/accounts/logout/")

    thief = Client()
    thief.cookies["session"] = stolen
    assert not signed_in(thief)
    assert acts() == ["accounts.signed_in", "accounts.signed_out"]


def test_signing_in_gives_a_new_session(member, client):
    client.get(LOGIN)
    client.cookies["session"] = planted = "a" * 32

    sign_in(client, member)

    assert client.cookies["session"].value != planted


def test_a_closed_account_is_told_so_only_with_the_right_password(member, client):
    close_account(by=System(), county=COUNTY, user=member, because=BECAUSE)

    right = client.post(LOGIN, {"login": member.username, "password": GOOD}, follow=True)
    wrong = client.post(LOGIN, {"login": member.username, "password": "wrong"}, follow=True)

    assert "停用" in right.content.decode() and "停用" not in wrong.content.decode()
    assert not signed_in(client)


def test_somebody_of_two_counties_signs_in_on_neither_s_trail(member, cast, client):
    give(cast, System(), cast.outsider)

    sign_in(client, cast.outsider)

    assert acts(NO_COUNTY) == ["accounts.signed_in"]


def test_a_first_password_must_be_changed_before_anything_else(cast, client):
    user, password = open_for(cast, cast.county_officer)

    sign_in(client, user, password)

    for address in (f"/c/{COUNTY}/system/", SESSIONS, f"/c/{COUNTY}/places/villages/"):
        assert client.get(address).headers["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200
    change(client, password, "Clear-Lake-42")
    assert client.get(SESSIONS).status_code == 200
    kept = User.objects.get(pk=user.pk)
    assert (kept.must_change_password, kept.first_password_until) == (False, None)
    assert acts()[-1] == "accounts.password_changed"


def test_a_first_password_opens_nothing_after_its_last_day(cast, client):
    with time_machine.travel("2026-11-18T10:00:00+08:00", tick=False) as clock:
        user, password = open_for(cast, cast.county_officer)
        clock.shift(timedelta(days=30))
        assert sign_in(client, user, password).status_code == 302
        clock.shift(timedelta(days=1))

        answer = sign_in(Client(), user, password)

    assert "初始密码已过期" in answer.content.decode()
    assert acts()[-1] == "accounts.first_password_expired"


def test_changing_the_password_needs_the_present_one(member, client):
    sign_in(client, member)

    answer = change(client, "wrong", "Clear-Lake-42")

    assert "现在的密码不对" in answer.content.decode()
    assert User.objects.get(pk=member.pk).check_password(GOOD)
    assert acts() == ["accounts.signed_in"]


def test_changing_the_password_ends_every_other_session(member, client):
    sign_in(client, member)
    other = Client()
    sign_in(other, member)

    change(client, GOOD, "Clear-Lake-42")

    assert signed_in(client) and not signed_in(other)


def test_one_s_own_sessions_can_be_seen_and_ended(member, client):
    other = Client()
    sign_in(other, member)
    sign_in(client, member)
    assert client.get(SESSIONS).context["session_count"] == 2

    client.post(SESSIONS)

    assert signed_in(client) and not signed_in(other)


def test_a_page_behind_the_door_comes_back_after_signing_in(member, client):
    asked = client.get(f"{SESSIONS}?page=1")
    assert asked.headers["Location"] == f"{LOGIN}?next=/accounts/sessions/%3Fpage%3D1"

    answer = client.post(LOGIN, {"login": member.username, "password": GOOD, "next": f"{SESSIONS}?page=1"})

    assert answer.headers["Location"] == f"{SESSIONS}?page=1"


def test_the_door_leads_to_no_other_site(member, client):
    answer = client.post(
        LOGIN, {"login": member.username, "password": GOOD, "next": "https://elsewhere.example/"}
    )

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("address", ["signup", "email", "password/reset", "password/set", "reauthenticate"])
def test_screens_of_the_library_that_nobody_opened_are_closed(member, client, address):
    sign_in(client, member)

    assert client.get(f"/accounts/{address}/").status_code == 404
    assert Client().get(f"/accounts/{address}/").status_code == 404


def test_too_many_tries_from_one_place_are_answered_in_chinese(db, client):
    for _ in range(60):
        client.post(LOGIN, {})

    answer = client.post(LOGIN, {})

    assert answer.status_code == 429
    assert "请" in answer.content.decode()
