import threading
import time
import uuid
from datetime import UTC, datetime

import time_machine

from zhucun.kernel.ids import uuid7


def test_an_id_is_a_version_seven_uuid():
    made = uuid7()

    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_an_id_begins_with_the_millisecond_it_was_made_in(monkeypatch):
    monkeypatch.setattr("zhucun.kernel.ids._last", 0)  # another test may have made ids on a later day
    before = time.time_ns() // 1_000_000
    made = uuid7().int >> 80
    after = time.time_ns() // 1_000_000

    assert before <= made <= after + 1


def test_ids_of_one_process_never_go_backwards():
    made = [uuid7() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_do_not_go_backwards_when_the_clock_does():
    earlier = uuid7()
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC), tick=False):
        later = uuid7()

    assert later > earlier


def test_threads_never_share_an_id():
    made: list[uuid.UUID] = []

    def make():
        made.extend([uuid7() for _ in range(2_000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 8_000


def test_the_tail_of_an_id_cannot_be_guessed():
    tails = {uuid7().int & ((1 << 62) - 1) for _ in range(1_000)}

    assert len(tails) == 1_000
