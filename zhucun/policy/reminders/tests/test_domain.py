"""When somebody is reminded."""

from datetime import UTC, datetime

import pytest

from zhucun.engine.calendar import WorkCalendar
from zhucun.policy.reminders.domain import is_office_time

WEEKS = WorkCalendar()


@pytest.mark.parametrize(
    ("shanghai", "expected"),
    [
        ("2026-11-27 08:29", False),
        ("2026-11-27 08:30", True),
        ("2026-11-27 17:59", True),
        ("2026-11-27 18:00", False),
        ("2026-11-28 10:00", False),
    ],
)
def test_nobody_is_reminded_at_night_or_on_a_day_off(shanghai: str, expected: bool) -> None:
    at = datetime.fromisoformat(f"{shanghai}+08:00").astimezone(UTC)

    assert is_office_time(at, WEEKS) is expected
