"""Somebody who works in two counties has a phone in each: what belongs to one is nothing to the other."""

from datetime import date
from hashlib import sha256

import pytest
from django.urls import reverse

from zhucun.accounts.models import Grant
from zhucun.dispatch.choices import Role
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.tests.builders import NOTE, VISIT
from zhucun.households.domain import Entry
from zhucun.households.services import add_households_in_bulk
from zhucun.sync.models import Device, Held
from zhucun.testing.cast import client_of
from zhucun.testing.county import post
from zhucun.testing.phone import Phone
from zhucun.testing.planting import A_PICTURE


class Both:
    """李书记 of 青山县 who is first secretary in 远溪县 as well, with a phone in each on one handset."""

    def __init__(self, cast):
        self.cast, self.user, self.homes = cast, cast.first_secretary, (cast.home, cast.away)
        village = cast.away.villages[0]
        Grant.objects.create(
            user=self.user, county=cast.away.code, role="first_secretary", place_prefix=village.code,
            starts_on=date(2026, 1, 1),
        )  # fmt: skip
        self.postings = (cast.posting, post(cast.away, self.user, village, Role.FIRST_SECRETARY, 2))
        self.phones = tuple(Phone.enrolled(self.user, county.code) for county in self.homes)

    def note(self, at, **other):
        body = {"posting": str(self.postings[at].id), "form": "work-note", "occurred_on": "2026-11-18"}
        return self.phones[at].act("record.write", {**body, "body": NOTE, "photos": [], **other})

    def visit(self, at, household):
        return self.note(at, form="household-visit", household=str(household.id), body=VISIT)

    def household(self, at):
        entry = Entry(village_code=self.homes[at].villages[0].code, head_name="张三", people=4)
        officer = (self.cast.county_officer, self.cast.outsider)[at]
        return add_households_in_bulk(by=officer, county=self.homes[at].code, entries=[entry])[0]

    def held(self, at):
        return list(Held.objects.in_county(self.homes[at].code))

    def records(self, at):
        return WorkRecord.objects.in_county(self.homes[at].code).count()


@pytest.fixture
def both(cast, frozen_today):
    return Both(cast)


def page(user, county, name, **kwargs):
    return client_of(user).get(reverse(f"phones:{name}", kwargs={"county": county, **kwargs}))


def test_whoever_works_in_two_counties_says_which_one_a_phone_is_for(both):
    unsaid, foreign = Phone(both.user).enrol(""), Phone(both.user).enrol("990003")

    assert (unsaid.status_code, unsaid.json()["code"]) == (409, "sync.which_county")
    assert foreign.json()["code"] == "sync.nothing_to_do"
    assert [Device.objects.in_county(one.code).get().user for one in both.homes] == [both.user] * 2


def test_a_phone_of_one_county_is_none_in_the_other(both):
    here = both.phones[0]

    twin = Phone(both.user, id=here.id).enrol(both.cast.away.code)

    assert (twin.status_code, twin.json()["code"]) == (409, "sync.not_your_device")
    assert here.hello()["state"] == "ready"
    secret = here.authorization.rpartition(".")[2]
    here.authorization = f"Device {both.cast.away.code}.{here.id}.{secret}"
    assert here.say("hello", {}).status_code == 401


def test_each_phone_writes_in_its_own_county_and_reads_it_alone(both):
    answers = [both.phones[at].send(both.note(at))[0]["answer"] for at in (0, 1)]

    assert answers == ["accepted", "accepted"]
    assert [both.records(at) for at in (0, 1)] == [1, 1]
    for at, other in ((0, 1), (1, 0)):
        parts = both.phones[at].say("pull", {"have": {}}).json()["parts"]
        assert parts["me"]["county"]["code"] == both.homes[at].code
        assert both.homes[other].villages[0].code not in str(parts)
        assert str(both.postings[other].id) not in str(parts)


@pytest.mark.parametrize(("at", "other"), [(0, 1), (1, 0)])
def test_an_envelope_that_names_something_of_the_other_county_is_refused_and_kept_where_it_came(
    both, at, other
):
    household = both.household(other)
    sent = [
        both.note(at, posting=str(both.postings[other].id)),
        both.visit(at, household),
        both.phones[at].act(
            "case.raise",
            {"flow": "matter", "role": "first_secretary", "place": both.homes[other].villages[0].code,
             "fields": {"topic": "路灯不亮", "came_by": "visit"}},
        ),
    ]  # fmt: skip

    answers = both.phones[at].send(*sent)

    assert [answer["answer"] for answer in answers] == ["refused"] * 3
    assert {str(one.id) for one in both.held(at)} == {one["id"] for one in sent}
    assert both.held(other) == []
    assert both.records(at) == both.records(other) == 0


def test_a_record_of_the_other_county_is_not_found_and_not_changed(both):
    there = both.note(1)
    both.phones[1].send(there)
    body = {"record": there["id"], "because": "写错了"}

    (answer,) = both.phones[0].send(both.phones[0].act("record.void", body, base=there["id"]))

    assert answer["answer"] == "waiting"  # as whatever has never come
    assert both.records(1) == 1


def test_a_picture_is_the_county_s_that_it_was_sent_to(both, settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path
    name = sha256(A_PICTURE).hexdigest()
    here, there = both.phones

    def ask(phone):
        headers = {"Authorization": phone.authorization}
        return phone.client.get(f"/api/field/photos/{name}", headers=headers).json()

    headers = {"Authorization": here.authorization}
    here.client.put(f"/api/field/photos/{name}?at=0", A_PICTURE, "application/octet-stream", headers=headers)

    assert (ask(here)["whole"], ask(there)["whole"], ask(there)["has"]) == (True, False, 0)


def test_the_office_of_one_county_sees_nothing_of_the_other(both):
    for at in (0, 1):
        both.phones[at].send(both.note(at, occurred_on="2026-12-01"))
    officers = (both.cast.county_officer, both.cast.outsider)

    for at, other in ((0, 1), (1, 0)):
        mine, theirs = both.homes[at].code, both.homes[other].code
        officer, foreign = officers[at], both.held(other)[0]
        assert len(page(officer, mine, "phones").context["rows"]) == 1
        assert [row["held"].id for row in page(officer, mine, "held_list").context["rows"]] == [
            both.held(at)[0].id
        ]
        for name, thing in (("held_one", {"held": foreign.id}), ("phone", {"device": both.phones[other].id})):
            assert page(officer, mine, name, **thing).status_code == 404
            assert page(officer, theirs, name, **thing).status_code == 404
        for name in ("phones", "held_list", "import_file"):
            assert page(officer, theirs, name).status_code == 404


def test_one_finds_the_phones_of_both_on_one_page_and_stops_the_one_that_is_meant(both):
    client, (here, there) = client_of(both.user), both.phones

    text = client.get("/own/phones/").content.decode()
    client.post("/own/phones/", {"device": str(there.id), "because": "换了手机"})

    assert text.count("红米") >= 2
    assert here.hello()["state"] == "ready"
    assert there.hello(waiting=1)["state"] == "upload_only"
