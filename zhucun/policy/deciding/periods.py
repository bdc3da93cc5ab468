"""Which periods of a duty some days touch."""

from collections.abc import Iterator
from datetime import date, timedelta

from zhucun.engine.duty import DatedDuty, Duty
from zhucun.engine.period import Period, PeriodKind

ONE_DAY = timedelta(days=1)
NOT_BY_DAY = frozenset({PeriodKind.TERM, PeriodKind.FREE})


def periods_of(duty: Duty, first: date, last: date) -> Iterator[Period]:
    """The periods that hold one of these days, in order; a term is the subject's own and is not told here."""
    if duty.period is PeriodKind.FREE:
        yield from (period for period in sorted(duty.periods) if period.overlap(first, last))
    if duty.period in NOT_BY_DAY:
        return
    period = Period.containing(duty.period, first)
    while period.first <= last:
        yield period
        period = Period.containing(duty.period, period.last + ONE_DAY)


def reach_back(duty: Duty, first: date) -> date:
    """The first day whose period an act of this day can still answer: a grace reaches over a period's end."""
    grace = duty.grace if isinstance(duty, DatedDuty) else 0
    return first - timedelta(days=2 * grace + 15) if grace else first


def at_night(duty: Duty, on: date, since: date | None = None) -> tuple[date, date]:
    """The running period, the one before it, and all since the last night that was run.

    A running term or free period is all there is to see.
    """
    if duty.period in NOT_BY_DAY:
        return min(on - timedelta(days=31), since or on), on
    running = Period.containing(duty.period, on)
    before = Period.containing(duty.period, running.first - ONE_DAY)
    return reach_back(duty, min(before.first, since or on)), on


def term(starts_on: date, ends_on: date | None, on: date) -> Period:
    """Somebody's own time; while nobody has set its end it is seen to the end of the running year."""
    return Period(starts_on, max(starts_on, ends_on or date(on.year, 12, 31)))
