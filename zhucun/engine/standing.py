"""Standing: did a state hold on every day, but for gaps within the grace?

Days that are not known, or under question, break nothing; they leave the answer open only where they could.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from itertools import groupby
from operator import attrgetter

from zhucun.engine.calendar import days_between
from zhucun.engine.duty import Bound, StandingDuty, WhenMissing
from zhucun.engine.facts import StandingFacts, State
from zhucun.engine.judgement import Judgement
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, GapState, Reason, StepCode, Verdict


class Hold(Enum):
    """How one day that is asked about stands."""

    HELD = auto()
    LACKING = auto()
    OPEN = auto()
    UNKNOWN = auto()


CERTAIN = frozenset({Hold.LACKING})
IF_REVIEWS_FAIL = CERTAIN | {Hold.OPEN}
AT_WORST = IF_REVIEWS_FAIL | {Hold.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    hold: Hold
    state: State


def judge(duty: StandingDuty, facts: StandingFacts, period: Period) -> Verdict:
    """Decide a standing duty for one subject and one period."""
    return _Standing(duty, facts, period).verdict()


class _Standing(Judgement[StandingDuty, StandingFacts]):
    """Counts days."""

    __slots__ = ("days", "rows")

    def _judged(self) -> Verdict:
        return self._absent() or self._held()

    def _held(self) -> Verdict:
        known = list(self._known_days())
        self.days = [day for day in known if day.day not in self.facts.excused_days]
        self.rows = [(hold, list(row)) for hold, row in groupby(self.days, attrgetter("hold"))]
        self._target(len(known), len(self.days))
        if known and not self.days:
            return self._answer(Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED)
        self._count_steps()
        return self._silent() or self._broken() or self._unclear() or self._unbroken()

    # -- the days that are asked about --------------------------------------

    def _known_days(self) -> Iterator[Day]:
        for state in self.facts.states or self._nothing_known():
            part = state.period.overlap(self.period.first, min(self.period.last, self.facts.as_of))
            if part is not None:
                hold = self._hold(state)
                yield from (Day(day, hold, state) for day in days_between(part.first, part.last))

    def _nothing_known(self) -> tuple[State, ...]:
        return (State(self.period, None),)

    def _hold(self, state: State) -> Hold:
        value = state.value
        if value is None and self.facts.missing and self.duty.when_missing is WhenMissing.COUNT_AS_ZERO:
            value = 0
        if value is None:
            return Hold.UNKNOWN
        if state.open:
            return Hold.OPEN
        holds = value >= self.amount if self.duty.bound is Bound.AT_LEAST else value <= self.amount
        return Hold.HELD if holds else Hold.LACKING

    def _target(self, known: int, asked: int) -> None:
        self.target = asked
        self.excused = known - asked
        if self.excused:
            self._excused_step(self.excused, known, asked, self.facts.excused_records)
        self._step(StepCode.TARGET, asked)
        if self.duty.grace:
            self._step(StepCode.GRACE, self.duty.grace)

    # -- what they come to --------------------------------------------------

    def _broken(self) -> Verdict | None:
        breaches = [gap for gap in self._gaps(CERTAIN) if self._is_breach(gap)]
        return self._short(sum(len(gap) for gap in breaches)) if breaches else None

    def _unclear(self) -> Verdict | None:
        if self._could_be_broken(IF_REVIEWS_FAIL):
            return self._result(Answer.UNDETERMINED, Reason.UNDER_REVIEW)
        if self._could_be_broken(AT_WORST):
            return self._result(Answer.UNDETERMINED, Reason.STATE_UNKNOWN)
        return None

    def _unbroken(self) -> Verdict:
        if not self.facts.period_over:
            return self._result(Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
        return self._result(Answer.MET, Reason.REACHED)

    def _could_be_broken(self, lacking: frozenset[Hold]) -> bool:
        return any(self._is_breach(gap) for gap in self._gaps(lacking))

    def _gaps(self, lacking: frozenset[Hold]) -> list[list[Day]]:
        """The rows of days that lack the state; excused days are already passed over."""
        stretches = groupby(self.rows, lambda row: row[0] in lacking)
        return [[day for _, days in rows for day in days] for lacks, rows in stretches if lacks]

    def _is_breach(self, gap: list[Day]) -> bool:
        # Without a grace every day counts, a Sunday too; a grace is counted in workdays alone.
        return self.duty.grace == 0 or self._workdays(gap) > self.duty.grace

    def _workdays(self, gap: list[Day]) -> int:
        return sum(day.day in self.facts.workdays for day in gap)

    # -- writing it down ----------------------------------------------------

    def _count_steps(self) -> None:
        self.done = sum(len(days) for hold, days in self.rows if hold is Hold.HELD)
        self.open = sum(len(days) for hold, days in self.rows if hold is Hold.OPEN)
        self._step(StepCode.DONE, self.done, records=_records(self.days, Hold.HELD))
        for gap in self._gaps(CERTAIN):
            state = GapState.BREACH if self._is_breach(gap) else GapState.WITHIN_GRACE
            self._row_step(StepCode.GAP, gap, {"workdays": self._workdays(gap), "state": state.value})
        for row in self._gaps(frozenset({Hold.OPEN})):
            self._row_step(StepCode.OPEN, row)
        for row in self._gaps(frozenset({Hold.UNKNOWN})):
            self._row_step(StepCode.UNKNOWN, row)
        self._confirmation_step()

    def _row_step(
        self, code: StepCode, row: list[Day], detail: Mapping[str, int | str] | None = None
    ) -> None:
        stretch = {"first": row[0].day.isoformat(), "last": row[-1].day.isoformat()}
        records = _records(row, row[0].hold)
        self._step(code, len(row), {**stretch, **(detail or {})}, records=records)

    def _unit(self, code: StepCode) -> str:
        return ""


def _records(days: list[Day], hold: Hold) -> tuple[str, ...]:
    """The records behind days of one kind, each once and in order."""
    return tuple(dict.fromkeys(record for day in days if day.hold is hold for record in day.state.records))
