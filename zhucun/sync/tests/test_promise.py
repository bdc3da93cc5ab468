"""What a visit promised becomes a matter at the same tap: in any order, once, and never at the visit's expense."""

from dataclasses import replace
from itertools import permutations
from uuid import UUID

import pytest

from zhucun.cases.models import Case
from zhucun.dispatch.choices import Role
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.promises import raise_matter
from zhucun.fieldwork.tests.builders import VISIT, home
from zhucun.fieldwork.tests.builders import visit as write
from zhucun.kernel import clock
from zhucun.kernel.ids import sibling, uuid7
from zhucun.policy import installed
from zhucun.sync.models import Held
from zhucun.testing.county import post

PROMISED = {**VISIT, "promised": "下周三以前问清水管谁来换。"}


def promise_of(phone, visit, **other):
    id = str(sibling(UUID(visit["id"])))
    return phone.act("record.promise", {"record": visit["id"]}, id=id, **other)


def correction(phone, visit, **said):
    body = {
        "record": visit["id"],
        "occurred_on": "2026-11-18",
        "body": {**PROMISED, **said},
        "because": "补充",
    }
    return phone.act("record.correct", body, base=visit["id"])


def cases(cast):
    return list(Case.objects.in_county(cast.home.code))


def sent_until_taken(phone, *envelopes):
    """Each by itself, again and again, as a phone does; what became of each."""
    said: dict[str, str] = {}
    for _round in envelopes:
        for one in envelopes:
            if said.get(one["id"], "waiting") == "waiting":
                (answer,) = phone.send(one)
                said[one["id"]] = answer["answer"]
    return set(said.values())


def test_a_visit_and_its_matter_go_in_together(cast, phone, visit, household):
    written = visit(body=PROMISED)
    promised = promise_of(phone, written)

    answers = phone.send(written, promised)

    (case,) = cases(cast)
    assert [answer["answer"] for answer in answers] == ["accepted"] * 2
    assert answers[1]["made"] == promised["id"] == str(case.id)
    assert (case.values["detail"], case.values["household"]) == (PROMISED["promised"], str(household.id))
    assert case.raised_by_id == cast.first_secretary.id


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whatever_the_order_there_is_one_visit_and_one_matter(cast, phone, visit, order):
    written = visit(body=PROMISED)
    made = [written, promise_of(phone, written), correction(phone, written, said="说得更清楚一些。")]

    said = sent_until_taken(phone, *[made[index] for index in order])

    assert said == {"accepted"}
    assert len(cases(cast)) == 1
    assert (
        WorkRecord.objects.in_county(cast.home.code).get(is_current=True).body["said"] == "说得更清楚一些。"
    )


def test_a_promise_whose_visit_has_not_come_waits_and_leaves_nothing_behind(cast, phone, visit):
    written = visit(body=PROMISED)

    (answer,) = phone.send(promise_of(phone, written))

    assert (answer["answer"], answer["awaits"]) == ("waiting", written["id"])
    assert not Held.objects.in_county(cast.home.code).exists()


def test_a_promise_of_a_visit_that_was_refused_is_kept_with_it(cast, phone, visit):
    written = visit(body=PROMISED, household=str(uuid7()))

    answers = phone.send(written, promise_of(phone, written))

    assert [answer["code"] for answer in answers] == [
        "fieldwork.household_elsewhere",
        "sync.before_it_not_taken",
    ]
    assert Held.objects.in_county(cast.home.code).count() == 2


def test_a_matter_that_cannot_be_raised_holds_up_no_visit(cast, phone, visit, monkeypatch):
    pack = installed.pack_of(cast.home.code)
    without = replace(pack, flows={id: flow for id, flow in pack.flows.items() if id != "matter"})
    monkeypatch.setattr(installed, "pack_of", lambda _county: without)
    written = visit(body=PROMISED)

    answers = phone.send(written, promise_of(phone, written))

    assert [answer["answer"] for answer in answers] == ["accepted", "refused"]
    assert answers[1]["code"] == "fieldwork.no_matters"


def test_whoever_raised_it_at_the_desk_meanwhile_raised_the_same_matter(cast, phone, visit):
    written = visit(body=PROMISED)
    phone.send(written)
    record = WorkRecord.objects.in_county(cast.home.code).get()
    at_the_desk = raise_matter(by=cast.county_officer, record=record, at=clock.now())

    (answer,) = phone.send(promise_of(phone, written))

    assert (answer["answer"], answer["made"]) == ("accepted", str(at_the_desk.id))
    assert cases(cast) == [at_the_desk]


def test_nobody_raises_a_matter_from_a_visit_in_another_village(cast, phone):
    there = post(cast.home, cast.township_officer, cast.villages[1], Role.FIRST_SECRETARY, 9)
    family = home(cast, village=1)
    written = write(cast, family, by=cast.township_officer, posting=there, body=PROMISED)

    (answer,) = phone.send(promise_of(phone, {"id": str(written.id)}))

    assert (answer["answer"], answer["code"]) == ("refused", "fieldwork.may_not_raise")
    assert cases(cast) == []


def test_a_visit_that_promised_nothing_gives_no_matter(cast, phone, visit):
    written = visit()

    answers = phone.send(written, promise_of(phone, written))

    assert [answer["code"] for answer in answers] == ["", "fieldwork.nothing_promised"]
    assert cases(cast) == []
