"""What was not carried out is read in words, by whoever answers for the place, and settled or given back with a reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from zhucun.accounts.services import close_account
from zhucun.audit.models import AuditEvent
from zhucun.dispatch.choices import Role
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import correct_record
from zhucun.fieldwork.tests.builders import VISIT
from zhucun.kernel import clock
from zhucun.sync.choices import HeldState
from zhucun.sync.models import Held, Receipt
from zhucun.testing.cast import client_of
from zhucun.testing.county import member
from zhucun.testing.county import post as post_to

HERE = {"county": "990001"}


@pytest.fixture
def closed(cast, phone, visit):
    """A visit of a secretary whose account was closed before it was handed in."""
    envelope = visit()
    close_account(by=cast.county_officer, county=cast.home.code, user=cast.first_secretary, because="调离")
    phone.send(envelope)
    return Held.objects.in_county(cast.home.code).get(id=envelope["id"])


@pytest.fixture
def successor(cast, frozen_today):
    """The village's new secretary."""
    user, grant = member(cast.home.code, "successor", "吴接任", "first_secretary", cast.villages[0].code)
    user.save()
    grant.save()
    post_to(cast.home, user, cast.villages[0], Role.FIRST_SECRETARY, 9)
    return user


def look(user, held=None, **query):
    name, parts = ("held_one", {"held": held.id}) if held else ("held_list", {})
    return client_of(user).get(reverse(f"phones:{name}", kwargs={**HERE, **parts}), query)


def act(user, name, held, because="已与本人核实"):
    return client_of(user).post(
        reverse(f"phones:{name}", kwargs={**HERE, "held": held.id}), {"because": because}
    )


@pytest.mark.parametrize("who", ["county_officer", "township_officer"])
def test_the_list_says_what_whose_and_why(cast, closed, who):
    text = look(getattr(cast, who)).content.decode()

    for said in (
        "写工作记录",
        cast.first_secretary.name,
        "青河镇上坪村",
        "2026-11-18",
        "账号或者这部手机已停用",
    ):
        assert said in text


def test_the_village_s_new_secretary_settles_what_the_old_one_left(cast, closed, successor):
    assert "写工作记录" in look(successor).content.decode()

    done = act(successor, "settle", closed)

    assert done.status_code == 302
    record = WorkRecord.objects.in_county(cast.home.code).get()
    assert (record.id, record.recorded_by_id) == (closed.id, cast.first_secretary.id)
    line = AuditEvent.objects.in_county(cast.home.code).get(act="sync.envelope_settled")
    assert line.actor_id == successor.id


def test_a_village_settles_work_records_and_nothing_else(cast, phone, successor):
    body = {
        "posting": str(cast.posting.id),
        "kind": "in_village",
        "first": "2026-12-01",
        "last": "2026-12-01",
    }
    phone.send(phone.act("presence.add", body))
    held = Held.objects.in_county(cast.home.code).get()

    assert look(successor, held).status_code == 404
    assert "登记在岗" not in look(successor).content.decode()
    assert act(successor, "give_back", held).status_code == 404
    assert look(cast.township_officer, held).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("team_member", 403), ("auditor", 403)])
def test_nobody_else_reads_or_decides(cast, closed, who, status):
    user = getattr(cast, who)

    answers = [look(user), look(user, closed), act(user, "settle", closed), act(user, "give_back", closed)]

    assert {answer.status_code for answer in answers} == {status}
    closed.refresh_from_db()
    assert closed.state == HeldState.OPEN


def test_one_is_read_with_the_labels_of_its_form(cast, closed):
    text = look(cast.township_officer, closed).content.decode()

    for said in ("入户走访", "张三", VISIT["said"], "群众说了什么", "饮水住房和日常困难", "李书记，"):
        assert said in text


def test_both_versions_stand_beside_each_other(cast, phone, visit):
    first = visit()
    phone.send(first)
    for said in ("修好了。", "还没有修好。"):
        body = {
            "record": first["id"],
            "occurred_on": "2026-11-18",
            "because": "更正",
            "body": {**VISIT, "said": said},
        }
        phone.send(phone.act("record.correct", body, base=first["id"]))
    held = Held.objects.in_county(cast.home.code).get()

    text = look(cast.township_officer, held).content.decode()

    assert held.against is not None
    assert "手机上写的" in text
    assert "修好了。" in text
    assert "还没有修好。" in text
    assert reverse("phones:settle", kwargs={**HERE, "held": held.id}) not in text


def test_what_cannot_be_read_is_shown_as_it_came_and_not_settled(cast, phone):
    phone.send({"id": "x", "note": "乱码"})
    held = Held.objects.in_county(cast.home.code).get()

    text = look(cast.township_officer, held).content.decode()

    assert "读不懂的内容" in text
    assert "乱码" in text
    assert reverse("phones:settle", kwargs={**HERE, "held": held.id}) not in text
    assert act(cast.township_officer, "settle", held).status_code == 422


def test_it_is_given_back_with_a_reason(cast, closed):
    without = act(cast.township_officer, "give_back", closed, because=" ")
    done = act(cast.township_officer, "give_back", closed, because="这一天已经记过")

    assert (without.status_code, done.status_code) == (422, 302)
    closed.refresh_from_db()
    assert (closed.state, closed.because) == (HeldState.RETURNED, "这一天已经记过")
    assert not WorkRecord.objects.in_county(cast.home.code).exists()
    assert "这一天已经记过" in look(cast.county_officer, closed).content.decode()


