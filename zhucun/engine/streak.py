"""Streak: were there so many hits in a row?

A row is the breach. What is excused is passed over; what is not known, or under question, neither makes a row
nor breaks one for good: it leaves the answer open where the row could come about.
"""

from collections.abc import Sequence

from zhucun.engine.duty import StreakDuty, WhenMissing
from zhucun.engine.facts import Outcome, StreakFacts
from zhucun.engine.judgement import Judgement
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Reason, StepCode, Verdict


def judge(duty: StreakDuty, facts: StreakFacts, period: Period) -> Verdict:
    """Decide a streak for one subject and one period."""
    return _Streak(duty, facts, period).verdict()


class _Streak(Judgement[StreakDuty, StreakFacts]):
    """Counts hits; the target is how many in a row are the breach."""

    __slots__ = ("events",)

    def _judged(self) -> Verdict:
        self.target = self.amount
        return self._absent() or self._rows()

    def _rows(self) -> Verdict:
        outcomes = self.facts.outcomes
        self.events = [outcome for outcome in outcomes if not outcome.excused]
        self.excused = len(outcomes) - len(self.events)
        if self.excused:
            self._excused_step(self.excused, len(outcomes), len(self.events), _ids(outcomes, excused=True))
        if outcomes and not self.events:
            return self._answer(Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED)
        self._count_steps()
        return self._reached() or self._could_be_reached() or self._no_event() or self._not_reached()

    def _reached(self) -> Verdict | None:
        if self.done < self._owed:
            return None
        return self._missed(Reason.ROW_REACHED, Reason.ROW_UNCONFIRMED, self.done)

    def _could_be_reached(self) -> Verdict | None:
        if len(_longest(self.events, if_open=True)) >= self._owed:
            return self._result(Answer.UNDETERMINED, Reason.UNDER_REVIEW)
        if len(_longest(self.events, if_open=True, if_unknown=True)) >= self._owed:
            return self._result(Answer.UNDETERMINED, Reason.ROW_UNKNOWN)
        return None

    def _no_event(self) -> Verdict | None:
        if self.events:
            return None
        if self.duty.when_missing is WhenMissing.UNDETERMINED:
            return self._result(Answer.UNDETERMINED, Reason.NOTHING_RECORDED)
        if self.duty.when_missing is WhenMissing.NOT_APPLICABLE:
            return self._result(Answer.NOT_APPLICABLE, Reason.NOTHING_RECORDED)
        if not self.facts.period_over:
            return self._result(Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
        return None

    def _not_reached(self) -> Verdict:
        return self._result(Answer.MET, Reason.ROW_NOT_REACHED)

    # -- writing it down ----------------------------------------------------

    def _count_steps(self) -> None:
        row = _longest(self.events)
        unknown = [event for event in self.events if event.hit is None and not event.open]
        under_review = [event for event in self.events if event.open]
        self.done, self.open = len(row), len(under_review)
        if row:
            stretch = {"first": row[0].day.isoformat(), "last": row[-1].day.isoformat()}
            self._step(StepCode.ROW, len(row), stretch, records=_ids(row))
        for code, events in ((StepCode.OPEN, under_review), (StepCode.UNKNOWN, unknown)):
            if events:
                self._step(code, len(events), records=_ids(events))
        self._confirmation_step()

    def _result_step(self) -> None:
        left = max(0, self._owed - self.done)
        self._step(StepCode.RESULT, self.done, {"target": self._owed, "left": left})


def _longest(events: Sequence[Outcome], *, if_open: bool = False, if_unknown: bool = False) -> list[Outcome]:
    """The first of the longest rows, if what is open, or not known, is taken for a hit."""
    longest: list[Outcome] = []
    row: list[Outcome] = []
    for event in events:
        hit = if_open if event.open else if_unknown if event.hit is None else event.hit
        row = [*row, event] if hit else []
        longest = max(longest, row, key=len)
    return longest


def _ids(events: Sequence[Outcome], *, excused: bool = False) -> tuple[str, ...]:
    return tuple(event.record for event in events if event.excused is excused)
