from datetime import UTC, date, datetime

import pytest
import time_machine

from zhucun.kernel import clock


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 31, 15, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 16, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_shanghai(instant, day):
    with time_machine.travel(instant, tick=False):
        assert clock.today() == day
        assert clock.date_of(instant) == day


def test_now_is_utc():
    assert clock.now().tzinfo is UTC