def test_what_still_cannot_be_done_is_said_beside_the_form(cast, phone, visit):
    phone.send(visit(occurred_on="2026-11-20"))
    held = Held.objects.in_county(cast.home.code).get()

    answer = act(cast.township_officer, "settle", held)

    assert answer.status_code == 422
    assert "还没有到，不能先记" in answer.content.decode()
    assert "已与本人核实" in answer.content.decode()


def test_an_old_page_leads_to_what_became_of_it(cast, closed):
    act(cast.township_officer, "give_back", closed, because="重复")

    late = client_of(cast.county_officer)
    answer = late.post(
        reverse("phones:settle", kwargs={**HERE, "held": closed.id}), {"because": "核实"}, follow=True
    )

    assert answer.redirect_chain
    assert "这一条已经处理过了" in answer.content.decode()
    assert "已退回本人" in answer.content.decode()


def test_the_list_is_empty_in_words_and_narrows_to_a_state_and_a_phone(cast, closed):
    def rows(**query):
        return look(cast.township_officer, **query).context["rows"]

    assert len(rows()) == len(rows(phone=str(closed.device_id))) == len(rows(state="all")) == 1
    assert not rows(state="settled")
    act(cast.township_officer, "settle", closed)
    assert "没有待处理的内容" in look(cast.township_officer).content.decode()
    assert len(rows(state="settled")) == 1


def test_the_list_asks_the_same_of_one_and_of_many(cast, closed, phone, visit, django_assert_num_queries):
    browser, url = client_of(cast.township_officer), reverse("phones:held_list", kwargs=HERE)
    browser.get(url)
    with django_assert_num_queries(7):
        browser.get(url)
    phone.send(visit(), visit())

    with django_assert_num_queries(7):
        browser.get(url)


def test_a_complaint_is_read_by_the_county_alone_and_never_by_whom_it_names(cast, phone, successor):
    body = {
        "flow": "complaint",
        "role": "first_secretary",
        "place": cast.villages[0].code,
        "fields": {"topic": "一句话", "person": str(cast.township_officer.id), "detail": "听来的事"},
    }
    close_account(by=cast.county_officer, county=cast.home.code, user=cast.first_secretary, because="调离")
    phone.send(phone.act("case.raise", body))
    held = Held.objects.in_county(cast.home.code).get()

    assert look(cast.township_officer, held).status_code == 404
    assert act(cast.township_officer, "settle", held).status_code == 404
    assert look(successor, held).status_code == 404
    text = look(cast.county_officer, held).content.decode()
    assert "只给办理的人看" in text
    assert "听来的事" not in text


def test_whoever_works_through_a_phone_is_led_on_and_finds_the_reason_given_last(cast, phone, visit):
    envelopes = [visit() for _time in range(3)]
    close_account(by=cast.county_officer, county=cast.home.code, user=cast.first_secretary, because="调离")
    phone.send(*envelopes)
    first, second, third = (Held.objects.in_county(cast.home.code).get(id=one["id"]) for one in envelopes)
    client, reason = client_of(cast.township_officer), "与本人核对过台账"

    def carry_out(held):
        address = reverse("phones:settle", kwargs={**HERE, "held": held.id})
        return client.post(address, {"because": reason}, follow=True)

    then, last = carry_out(first), carry_out(second)

    assert then.redirect_chain[-1][0].endswith(f"/{second.id}/")
    assert "这部手机还有 2 条，这是下一条。" in then.content.decode()
    assert last.redirect_chain[-1][0].endswith(f"/{third.id}/")
    assert reason in client.get(reverse("phones:settle", kwargs={**HERE, "held": third.id})).content.decode()
    assert (
        reason
        not in client.get(reverse("phones:give_back", kwargs={**HERE, "held": third.id})).content.decode()
    )
    assert carry_out(third).redirect_chain[-1][0].endswith(f"/{third.id}/")


def test_the_list_says_which_state_it_shows_and_when_each_was_written(cast, phone, visit):
    phone.send(visit(occurred_on="2026-12-01"))
    held = Held.objects.in_county(cast.home.code).get()
    Receipt.objects.in_county(cast.home.code).update(made_at=held.held_at - timedelta(days=9))

    waiting, done = (look(cast.township_officer, **query) for query in ({}, {"state": "settled"}))

    assert waiting.context["rows"][0]["made_on"] == date(2026, 11, 9)
    assert (waiting.context["is_open"], done.context["is_open"]) == (True, False)


def test_of_two_versions_what_differs_stands_first_and_what_is_the_same_is_folded(cast, phone, visit):
    written = visit()
    phone.send(written)
    record = WorkRecord.objects.in_county(cast.home.code).get()
    correct_record(
        by=cast.first_secretary,
        record=record,
        occurred_on=record.occurred_on,
        household=record.household,
        body={**VISIT, "said": "改过的话。"},
        because="补充",
        at=clock.now(),
    )
    body = {"record": written["id"], "occurred_on": "2026-11-18", "because": "写漏了"}
    body["body"] = {**VISIT, "said": "手机上改的话。"}
    phone.send(phone.act("record.correct", body, base=written["id"]))

    page = look(cast.township_officer, Held.objects.in_county(cast.home.code).get()).context

    assert {pair.label for pair in page["pairs"]} == {"群众说了什么", "更正原因", "谁改的"}
    assert {"日期", "方式"} <= {pair.label for pair in page["same"]}
