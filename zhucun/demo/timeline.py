"""The months of a demo county, counted back from a day: whole ones first, then the one that is running."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from zhucun.engine.calendar import days_between
from zhucun.engine.period import Period
from zhucun.kernel.clock import SHANGHAI

ONE_DAY = timedelta(days=1)
NIGHT = time(0, 5)


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, SHANGHAI)


@dataclass(frozen=True)
class Month:
    """A month with the last day of which something is known, and the instant at which it was all in."""

    period: Period
    until: date
    closed_at: datetime
    back: int  # 0 is the running month, 1 the last

    @property
    def share(self) -> float:
        """How much of it is over."""
        return max((self.until - self.period.first).days + 1, 0) / self.period.days

    def days(self, since: date, last: date | None) -> list[date]:
        """The days of it that a posting has lived through."""
        first = max(self.period.first, since)
        until = min(self.until, last or self.until)
        return list(days_between(first, until)) if first <= until else []

    def evening(self, day: date, minutes: int) -> datetime:
        """When somebody sat down to write about a day; never after the month was closed."""
        return min(moment(day, time(18, 0)) + timedelta(minutes=minutes), self.closed_at)


def months_before(on: date, whole: int) -> list[Month]:
    """So many whole months and the running one, oldest first."""
    return sorted(_backwards(on, whole), key=lambda month: month.period)


def _backwards(on: date, whole: int) -> Iterator[Month]:
    period = Period.month(on.year, on.month)
    yield Month(period, on - ONE_DAY, moment(on, NIGHT), 0)
    for back in range(1, whole + 1):
        before = period.first - ONE_DAY
        period = Period.month(before.year, before.month)
        yield Month(period, period.last, moment(period.last + ONE_DAY, NIGHT), back)
