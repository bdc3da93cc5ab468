"""When to remind, and what a reminder says: pure, no database. What is due is told by `policy.due`.

One quiet digest on workdays between half past eight and six in the evening; never a chain of messages.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from zhucun.engine.calendar import WorkCalendar
from zhucun.kernel import clock

OPENS, CLOSES = time(8, 30), time(18)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of a digest, as it is kept: words of that day, so that it reads the same later."""

    duty: str
    title: str
    about: str  # whom: a person, a village, a unit
    until: date
    badge: str
    decision: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"until": self.until.isoformat()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reminder":
        return cls(**(dict(data) | {"until": date.fromisoformat(data["until"])}))


def in_office_hours(at: datetime) -> bool:
    return OPENS <= at.astimezone(clock.SHANGHAI).time() < CLOSES


def is_office_time(at: datetime, calendar: WorkCalendar) -> bool:
    """Whether somebody may be reminded at this instant."""
    return in_office_hours(at) and calendar.is_workday(clock.date_of(at))
