"""When to remind and of what: pure, no database.

One quiet digest on workdays between half past eight and six in the evening; never a chain of messages.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.duty import Duty
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, DueState, Reason, StepCode, Verdict
from zhucun.kernel import clock

OPENS, CLOSES = time(8, 30), time(18)
OUT_OF_REACH = {Reason.OUT_OF_REACH, Reason.OUT_OF_REACH_UNCONFIRMED}


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


def day_to_mind(
    duty: Duty, verdict: Verdict, period: Period, on: date, calendar: WorkCalendar
) -> date | None:
    """The day up to which something must still be done, once it is near enough or can hardly be reached."""
    if verdict.answer is Answer.UNDETERMINED and verdict.reason in OUT_OF_REACH:
        return period.last
    if verdict.answer is not Answer.UNDETERMINED or duty.warn_before is None or verdict.short == 0:
        return None
    ends = next_due(verdict, on) or period.last
    near = on <= ends and calendar.workdays(on, ends) <= duty.warn_before + 1
    return ends if near else None


def next_due(verdict: Verdict, on: date) -> date | None:
    """The next due day that waits for an act."""
    waiting = (
        date.fromisoformat(str(step.detail["day"]))
        for step in verdict.steps
        if step.code is StepCode.DUE_DAY and step.detail.get("state") == DueState.WAITING
    )
    return min((day for day in waiting if day >= on), default=None)
