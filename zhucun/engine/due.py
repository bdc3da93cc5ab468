"""Due days: "the 10th", "the first workday", "Fridays", "by 28 February", "within 10 workdays after taking office"."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RuleKind(StrEnum):
    MONTH_DAY = "month_day"  # n: 1 is the first day of a month, -1 the last
    WORKDAY = "workday"  # n: 1 is the first workday of a month, -1 the last
    WEEKDAY = "weekday"  # n: 1 is Monday
    YEAR_DAY = "year_day"  # on: that month and day of every year
    DATE = "date"  # on: that day, once
    AFTER = "after"  # n days or workdays after each day of `after`


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule:
    """One rule for due days; `months` limits it to some months of the year.

    `after` names what the days are counted from (`posting_start`); `workdays` says whether `n` counts workdays.
    """

    kind: RuleKind
    n: int = 0
    on: date | None = None
    months: frozenset[int] = frozenset()
    after: str | None = None
    workdays: bool = False
