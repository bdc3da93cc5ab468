"""Each kind of act: it happens, it waits for what it names, and whoever was first is shown beside it."""

import pytest

from zhucun.attendance.models import PresenceEntry
from zhucun.cases.models import Case
from zhucun.fieldwork import services as fieldwork
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.tests.builders import VISIT
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.sync.models import Held, Receipt

OTHER = {**VISIT, "said": "水管已经修好。"}


def correction(phone, of, base, **other):
    body = {"record": of, "occurred_on": "2026-11-18", "body": OTHER, "because": "写错了", **other}
    return phone.act("record.correct", body, base=base)


def matter(cast, phone, **other):
    body = {
        "flow": "matter",
        "role": "first_secretary",
        "place": cast.villages[0].code,
        "fields": {"topic": "水管漏水", "came_by": "visit"},
    }
    return phone.act("case.raise", {**body, **other})


def training(cast, phone, **other):
    body = {"posting": str(cast.posting.id), "kind": "training", "first": "2026-11-20", "last": "2026-11-21"}
    return phone.act("presence.add", {**body, **other})


def current(cast):
    return WorkRecord.objects.in_county(cast.home.code).get(is_current=True)


def test_a_record_is_corrected_and_taken_back_in_one_go_by_ids_the_phone_made(cast, phone, visit):
    written = visit()
    corrected = correction(phone, written["id"], written["id"])
    voided = phone.act("record.void", {"record": written["id"], "because": "记重了"}, base=corrected["id"])

    answers = phone.send(written, corrected, voided)

    assert [answer["answer"] for answer in answers] == ["accepted"] * 3
    assert [answer["made"] for answer in answers] == [written["id"], corrected["id"], voided["id"]]
    assert (str(current(cast).id), current(cast).voided) == (voided["id"], True)


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 0, 2), (0, 2, 1)])
@pytest.mark.fault(row=5)
def test_whatever_the_order_everything_is_taken_in_the_end(cast, phone, visit, order):
    written = visit()
    corrected = correction(phone, written["id"], written["id"])
    again = correction(phone, written["id"], corrected["id"], because="再改", body=VISIT)
    left = [(written, corrected, again)[index] for index in order]

    for _round in range(3):
        for one in list(left):
            (answer,) = phone.send(one)
            assert answer["answer"] in {"accepted", "waiting"}
            if answer["answer"] == "accepted":
                left.remove(one)

    assert not left
    assert str(current(cast).id) == again["id"]


def test_what_names_something_unknown_waits_and_leaves_nothing_behind(cast, phone):
    unknown = str(uuid7())

    (answer,) = phone.send(correction(phone, unknown, unknown))

    assert (answer["answer"], answer["awaits"]) == ("waiting", unknown)
    assert not Held.objects.in_county(cast.home.code).exists()
    assert not Receipt.objects.in_county(cast.home.code).exists()


def test_what_follows_on_something_that_was_refused_is_refused_as_well(cast, phone, visit):
    ahead = visit(occurred_on="2026-11-19")
    after = correction(phone, ahead["id"], ahead["id"])

    together = phone.send(ahead, after)

    assert [answer["code"] for answer in together] == ["fieldwork.day_ahead", "sync.before_it_not_taken"]


@pytest.mark.fault(row=18)
def test_whoever_was_first_in_the_office_is_shown_and_nothing_is_overwritten(cast, phone, visit):
    written = visit()
    phone.send(written)
    record = current(cast)
    meanwhile = fieldwork.correct_record(
        by=cast.first_secretary,
        record=record,
        occurred_on=record.occurred_on,
        household=record.household,
        body={**VISIT, "said": "乡里核过，没有冻裂。"},
        because="核实",
        at=clock.now(),
    )
    mine = correction(phone, written["id"], written["id"])

    (answer,) = phone.send(mine)
    (again,) = phone.send(mine)

    assert (answer["answer"], answer["code"]) == ("conflict", "fieldwork.superseded")
    assert answer["against"]["id"] == str(meanwhile.id)
    assert answer["against"]["body"]["said"] == "乡里核过，没有冻裂。"
    assert again == answer
    assert current(cast).id == meanwhile.id
    held = Held.objects.in_county(cast.home.code).get()
    assert (held.against, "修好" in held.envelope) == (meanwhile.id, True)


def test_a_case_is_raised_and_moved_on_before_the_phone_has_heard_of_it(cast, phone):
    raised = matter(cast, phone)
    moved = phone.act(
        "case.step", {"case": raised["id"], "step": "settle", "fields": {"result": "已修好"}}, base=1
    )

    answers = phone.send(raised, moved)

    case = Case.objects.in_county(cast.home.code).get()
    assert (str(case.id), case.raised_by) == (raised["id"], cast.first_secretary)
    assert [answer["answer"] for answer in answers] == ["accepted"] * 2
    assert (case.seq, case.state) == (2, "replying")


def test_a_step_out_of_a_state_that_has_passed_shows_where_the_case_stands(cast, phone):
    raised = matter(cast, phone)
    steps = [
        phone.act(
            "case.step", {"case": raised["id"], "step": "settle", "fields": {"result": "已修好"}}, base=1
        )
        for _time in range(2)
    ]

    answers = phone.send(raised, *steps)

    assert [answer["answer"] for answer in answers] == ["accepted", "accepted", "conflict"], answers
    assert answers[2]["against"]["seq"] == 2


def test_a_day_of_training_is_entered_and_taken_back(cast, phone):
    added = training(cast, phone)
    voided = phone.act("presence.void", {"entry": added["id"], "because": "改期"}, base=added["id"])

    answers = phone.send(added, voided)

    assert [answer["made"] for answer in answers] == [added["id"], voided["id"]]
    entry = PresenceEntry.objects.in_county(cast.home.code).get(is_current=True)
    assert (str(entry.id), entry.voided) == (voided["id"], True)
    (late,) = phone.send(
        phone.act("presence.void", {"entry": added["id"], "because": "又改"}, base=added["id"])
    )
    assert (late["answer"], late["against"]["voided"]) == ("conflict", True)


def test_nobody_enters_for_another_or_what_only_an_office_says(cast, phone):
    for_another = training(cast, phone, posting=str(cast.member_posting.id))
    absent = training(cast, phone, kind="found_absent")

    answers = phone.send(for_another, absent)

    assert [answer["code"] for answer in answers] == ["attendance.not_yours"] * 2
    assert not PresenceEntry.objects.in_county(cast.home.code).exists()


def test_nothing_of_another_county_is_touched(cast, phone, visit):
    (answer,) = phone.send(visit(posting=str(cast.away_posting.id)))

    assert (answer["answer"], answer["code"]) == ("refused", "fieldwork.not_your_posting")
