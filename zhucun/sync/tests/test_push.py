"""What a phone sends is carried out once, with its receipt and its line, however often it comes."""

from collections import Counter

from zhucun.audit.models import AuditEvent
from zhucun.audit.queries import first_break_of, head_of
from zhucun.fieldwork.models import WorkRecord
from zhucun.kernel.guard import watching
from zhucun.sync.choices import Answer
from zhucun.sync.envelopes import hash_of
from zhucun.sync.models import Attempt, Held, Receipt


def records(cast):
    return WorkRecord.objects.in_county(cast.home.code)


def lines(cast, act):
    return AuditEvent.objects.in_county(cast.home.code).filter(act=act)


def test_a_visit_is_taken_with_its_receipt_and_its_line(cast, phone, visit):
    envelope = visit()

    (answer,) = phone.send(envelope)

    assert (answer["answer"], answer["id"], answer["made"]) == ("accepted", envelope["id"], envelope["id"])
    assert answer["hash"] == hash_of(envelope)
    record = records(cast).get()
    assert (str(record.id), record.recorded_by) == (envelope["id"], cast.first_secretary)
    receipt = Receipt.objects.in_county(cast.home.code).get()
    line = lines(cast, "fieldwork.record_written").get()
    assert (receipt.id, receipt.answer, receipt.trail) == (record.id, Answer.ACCEPTED, line.seq)
    assert first_break_of(head_of(cast.home.code), {}) is None
    assert not Attempt.objects.in_county(cast.home.code).exists()


def test_what_is_sent_again_gets_the_first_receipt_and_nothing_doubles(cast, phone, visit):
    envelopes = [visit(), visit()]
    phone.send(*envelopes)

    again = phone.send(*envelopes, envelopes[0])

    assert [answer["answer"] for answer in again] == ["already"] * 3
    assert [answer["made"] for answer in again] == [one["id"] for one in [*envelopes, envelopes[0]]]
    assert records(cast).count() == 2
    assert Receipt.objects.in_county(cast.home.code).count() == 2
    assert lines(cast, "fieldwork.record_written").count() == 2


def test_one_that_is_refused_is_held_whole_and_holds_up_no_other(cast, phone, visit):
    good, ahead = visit(), visit(occurred_on="2026-11-19")

    answers = phone.send(ahead, good)

    assert [answer["answer"] for answer in answers] == ["refused", "accepted"]
    assert answers[0]["code"] == "fieldwork.day_ahead"
    assert answers[0]["says"] == "2026-11-19 还没有到，不能先记。"
    assert answers[0]["next"]
    held = Held.objects.in_county(cast.home.code).get()
    assert (str(held.id), held.place_code) == (ahead["id"], cast.villages[0].code)
    assert '"2026-11-19"' in held.envelope
    assert lines(cast, "sync.envelope_held").get().details == {
        "kind": "record.write",
        "code": "fieldwork.day_ahead",
    }
    assert first_break_of(head_of(cast.home.code), {}) is None


def test_a_refused_one_that_comes_again_gets_the_same_words_and_is_held_once(cast, phone, visit):
    ahead = visit(occurred_on="2026-11-19")
    (first,) = phone.send(ahead)

    (again,) = phone.send(ahead)

    assert again == first
    assert Held.objects.in_county(cast.home.code).count() == 1
    assert lines(cast, "sync.envelope_held").count() == 1


def test_another_content_under_a_known_id_is_refused_and_told_to_the_office(cast, phone, visit):
    envelope = visit()
    phone.send(envelope)
    other = {**envelope, "seq": 2, "body": {**envelope["body"], "occurred_on": "2026-11-17"}}

    answers = [*phone.send(other), *phone.send(other)]

    assert [answer["code"] for answer in answers] == ["sync.same_id_other_content"] * 2
    assert records(cast).get().occurred_on.isoformat() == "2026-11-18"
    assert Held.objects.in_county(cast.home.code).get().code == "sync.same_id_other_content"
    assert lines(cast, "sync.envelope_held").count() == 1


def test_what_cannot_be_read_is_kept_and_holds_up_no_other(cast, phone, visit):
    unreadable = [
        {"id": "x"},
        {**visit(), "seq": 1.5},
        {**visit(), "kind": "record.eat"},
        {**visit(), "body": {}},
    ]

    answers = phone.send(*unreadable, visit())

    assert [answer["answer"] for answer in answers] == ["refused"] * 4 + ["accepted"]
    assert [answer["code"] for answer in answers[:4]] == [
        "sync.not_readable",
        "sync.not_readable",
        "sync.unknown_kind",
        "sync.not_readable",
    ]
    assert Held.objects.in_county(cast.home.code).count() == 4


def test_a_phone_that_was_set_back_loses_nothing_and_the_office_is_told(cast, phone, visit):
    first, second = visit(), visit()
    phone.send(first, second)
    phone.seq, phone.prev = 1, hash_of(first)
    anew = visit()
    after = visit()

    answers = phone.send(anew, {**after, "prev": "0" * 64})

    assert [answer["answer"] for answer in answers] == ["accepted"] * 2
    assert records(cast).count() == 4
    assert [line.details for line in lines(cast, "sync.chain_differs")] == [{"number": 3}]
    assert first_break_of(head_of(cast.home.code), {}) is None


def test_what_came_out_of_order_is_no_break_of_the_chain(cast, phone, visit):
    one, two, three = visit(), visit(), visit()

    phone.send(three)
    phone.send(one, two)

    assert not lines(cast, "sync.chain_differs").exists()


def test_a_batch_of_a_hundred_reads_no_more_than_one_of_two(cast, phone, visit):
    counted = []
    for number in (2, 100):
        envelopes = [visit() for _one in range(number)]
        with watching() as watch:
            answers = phone.send(*envelopes)
        assert {answer["answer"] for answer in answers} == {"accepted"}
        assert not watch.unpinned
        counted.append(Counter(sql.split()[0] for sql in watch.statements))

    assert counted[1]["SELECT"] == counted[0]["SELECT"]
    assert 98 <= counted[1]["INSERT"] - counted[0]["INSERT"] <= 102  # rows of a table in a few statements
