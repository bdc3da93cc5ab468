"""What a change would do to answers, judged in memory: the days it covers, or the last month as if it had held."""

import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.policy.changes import services
from zhucun.policy.changes.refusals import ChangeRefusal
from zhucun.policy.choices import ChangeOf
from zhucun.policy.deciding.dry_run import Change, dry_run, turns
from zhucun.policy.models import ValueChange

MONTHS_BACK = 2  # beside the running one: enough to see whom it reaches, soon enough for a page
MOST_NAMED = 30


@dataclass(frozen=True)
class Turned:
    """So many answers of a township that turn from one into another; where both are the same, what is owed differs."""

    township: str
    was: str
    becomes: str
    number: int


@dataclass(frozen=True)
class Effect:
    """A trial over a period; `imagined` when the change begins later and its number was tried on days before."""

    period: Period
    imagined: bool
    judged: int
    turned: tuple[Turned, ...]
    changes: tuple[Change, ...]

    @property
    def number(self) -> int:
        """How many answers would be others."""
        return sum(change.turn[0] != change.turn[1] for change in self.changes)

    @property
    def owed_only(self) -> int:
        """How many answers stay while what is owed would be another number."""
        return len(self.changes) - self.number

    @property
    def named(self) -> tuple[Change, ...]:
        return self.changes[:MOST_NAMED]

    @property
    def unnamed(self) -> int:
        return max(0, len(self.changes) - MOST_NAMED)


def effect_of(change: ValueChange, *, at: datetime) -> Effect | None:
    """For a duty's threshold; nothing for a value, and nothing where the number cannot hold on the days tried."""
    if change.of != ChangeOf.DUTY:
        return None
    today = clock.date_of(at)
    imagined = change.since > today
    period = _last_month(today) if imagined else _covered(change, today)
    tried = _moved(change, period.first) if imagined else change
    try:
        draft = services.preview(tried, at=at)
    except ChangeRefusal:
        return None
    run = dry_run(change.county_code, draft, period, duties=[change.what])
    turned = (
        Turned(run.names.get(township, ""), was, becomes, number)
        for township, (was, becomes), number in turns(run)
    )
    return Effect(period, imagined, run.judged, tuple(turned), tuple(run.changes))


def _covered(change: ValueChange, today: date) -> Period:
    last = min(change.until or today, today)
    return Period(max(change.since, _months_before(last, MONTHS_BACK)), last)


def _last_month(today: date) -> Period:
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _moved(change: ValueChange, since: date) -> ValueChange:
    """The same number from an earlier day on."""
    moved = copy.copy(change)
    moved.since, moved.until = since, None
    return moved
