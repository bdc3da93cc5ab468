"""Dated: was there an act for each due day, on the day or in time for it?

An act answers one due day only, the earliest that it helps to answer. A due day that is not yet past is not
missed, and neither is one that an act under question could still answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from zhucun.engine.duty import ActWindow, DatedDuty
from zhucun.engine.facts import Act, DatedFacts
from zhucun.engine.judgement import Judgement
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, DueState, Reason, StepCode, Verdict

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which an act answers a due day."""

    due: date
    opens: date
    closes: date

    def of(self, acts: Iterable[Act]) -> list[Act]:
        return [act for act in acts if self.opens <= act.day <= self.closes]


def judge(duty: DatedDuty, facts: DatedFacts, period: Period) -> Verdict:
    """Decide a dated duty for one subject and one period."""
    return _Dated(duty, facts, period).verdict()


class _Dated(Judgement[DatedDuty, DatedFacts]):
    """Counts due days; the duty's own unit is that of the acts."""

    __slots__ = ()

    def _judged(self) -> Verdict:
        return self._absent() or self._due()

    def _due(self) -> Verdict:
        facts = self.facts
        windows = self._windows()
        owed = [window for window in windows if window.due not in facts.excused_days]
        self._target(len(windows), len(owed))
        if not windows:
            return self._answer(Answer.NOT_APPLICABLE, Reason.NOTHING_DUE)
        states = self._states(owed)
        self._day_steps(windows, states)
        if not owed:
            return self._answer(Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED)
        return self._compared(list(states.values()))

    def _windows(self) -> list[Window]:
        windows, opens = [], self.period.first
        for due in sorted(self.facts.due):
            first = due if self.duty.window is ActWindow.ON else opens
            windows.append(Window(due, first, self.facts.late_until.get(due, due)))
            opens = due + ONE_DAY
        return windows

    def _target(self, due: int, owed: int) -> None:
        self.target = owed
        self.excused = due - owed
        if self.excused:
            self._excused_step(self.excused, due, owed)
        self._step(StepCode.TARGET, owed)
        if self.duty.grace:
            self._step(StepCode.GRACE, self.duty.grace)

    # -- how each due day stands --------------------------------------------

    def _states(self, owed: list[Window]) -> dict[date, DueState]:
        acts = sorted(self.facts.acts, key=lambda act: act.day)
        answered = _answered(owed, [act for act in acts if not act.open], self.amount)
        perhaps = _answered(owed, acts, self.amount)
        return {window.due: self._state(window, answered, perhaps) for window in owed}

    def _state(self, window: Window, answered: set[date], perhaps: set[date]) -> DueState:
        if window.due in answered:
            return DueState.ANSWERED
        if self.facts.as_of < window.closes:
            return DueState.WAITING
        return DueState.UNDER_REVIEW if window.due in perhaps else DueState.MISSED

    def _day_steps(self, windows: list[Window], states: dict[date, DueState]) -> None:
        for window in windows:
            acts = window.of(self.facts.acts)
            detail: dict[str, int | str] = {
                "day": window.due.isoformat(),
                "state": states.get(window.due, DueState.EXCUSED).value,
                "asked": self.amount,
                "late_until": window.closes.isoformat(),
            }
            counted = sum(not act.open for act in acts)
            self._step(StepCode.DUE_DAY, counted, detail, records=tuple(act.record for act in acts))

    # -- what they come to together -----------------------------------------

    def _compared(self, states: list[DueState]) -> Verdict:
        self.done = states.count(DueState.ANSWERED)
        self.open = states.count(DueState.UNDER_REVIEW)
        self.possible = states.count(DueState.WAITING)
        missed = states.count(DueState.MISSED)
        self._confirmation_step()
        if missed:
            return self._silent() or self._short(missed)
        if self.possible:
            return self._result(Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
        if self.open:
            return self._result(Answer.UNDETERMINED, Reason.UNDER_REVIEW)
        return self._result(Answer.MET, Reason.REACHED)

    def _unit(self, code: StepCode) -> str:
        return self.duty.unit if code is StepCode.DUE_DAY else ""


def _answered(windows: list[Window], acts: list[Act], asked: int) -> set[date]:
    """The due days that the acts answer: in order, each taking the earliest acts that are left, or none."""
    left, answered = list(acts), set()
    for window in windows:
        taken = window.of(left)[:asked]
        if len(taken) == asked:
            answered.add(window.due)
            left = [act for act in left if act not in taken]
    return answered
