"""What was begun and never finished goes after its term, and nothing that a record waits for goes before."""

import os
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine

from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.kernel import clock
from zhucun.sync import pieces
from zhucun.sync.models import Device
from zhucun.sync.services_pieces import TERM, clear_everywhere
from zhucun.testing.planting import A_PICTURE

BY, DAY = System("保存期限"), timedelta(days=1)
NAME = sha256(A_PICTURE).hexdigest()


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path


@pytest.fixture
def begun(cast, phone):
    """`begun(age)`: half a picture, last gone on with so long ago."""
    device = Device.objects.in_county(cast.home.code).get(id=phone.id)

    def make(age):
        pieces.add(device, NAME, 0, A_PICTURE[:30])
        (part,) = pieces.parts_of(cast.home.code)
        then = (clock.now() - age).timestamp()
        os.utime(part, (then, then))
        return part

    return make


def clear():
    return [cleared.files for cleared in clear_everywhere(by=BY, at=clock.now())]


def lines(cast):
    return AuditEvent.objects.in_county(cast.home.code).filter(act="sync.pieces_cleared").count()


def test_what_nobody_has_gone_on_with_goes_after_its_term(cast, begun):
    part = begun(TERM + DAY)

    assert clear() == [1]
    assert not part.exists()
    assert clear() == []
    assert lines(cast) == 1


def test_what_was_gone_on_with_lately_stays(cast, begun):
    part = begun(TERM - DAY)

    assert clear() == []
    assert part.exists()
    assert lines(cast) == 0


def test_what_a_record_waits_for_stays(phone, visit, begun):
    phone.send(visit(photos=[NAME]))
    part = begun(TERM + DAY)

    assert clear() == []
    assert part.exists()


def test_a_record_that_has_waited_for_the_whole_term_waits_no_more(cast, phone, visit, begun):
    phone.send(visit(photos=[NAME]))
    begun(TERM + DAY)

    with time_machine.travel(clock.now() + TERM + DAY, tick=False):
        assert clear() == [1]


def test_a_phone_that_goes_on_after_all_begins_again(phone, begun):
    begun(TERM + DAY)
    clear()
    headers = {"Authorization": phone.authorization}
    address = f"/api/field/photos/{NAME}?at="

    late, again = (
        phone.client.put(f"{address}{at}", A_PICTURE[at:], "application/octet-stream", headers=headers).json()
        for at in (30, 0)
    )

    assert (late["has"], late["whole"], again["whole"]) == (0, False, True)
