"""The gate: signed in, in the county, with the right, or not at all."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhucun.accounts.models import User
from zhucun.accounts.screens import OPENED, Rule, rule_of, screen
from zhucun.accounts.tests.builders import COUNTY, acts, lines

PEOPLE, AUDIT = f"/c/{COUNTY}/system/", f"/c/{COUNTY}/system/audit/"


def test_a_stranger_is_led_to_the_door(db, client):
    answer = client.get(f"{PEOPLE}?q=%E6%9D%8E")

    assert answer.headers["Location"] == f"/accounts/login/?next={PEOPLE}%3Fq%3D%25E6%259D%258E"


def test_a_part_of_a_page_leads_the_whole_page_to_the_door(db, client):
    answer = client.get(
        PEOPLE, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{PEOPLE}?page=2"}
    )

    assert answer.headers["HX-Redirect"] == f"/accounts/login/?next={PEOPLE}%3Fpage%3D2"


def test_an_outsider_learns_nothing(cast, client_of):
    outsider = client_of(cast.outsider)

    assert outsider.get(PEOPLE).status_code == 404
    assert outsider.get("/c/999999/system/").status_code == 404
    assert acts() == []


def test_somebody_without_the_right_is_refused_and_it_is_recorded(cast, client_of):
    answer = client_of(cast.team_member).get(PEOPLE)

    assert answer.status_code == 403
    line = lines()[-1]
    assert (line.act, line.actor_id) == ("accounts.refused", cast.team_member.id)
    assert line.details == {"needs": "accounts.see", "path": PEOPLE}


def test_a_right_counts_only_where_it_was_given(cast, client_of):
    answer = client_of(cast.outsider).get("/c/990002/system/")

    assert answer.status_code == 200
    assert "李书记" not in answer.content.decode()


def test_a_screen_gets_the_part_of_the_scope_that_carries_the_right(cast, client_of):
    request = client_of(cast.county_officer).get(PEOPLE).wsgi_request

    assert request.county == COUNTY
    assert request.scope.permissions == request.whole_scope.permissions
    assert {grant.role for grant in request.scope.grants} == {"county_officer"}


def test_every_page_behind_the_door_is_kept_by_nobody(cast, client_of):
    browser = client_of(cast.county_officer)

    for address in (PEOPLE, "/accounts/sessions/", "/c/999999/", AUDIT):
        assert "no-store" in browser.get(address).headers["Cache-Control"]


def test_every_page_forbids_foreign_script_and_framing(cast, client_of):
    for browser, address in (
        (Client(), "/accounts/login/"),
        (client_of(cast.county_officer), PEOPLE),
        (Client(), "/x"),
    ):
        answer = browser.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_the_nonce_is_new_in_every_answer(db, client):
    policies = [client.get("/accounts/login/").headers["Content-Security-Policy"] for _ in range(3)]

    assert len({nonce for policy in policies for nonce in re.findall(r"'nonce-([^']{20,})'", policy)}) == 3


def test_looking_writes_nothing(cast, client_of):
    browser = client_of(cast.county_officer)
    with CaptureQueriesContext(connection) as ran:
        for address in (PEOPLE, f"{PEOPLE}people/{cast.team_member.id}/", f"{PEOPLE}issue/"):
            assert browser.get(address).status_code == 200

    assert not [
        query["sql"] for query in ran if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]


def test_a_screen_that_declares_nothing_is_closed():
    def view(request):
        raise AssertionError

    assert rule_of(view, "somewhere") is None
    assert rule_of(screen(needs="accounts.see")(view), None) == Rule("accounts.see")


def test_a_name_in_a_namespace_is_never_a_library_s():
    assert rule_of(lambda request: None, "account_login") is OPENED["account_login"]
    assert rule_of(lambda request: None, "system:account_login") is None


@pytest.mark.parametrize("held", ["is_active"])
def test_losing_the_account_ends_every_page_at_once(cast, client_of, held):
    browser = client_of(cast.county_officer)
    User.objects.filter(pk=cast.county_officer.pk).update(**{held: False})

    assert browser.get(PEOPLE).status_code == 302
