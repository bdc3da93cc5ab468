"""The office sees which phones there are and whether all of it has come, stops one, and learns nothing about a person's days."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.kernel import clock
from zhucun.sync import queries, queries_office, refusals
from zhucun.sync.choices import DeviceState
from zhucun.sync.models import Device, Held
from zhucun.sync.office.rows import clock_said, gaps_said
from zhucun.sync.services import revoke_device
from zhucun.sync.services_devices import release_device
from zhucun.testing.cast import client_of
from zhucun.testing.phone import Phone

HERE = {"county": "990001"}


def page(user, name, **parts):
    return client_of(user).get(reverse(f"phones:{name}", kwargs={**HERE, **parts}))


def post(user, name, said, **parts):
    return client_of(user).post(reverse(f"phones:{name}", kwargs={**HERE, **parts}), said)


def device_of(phone):
    return Device.objects.in_county("990001").get(id=phone.id)


@pytest.mark.parametrize("who", ["county_officer", "township_officer"])
def test_whoever_keeps_the_place_sees_its_phones(cast, phone, who):
    text = page(getattr(cast, who), "phones").content.decode()

    assert "红米" in text
    assert cast.first_secretary.name in text
    assert "青河镇上坪村" in text


@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 404), ("first_secretary", 403), ("auditor", 403), ("unit_contact", 403)]
)
@pytest.mark.parametrize("name", ["phones", "phone", "revoke", "release", "import_file"])
def test_nobody_else_sees_or_stops_them(cast, phone, who, status, name):
    parts = {"device": phone.id} if name in {"phone", "revoke", "release"} else {}

    assert page(getattr(cast, who), name, **parts).status_code == status
    assert post(getattr(cast, who), name, {"because": "丢了"}, **parts).status_code == status
    assert device_of(phone).state == DeviceState.ACTIVE


def test_they_stand_by_place_and_name_whoever_was_heard_of_last(cast, phone):
    other = Phone.enrolled(cast.team_member, cast.home.code)
    with time_machine.travel("2026-11-19T03:14:00+08:00", tick=False):
        phone.hello()

    scope = scope_of(cast.county_officer, cast.home.code, on=clock.today())
    text = page(cast.county_officer, "phones").content.decode()

    assert [one.id for one in queries_office.phones_in(scope, clock.today())] == [
        one.id for one in sorted([phone, other], key=lambda one: one.user.name)
    ]
    assert "2026-11-19" in text
    assert "03:14" not in text


def test_what_never_came_is_named_by_its_numbers(cast, phone, visit):
    sent = [visit(), visit(), visit(), visit(), visit(), visit()]
    phone.send(sent[1], sent[4])
    phone.hello(waiting=1)
    device = device_of(phone)

    gaps = queries_office.gaps_of(cast.home.code, [device])[device.id]

    assert gaps == [(1, 1), (3, 4), (6, 6)] == queries.never_came(device)
    assert "缺第 1、3–4、6 条" in page(cast.county_officer, "phone", device=phone.id).content.decode()


def test_what_the_phone_says_it_still_has_is_not_said_to_lack(cast, phone, visit):
    visit()
    phone.hello(waiting=1)

    text = page(cast.county_officer, "phones").content.decode()

    assert "手机里还有 1 条未交" in text
    assert "缺第" not in text


def test_a_phone_that_never_sent_and_one_that_never_made_anything(cast, phone, visit):
    assert queries_office.gaps_of(cast.home.code, [device_of(phone)]) == {phone.id: []}

    visit()
    phone.hello()

    assert queries_office.gaps_of(cast.home.code, [device_of(phone)]) == {phone.id: [(1, 1)]}


def test_many_gaps_are_cut_and_counted():
    gaps = [(number, number) for number in range(1, 40, 2)]

    assert gaps_said(gaps, 0) == "缺第 1、3、5、7、9、11、13、15 等共 20 条"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, ""), (300, ""), (-300, ""), (420, "快 7 分钟"), (-8000, "慢 2 小时"), (86400 * 30, "快 30 天")],
)
def test_a_clock_is_spoken_of_when_it_is_more_than_five_minutes_off(seconds, said):
    assert clock_said(seconds) == said


def test_the_list_asks_the_same_of_one_phone_and_of_many(cast, phone, visit, django_assert_num_queries):
    browser, url = client_of(cast.county_officer), reverse("phones:phones", kwargs=HERE)
    browser.get(url)
    with django_assert_num_queries(10):
        browser.get(url)
    for user in (cast.team_member, cast.first_secretary):
        more = Phone.enrolled(user, cast.home.code)
        more.send(visit(more, occurred_on="2026-11-19"))

    with django_assert_num_queries(10):
        browser.get(url)


def test_a_phone_is_stopped_with_a_reason_that_stands_in_the_trail(cast, phone):
    refused = post(cast.township_officer, "revoke", {"because": ""}, device=phone.id)
    done = post(cast.township_officer, "revoke", {"because": "手机丢失"}, device=phone.id)

    assert (refused.status_code, done.status_code) == (422, 302)
    assert (device_of(phone).state, device_of(phone).because) == (DeviceState.REVOKED, "手机丢失")
    line = AuditEvent.objects.in_county(cast.home.code).get(act="sync.device_revoked")
    assert (line.actor_id, line.details["because"]) == (cast.township_officer.id, "手机丢失")
    assert phone.hello()["state"] == "revoked"


def test_an_old_page_says_that_it_was_stopped_already(cast, phone):
    post(cast.township_officer, "revoke", {"because": "手机丢失"}, device=phone.id)

    again = post(cast.county_officer, "revoke", {"because": "手机丢失"}, device=phone.id)

    assert again.status_code == 422
    assert "这部手机已由办公室停用" in again.content.decode()


def test_a_phone_that_cannot_hand_over_is_let_go_and_what_comes_all_the_same_is_held(cast, phone, visit):
    late = visit()

    done = post(cast.county_officer, "release", {"because": "忘了口令"}, device=phone.id)

    assert done.status_code == 302
    assert phone.hello(waiting=1)["state"] == "revoked"
    assert phone.send(late)[0]["code"] == "sync.upload_only"
    assert Held.objects.in_county(cast.home.code).filter(id=late["id"]).exists()
    line = AuditEvent.objects.in_county(cast.home.code).get(act="sync.device_released")
    assert line.details["because"] == "忘了口令"


def test_a_phone_is_let_go_once_and_with_a_reason(cast, phone):
    device, by, at = device_of(phone), cast.county_officer, clock.now()
    with pytest.raises(refusals.ReasonMissing):
        release_device(by=by, device=device, because=" ", at=at)
    revoke_device(by=by, device=device, because="丢失", at=at)

    release_device(by=by, device=device, because="修不好", at=at)

    with pytest.raises(refusals.DeviceEmptied):
        release_device(by=by, device=device, because="修不好", at=at + timedelta(days=1))


def test_one_stops_one_s_own_lost_phone_and_nobody_else_s(cast, phone):
    own, other = client_of(cast.first_secretary), client_of(cast.team_member)

    foreign = other.post("/own/phones/", {"device": str(phone.id), "because": "丢了"})
    missing = own.post("/own/phones/", {"device": str(phone.id), "because": ""})
    done = own.post("/own/phones/", {"device": str(phone.id), "because": "手机丢了"})

    assert "红米" not in other.get("/own/phones/").content.decode()
    assert (missing.status_code, done.status_code) == (422, 302)
    assert foreign.status_code == 422
    assert "已停用，等它交完" in own.get("/own/phones/").content.decode()
    line = AuditEvent.objects.in_county(cast.home.code).get(act="sync.device_revoked")
    assert line.actor_id == cast.first_secretary.id


def test_one_reads_why_one_s_own_was_not_carried_out_and_nobody_else_s(cast, phone, visit):
    phone.send(visit(occurred_on="2026-12-01"))

    own, other = (
        client_of(user).get("/own/phones/").content.decode()
        for user in (cast.first_secretary, cast.team_member)
    )

    says = Held.objects.in_county(cast.home.code).get().says
    assert says in own
    assert "写工作记录" in own
    assert says not in other
