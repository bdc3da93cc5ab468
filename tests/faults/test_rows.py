"""Single faults, one at a time, at the real door: those that random lives do not bring about by themselves."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine

from tests.faults.bugs import last_write_wins, lost_receipt
from zhucun.audit.queries import head_of
from zhucun.fieldwork.models import Picture, WorkRecord
from zhucun.fieldwork.tests.builders import NOTE
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.sync.models import Copy, Device, Receipt
from zhucun.sync.queries import never_came
from zhucun.testing.field.copies import Savepoints
from zhucun.testing.field.doors import Inside
from zhucun.testing.field.history import History, PutBack, findings
from zhucun.testing.field.life import MORNING
from zhucun.testing.field.line import Line
from zhucun.testing.field.looking import shelf_of
from zhucun.testing.field.model import Model, Stay
from zhucun.testing.field.phones import NoAnswer, Phone, Reply
from zhucun.testing.field.stage import set_up
from zhucun.testing.planting import A_PICTURE
from zhucun.testing.proving import fails_under

BUSY = Reply(503, "text/html", b"<html>overloaded</html>")


class Village:
    """Three phones at the door, each on a line of its own choosing."""

    def __init__(self, cast: Any) -> None:
        self.cast, self.stage, self.history = cast, set_up(cast), History()
        stays = {
            str(one.id): Stay(str(one.person.user_id), one.starts_on)
            for one in (cast.posting, cast.member_posting)
        }
        people = {str(phone.id): str(phone.user.id) for phone in self.stage.phones}
        self.line = Line(Inside(), Model(clock.today(), stays, people), Counter(), self.stage.county)
        self.phones: list[Phone] = [self._phone(one) for one in self.stage.phones]

    def _phone(self, known: Any) -> Phone:
        return Phone(
            str(known.id),
            known.authorization,
            self.line.carry,
            self.history,
            now=lambda: clock.now().isoformat(timespec="seconds"),
            next_id=lambda: str(uuid7()),
            chance=random.Random(1),
        )

    def note(self, phone: Phone, text: str = "看水渠。", **other: Any) -> dict[str, Any]:
        posting = self.cast.member_posting if phone is self.phones[2] else self.cast.posting
        body = {"posting": str(posting.id), "form": "work-note", "occurred_on": str(clock.today())}
        return phone.act("record.write", {**body, "body": {**NOTE, "text": text}, **other})

    def records(self) -> Any:
        return WorkRecord.objects.in_county(self.stage.county)

    def findings(self, **more: Any) -> list[str]:
        return findings(self.history, shelf_of(self.stage.county), **more)


@pytest.fixture
def village(cast, frozen_today):
    return Village(cast)


def rounds(phone: Phone, most: int) -> int:
    """Go online until nothing is left; gives how many rounds failed."""
    failed = 0
    for _round in range(most):
        try:
            if not phone.round():
                return failed
        except NoAnswer:
            failed += 1
    raise AssertionError(f"{len(phone.out)} left after {most} rounds")


@pytest.mark.fault(row=6)
def test_a_door_that_is_overloaded_is_asked_less_and_less_often_for_less_and_less(village):
    phone, sizes, pauses = village.phones[0], [], []
    for _time in range(100):
        village.note(phone)

    def overloaded(phone, path, said):
        if path != "push":
            return village.line.ask(phone, path, said)
        sizes.append(len(said["envelopes"]))
        return BUSY

    phone.carry = overloaded
    for _time in range(8):
        with pytest.raises(NoAnswer):
            phone.push(list(phone.out.values())[: phone.most])
        pauses.append(phone.seconds_to_wait())
    phone.carry = village.line.carry

    assert sizes == [100, 50, 25, 12, 6, 3, 1, 1]
    longest = [2, 4, 8, 16, 32, 64, 128, 256]
    assert all(0.5 * most <= pause <= 1.5 * most for most, pause in zip(longest, pauses, strict=True))
    assert rounds(phone, 1) == 0
    assert village.findings() == []


@pytest.mark.fault(row=15)
def test_a_server_s_clock_that_jumps_back_changes_no_order(village):
    phone, other = village.phones[:2]
    first = village.note(phone)
    phone.round()

    with time_machine.travel(MORNING - timedelta(days=10), tick=False):
        day = str(MORNING.date() - timedelta(days=10))
        body = {
            "record": first["id"],
            "occurred_on": day,
            "because": "写错了",
            "body": {**NOTE, "text": "改"},
        }
        other.act("record.correct", body, first["id"])
        village.line.model.today = clock.today()
        other.round()
    village.line.model.today = clock.today()
    late = phone.act("record.void", {"record": first["id"], "because": "记重了"}, first["id"])
    phone.round()

    told = Receipt.objects.in_county(village.stage.county).order_by("trail")
    assert [receipt.answer for receipt in told] == ["accepted", "accepted", "conflict"]
    assert [str(receipt.id) for receipt in told][-1] == late["id"]
    assert village.findings() == []


@pytest.mark.fault(row=16)
@pytest.mark.parametrize("days", [-3650, -30, 30, 3650])
def test_a_phone_s_clock_is_evidence_and_its_offset_is_measured(village, days):
    phone = village.phones[0]
    phone.now = lambda: (clock.now() + timedelta(days=days)).isoformat(timespec="seconds")
    village.note(phone)

    phone.round()

    record = village.records().get()
    device = Device.objects.in_county(village.stage.county).get(id=phone.id)
    assert (record.received_at, record.recorded_at) == (clock.now(), clock.now() + timedelta(days=days))
    assert device.clock_offset == days * 24 * 3600
    assert village.findings() == []


@pytest.mark.fault(row=27)
def test_numbers_that_never_came_are_named(village):
    phone = village.phones[0]
    for _time in range(20):
        village.note(phone)
    gone = [phone.out.pop(seq)["id"] for seq in (3, 4, 5, 11, 20)]

    phone.round()
    phone.hello()

    device = Device.objects.in_county(village.stage.county).get(id=phone.id)
    assert never_came(device) == [(3, 5), (11, 11), (20, 20)]
    lost = [found for found in village.findings() if not found.startswith("lost:")]
    assert lost == []
    assert len(village.findings()) == len(gone)


@pytest.mark.fault(row=35)
def test_a_picture_that_came_after_a_copy_is_sent_again_when_the_door_stands_on_it(
    village, settings, tmp_path
):
    settings.ZHUCUN_HOME = tmp_path  # pictures lie there
    phone, county, copies = village.phones[0], village.stage.county, Savepoints()
    name = phone.photograph(A_PICTURE)
    phone.push([village.note(phone, photos=[name])])
    copy, trail = copies.make(), head_of(county).seq
    Copy.objects.create(county_code=county, made_at=clock.now(), trail=trail, digest="0" * 64)

    phone.round()
    assert Picture.objects.in_county(county).filter(digest=name).exists()
    copies.put_back(copy)
    village.history.add(PutBack(trail))
    phone.round()

    assert Picture.objects.in_county(county).filter(digest=name).exists()
    assert village.findings() == []


@pytest.mark.fault(row=31)
def test_each_of_two_people_on_one_phone_stays_the_author_of_what_is_theirs(village):
    mine, theirs = village.phones[0], village.phones[2]
    ours = [village.note(phone)["id"] for phone in (mine, theirs, mine, theirs)]

    for phone in (theirs, mine):
        phone.round()

    authors = {
        str(record.id): record.recorded_by for record in village.records().select_related("recorded_by")
    }
    secretary, member = village.cast.first_secretary, village.cast.team_member
    assert [authors[id] for id in ours] == [secretary, member, secretary, member]
    assert village.findings() == []


@pytest.mark.fault(row=32)
@pytest.mark.parametrize("fault", ["html200", "json200"])
def test_a_page_of_somebody_else_is_no_answer(village, fault):
    phone = village.phones[0]
    village.note(phone)
    village.line.fault = fault

    with pytest.raises(NoAnswer):
        phone.round()

    assert (len(phone.out), len(phone.kept)) == (1, 0)
    assert rounds(phone, 1) == 0
    assert village.findings() == []


@pytest.mark.fault(row=33)
def test_one_that_brings_the_door_down_is_found_and_held_and_the_rest_flows(village, monkeypatch):
    from zhucun.fieldwork import services

    phone, write = village.phones[0], services.write_record
    made = [village.note(phone, text="毒" if at == 5 else "好") for at in range(12)]

    def falls(**given: Any) -> Any:
        if given["body"]["text"] == "毒":
            raise ZeroDivisionError
        return write(**given)

    monkeypatch.setattr(services, "write_record", falls)
    village.line.door.client.raise_request_exception = False
    village.line.compared = False  # the plain model knows of no crashes
    failed = rounds(phone, 30)

    answers = {one["id"]: answer["code"] for one, answer in phone.kept.values()}
    assert failed < 20
    assert {id: code for id, code in answers.items() if code} == {made[5]["id"]: "sync.brought_down"}
    assert village.records().count() == 11
    assert village.findings() == []


@pytest.mark.slow
@pytest.mark.fault(row=34)
def test_thirty_days_of_work_go_in_over_a_line_that_breaks_at_every_second_request(village):
    phone = village.phones[0]
    for at in range(500):
        village.note(phone, text=f"第{at}件", occurred_on=str(clock.today() - timedelta(days=at % 30)))
    breaking = random.Random(7)

    def breaks(phone, path, said):
        village.line.fault = breaking.choice(["fine", "drop_resp", "cut_up"])
        return village.line.carry(phone, path, said)

    phone.carry = breaks
    failed = rounds(phone, 60)

    assert failed > 3
    assert village.records().count() == 500
    assert village.findings() == []


# --- planted bugs


def measures_no_clock():
    return mock.patch("zhucun.sync.services._within", lambda _seconds: 0)


def notes_no_number():
    return mock.patch("zhucun.sync.services.greet")


def knows_one_person_a_phone():
    def first_of_all(header: str) -> Any:
        return Device.objects.in_county(header.split()[1].split(".")[0]).select_related("user").first()

    return mock.patch("zhucun.sync.door._named", first_of_all)


def counts_no_tries():
    return mock.patch("zhucun.sync.taking.tried_before", lambda _county, _one: False)


def forgets_what_has_a_picture_on_its_way():
    return mock.patch.object(Phone, "_may_forget", lambda phone, seq: not phone.is_open(seq))


test_a_phone_that_forgets_too_early_is_found_out = fails_under(
    forgets_what_has_a_picture_on_its_way,
    test_a_picture_that_came_after_a_copy_is_sent_again_when_the_door_stands_on_it,
)
test_an_order_by_whoever_comes_last_is_found_out = fails_under(
    last_write_wins, test_a_server_s_clock_that_jumps_back_changes_no_order
)
test_a_clock_that_is_not_measured_is_found_out = fails_under(
    measures_no_clock, test_a_phone_s_clock_is_evidence_and_its_offset_is_measured
)
test_numbers_that_nobody_notes_are_found_out = fails_under(
    notes_no_number, test_numbers_that_never_came_are_named
)
test_an_author_taken_from_the_phone_is_found_out = fails_under(
    knows_one_person_a_phone, test_each_of_two_people_on_one_phone_stays_the_author_of_what_is_theirs
)
test_trying_for_ever_is_found_out = fails_under(
    counts_no_tries, test_one_that_brings_the_door_down_is_found_and_held_and_the_rest_flows
)
test_a_receipt_lost_in_weeks_of_work_is_found_out = fails_under(
    lost_receipt, test_thirty_days_of_work_go_in_over_a_line_that_breaks_at_every_second_request
)
