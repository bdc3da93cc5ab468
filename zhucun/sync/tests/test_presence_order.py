"""Taking an entry back: whatever arrives first, it waits for what it names, and is about that alone."""

from itertools import permutations
from unittest import mock

import pytest

from zhucun.attendance.models import PresenceEntry
from zhucun.kernel.ids import uuid7
from zhucun.policy.phone import NoSuchBase
from zhucun.sync.models import Held
from zhucun.testing.proving import fails_under


def training(cast, phone, first, last):
    body = {"posting": str(cast.posting.id), "kind": "training", "first": first, "last": last}
    return phone.act("presence.add", body)


def back(phone, entry, base=None):
    return phone.act("presence.void", {"entry": entry["id"], "because": "改期"}, base=base or entry["id"])


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_whatever_the_order_the_entry_is_there_and_taken_back(cast, phone, order):
    added = training(cast, phone, "2026-11-20", "2026-11-21")
    made = [added, back(phone, added)]

    said = [phone.send(made[index])[0]["answer"] for index in [*order, 0, 1]]

    assert set(said) <= {"accepted", "waiting", "already"}
    assert said[2:] == ["already", "already"] if order == (0, 1) else said[2:] == ["already", "accepted"]
    assert PresenceEntry.objects.in_county(cast.home.code).get(is_current=True).voided


@pytest.mark.fault(row=5)
def test_an_entry_that_has_not_arrived_is_waited_for_though_its_base_has(cast, phone):
    added = training(cast, phone, "2026-11-20", "2026-11-21")
    phone.send(added)
    unknown = {"id": str(uuid7())}

    (answer,) = phone.send(back(phone, unknown, base=added["id"]))

    assert (answer["answer"], answer["awaits"]) == ("waiting", unknown["id"])
    assert not Held.objects.in_county(cast.home.code).exists()


def test_a_base_that_is_another_entry_takes_nothing_back(cast, phone):
    one, other = (training(cast, phone, f"2026-11-{day}", f"2026-11-{day}") for day in (20, 23))
    phone.send(one, other)

    (answer,) = phone.send(back(phone, one, base=other["id"]))

    assert (answer["answer"], answer["code"]) == ("refused", "phone.no_base")
    assert not PresenceEntry.objects.in_county(cast.home.code).filter(voided=True).exists()


def refuses_where_it_should_wait():
    return mock.patch("zhucun.attendance.handlers.NotYetHere", lambda _id: NoSuchBase())


test_refusing_where_it_should_wait_is_found_out = fails_under(
    refuses_where_it_should_wait, test_an_entry_that_has_not_arrived_is_waited_for_though_its_base_has
)
