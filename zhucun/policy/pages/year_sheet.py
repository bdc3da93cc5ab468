"""A year as twelve rows of days, and as a list by month: what the screen of the year shows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhucun.engine.calendar import DayKind, SpecialKind, WorkCalendar, days_between
from zhucun.engine.period import Period
from zhucun.policy.pages.year import Falling
from zhucun.policy.queries import CalendarYear, Stretch

CSS = {DayKind.WORKDAY: "n", DayKind.REST_DAY: "w", DayKind.PUBLIC_HOLIDAY: "h"}
SEVERAL = 3  # days on which so much falls due that it is worth a heavier mark


@dataclass(frozen=True)
class Month:
    """One month: its row of the picture, what falls due in it, and its holidays and make-up days."""

    first: date
    cells: tuple[str, ...]
    due: tuple[Falling, ...]
    stretches: tuple[Stretch, ...]

    @property
    def last(self) -> date:
        return Period.month(self.first.year, self.first.month).last

    @property
    def days_due(self) -> int:
        return len({one.day for one in self.due})

    @property
    def busy(self) -> bool:
        """Whether some day of it carries the heavier mark."""
        return any("many" in css for css in self.cells)

    @property
    def special(self) -> list[str]:
        """劳动节放假 05-01—05-05."""
        return [_told(one) for one in self.stretches]


def months_of(
    calendar: WorkCalendar, holidays: CalendarYear, falling: Sequence[Falling], today: date
) -> list[Month]:
    by_day: dict[date, int] = defaultdict(int)
    for one in falling:
        by_day[one.day] += 1
    sheets = []
    for number in range(1, 13):
        period = Period.month(holidays.year, number)
        days = days_between(period.first, period.last)
        sheets.append(
            Month(
                period.first,
                tuple(_css(calendar, day, by_day[day], today) for day in days),
                tuple(one for one in falling if one.day in period),
                tuple(one for one in holidays.stretches if one.first in period),
            )
        )
    return sheets


def _css(calendar: WorkCalendar, day: date, due: int, today: date) -> str:
    """Class names of a cell: what kind of day, whether something falls due, whether it is today."""
    marks = ["due" if due < SEVERAL else "due many"] if due else []
    return " ".join([CSS[calendar.kind_of(day)], *marks, *(["now"] if day == today else [])])


def _told(stretch: Stretch) -> str:
    days = f"{stretch.first:%m-%d}" if stretch.days == 1 else f"{stretch.first:%m-%d}—{stretch.last:%m-%d}"
    pattern = (
        _("%(name)s放假 %(days)s") if stretch.kind is SpecialKind.HOLIDAY else _("%(name)s调休上班 %(days)s")
    )
    return pattern % {"name": stretch.name, "days": days}
