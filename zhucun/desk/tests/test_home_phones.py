"""What came from phones and was not carried out stands on the home page of whoever settles it, and of whose it is."""

import pytest
from django.urls import reverse

from zhucun.fieldwork.tests.builders import NOTE
from zhucun.kernel import clock
from zhucun.kernel.guard import watching
from zhucun.sync.models import Held
from zhucun.sync.services_quarantine import give_back
from zhucun.testing.phone import Phone

TO_SETTLE, OWN = "有 2 条离线记录等待处理", "您手机交来的 2 条没有照办"


@pytest.fixture
def home(cast, frozen_today):
    return reverse("home:home", kwargs={"county": cast.home.code})


@pytest.fixture
def refused(cast, frozen_today):
    """`refused(times)`: notes of days to come, which nobody can have done."""
    phone = Phone.enrolled(cast.first_secretary, cast.home.code)

    def send(times):
        body = {"posting": str(cast.posting.id), "form": "work-note", "occurred_on": "2026-12-01"}
        answers = phone.send(
            *(phone.act("record.write", {**body, "body": NOTE, "photos": []}) for _time in range(times))
        )
        assert {answer["answer"] for answer in answers} == {"refused"}

    return send


def waits(client, home):
    return {line.title: line for line in client.get(home).context["page"].waits}


def test_whoever_settles_finds_how_many_wait_since_when_and_where(cast, home, refused, client_of):
    refused(2)

    for settler in (cast.county_officer, cast.township_officer):
        line = waits(client_of(settler), home)[TO_SETTLE]
        assert line.href == reverse("phones:held_list", kwargs={"county": cast.home.code})
        assert (line.text, line.note) == ("待处理", "最早的 11月18日收到。")


def test_whose_they_are_is_told_and_led_to_the_own_phones(cast, home, refused, client_of):
    refused(2)

    found = waits(client_of(cast.first_secretary), home)

    assert found[OWN].href == reverse("own_phones:own")
    assert TO_SETTLE not in found  # nobody settles what is the own


def test_nobody_else_is_told(cast, home, refused, client_of):
    refused(2)

    for other in (cast.team_member, cast.unit_contact, cast.auditor):
        assert not {TO_SETTLE, OWN} & waits(client_of(other), home).keys()


def test_what_was_settled_waits_no_more(cast, home, refused, client_of):
    refused(2)
    for held in Held.objects.in_county(cast.home.code):
        give_back(by=cast.county_officer, held=held, because="日期写错", at=clock.now())

    assert TO_SETTLE not in waits(client_of(cast.county_officer), home)
    assert OWN not in waits(client_of(cast.first_secretary), home)


@pytest.mark.parametrize("who", ["county_officer", "township_officer", "first_secretary", "unit_contact"])
def test_a_home_page_asks_no_more_for_it(cast, home, refused, client_of, who):
    client = client_of(getattr(cast, who))
    client.get(home)
    with watching() as none:
        client.get(home)
    refused(2)

    with watching() as some:
        client.get(home)

    assert len(some.statements) == len(none.statements)
    assert some.unpinned == []
