"""What a phone may do: judged at the door, and for what was done when it was right to do it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from zhucun.accounts import roles
from zhucun.accounts.models import Grant, User
from zhucun.accounts.services import close_account
from zhucun.audit.models import AuditEvent
from zhucun.dispatch.models import Posting
from zhucun.fieldwork.models import WorkRecord
from zhucun.kernel import clock
from zhucun.sync.choices import DeviceState
from zhucun.sync.messages import Hello
from zhucun.sync.models import Device, Held, Receipt
from zhucun.sync.services import greet, revoke_device
from zhucun.sync.states import SIGNED_IN
from zhucun.testing.phone import JSON, Phone


def device(cast, phone):
    return Device.objects.in_county(cast.home.code).select_related("user").get(id=phone.id)


def test_a_phone_is_made_known_and_leaves_a_line(cast, phone):
    held = device(cast, phone)
    line = AuditEvent.objects.in_county(cast.home.code).get(act="sync.device_enrolled")

    assert (held.user, held.name, line.actor_id) == (cast.first_secretary, "红米", cast.first_secretary.id)
    assert phone.authorization.split(".")[-1] not in held.secret_hash


def test_signing_in_again_gives_a_new_secret_ends_the_old_one_and_keeps_the_recovery(cast, phone):
    old, recovery = phone.authorization, device(cast, phone).recovery

    told = phone.enrol(cast.home.code).json()

    assert told["recovery"] == recovery
    assert phone.hello()["state"] == "ready"
    phone.authorization = old
    assert phone.say("push", {"envelopes": [{}]}).status_code == 401


@pytest.mark.parametrize("who", ["system_admin", "auditor"])
def test_whoever_has_nothing_to_do_there_gets_no_phone(cast, frozen_today, who):
    answer = Phone(getattr(cast, who)).enrol(cast.home.code)

    assert (answer.status_code, answer.json()["code"]) == (409, "sync.nothing_to_do")


def test_an_outsider_gets_no_phone_of_this_county(cast, frozen_today):
    answer = Phone(cast.outsider).enrol(cast.home.code)

    assert answer.json()["code"] == "sync.nothing_to_do"


def test_a_phone_of_somebody_else_is_not_taken_over(cast, phone):
    answer = Phone(cast.team_member, id=phone.id).enrol(cast.home.code)

    assert answer.json()["code"] == "sync.not_your_device"


def test_a_browser_that_was_left_open_makes_no_phone_known(cast, frozen_today, client_of):
    browser = client_of(cast.first_secretary)
    said = {"id": str(Phone(cast.first_secretary).id), "name": "甲", "app": "1"}

    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        answer = browser.post("/api/field/devices", said, content_type=JSON)

    assert (answer.status_code, answer.json()["state"]) == (401, "sign_in")


@pytest.mark.parametrize("address", ["hello", "push"])
@pytest.mark.parametrize("header", ["", "Device", "Device 990001.x.y", "Bearer 1"])
def test_a_stranger_gets_an_answer_of_ours_and_nothing_else(cast, phone, address, header):
    answer = Client().post(f"/api/field/{address}", {}, content_type=JSON, headers={"Authorization": header})

    assert answer.status_code == 401
    assert (answer.json()["zhucun"], answer.json()["code"]) == (1, "sync.unknown_device")


def test_what_is_no_message_is_told_so_in_json(cast, phone):
    headers = {"Authorization": phone.authorization}

    answers = [
        phone.client.post("/api/field/push", "a=1", content_type="text/plain", headers=headers),
        phone.client.post("/api/field/push", "{", content_type=JSON, headers=headers),
        phone.client.post("/api/field/push", "[" * 5000, content_type=JSON, headers=headers),
        phone.say("push", {"envelopes": [{}] * 101}),
        phone.client.post("/api/field/push", " " * 2_100_000, content_type=JSON, headers=headers),
        phone.client.get("/api/field/push", headers=headers),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 400, 413, 405]
    assert all(answer.json()["zhucun"] == 1 for answer in answers)


def test_a_sign_in_that_ran_out_takes_nothing_and_loses_nothing(cast, phone, visit):
    envelope = visit()

    with time_machine.travel(clock.now() + SIGNED_IN + timedelta(days=1), tick=False):
        assert phone.hello(waiting=1)["state"] == "sign_in"
        answer = phone.say("push", {"envelopes": [envelope]})
        assert (answer.status_code, answer.json()["state"]) == (401, "sign_in")
        phone.enrol(cast.home.code)
        (taken,) = phone.send(envelope)

    assert taken["answer"] == "accepted"


def test_whoever_was_moved_still_hands_in_what_belongs_to_the_old_village(cast, phone, visit):
    Posting.objects.in_county(cast.home.code).filter(id=cast.posting.id).update(ends_on=date(2026, 11, 17))
    Grant.objects.filter(user=cast.first_secretary).update(ends_on=date(2026, 11, 17))

    answers = phone.send(visit(occurred_on="2026-11-17"), visit())

    assert [answer["answer"] for answer in answers] == ["accepted", "refused"]
    assert answers[1]["code"] == "fieldwork.day_outside_posting"


def test_an_office_writes_for_a_day_on_which_it_might(cast, frozen_today, monkeypatch):
    may = roles.permissions_of("township_officer") | {"fieldwork.write"}
    monkeypatch.setitem(roles._permissions, "township_officer", may)
    office = Phone.enrolled(cast.township_officer, cast.home.code)
    Grant.objects.filter(user=cast.township_officer).update(ends_on=date(2026, 11, 17))
    body = {"posting": str(cast.posting.id), "form": "work-note", "body": {}}

    answers = office.send(
        office.act("record.write", {**body, "occurred_on": "2026-11-17"}),
        office.act("record.write", {**body, "occurred_on": "2026-11-18"}),
    )

    assert [answer["code"] for answer in answers] == ["fieldwork.incomplete", "fieldwork.not_your_posting"]


def test_the_phone_of_a_closed_account_hands_over_what_it_has_and_empties_itself(cast, phone, visit):
    taken, left = visit(), visit()
    phone.send(taken)
    close_account(by=cast.county_officer, county=cast.home.code, user=cast.first_secretary, because="调离")

    assert phone.hello(waiting=1)["state"] == "upload_only"
    answers = phone.send(taken, left)
    last = [phone.hello()["state"], phone.hello()["state"]]

    assert [answer["answer"] for answer in answers] == ["already", "refused"]
    assert answers[1]["code"] == "sync.upload_only"
    assert WorkRecord.objects.in_county(cast.home.code).count() == 1
    assert Held.objects.in_county(cast.home.code).get().place_code == cast.villages[0].code
    assert last == ["revoked", "revoked"]
    assert device(cast, phone).state == DeviceState.EMPTIED


def test_a_phone_that_was_stopped_hands_over_and_cannot_be_signed_in_on(cast, phone, visit):
    revoke_device(by=cast.county_officer, device=device(cast, phone), because="丢失", at=clock.now())

    (answer,) = phone.send(visit())

    assert answer["code"] == "sync.upload_only"
    assert phone.enrol(cast.home.code).json()["code"] == "sync.device_stopped"
    assert (
        AuditEvent.objects.in_county(cast.home.code).get(act="sync.device_revoked").details["because"]
        == "丢失"
    )


def test_hello_says_what_is_missing_and_measures_the_clock(cast, phone, visit):
    first, lost, third = visit(), visit(), visit()
    phone.send(first, third)
    ahead = (clock.now() + timedelta(days=30)).isoformat()

    told = phone.hello((1, 3), clock=ahead)

    assert told["again"] == [[2, 2]]
    assert told["backed_up"] == 0
    held = device(cast, phone)
    assert (held.made, held.clock_offset) == (3, 30 * 24 * 3600)
    assert phone.send(lost)[0]["answer"] == "accepted"


def test_a_greeting_that_was_long_on_its_way_takes_nothing_back(cast, phone, visit):
    visit()
    late, said = device(cast, phone), Hello(app="1.0.0", clock=clock.now(), made=1, waiting=1)
    visit(), visit()
    phone.hello(waiting=3)
    revoke_device(by=cast.county_officer, device=device(cast, phone), because="丢失", at=clock.now())

    greet(late, said, clock.now())

    now = device(cast, phone)
    assert (now.made, now.waiting, now.state) == (3, 1, DeviceState.REVOKED)


def test_one_that_brings_the_door_down_is_held_unread_at_the_fourth_time(cast, phone, visit, monkeypatch):
    def crash(*args, **kwargs):
        raise ZeroDivisionError

    envelope, good = visit(), visit()
    phone.client.raise_request_exception = False
    monkeypatch.setattr("zhucun.fieldwork.services.write_record", crash)
    fell = [phone.say("push", {"envelopes": [envelope]}).status_code for _time in range(3)]
    (answer,) = phone.send(envelope)
    monkeypatch.undo()

    assert fell == [500] * 3
    assert answer["code"] == "sync.brought_down"
    assert phone.send(good)[0]["answer"] == "accepted"
    assert Held.objects.in_county(cast.home.code).get().code == "sync.brought_down"
    assert Receipt.objects.in_county(cast.home.code).count() == 2


def test_what_the_database_could_not_do_is_not_the_envelope_s_fault(cast, phone, visit, monkeypatch):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    envelope = visit()
    monkeypatch.setattr("zhucun.fieldwork.services.write_record", full)
    answers = [phone.say("push", {"envelopes": [envelope]}) for _time in range(5)]
    monkeypatch.undo()

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(503, "sync.not_now")}
    assert phone.send(envelope)[0]["answer"] == "accepted"


def test_a_password_that_was_reset_asks_for_a_sign_in(cast, phone):
    User.objects.filter(id=cast.first_secretary.id).update(must_change_password=True)

    assert phone.hello()["state"] == "sign_in"
