"""Tally: did a subject reach the least, or keep to the most, that a period asks for?

The order of the questions is the promise: whom the duty addresses, what is in force, what the period
can hold, what is excused, and only then what was done. Nothing is "not met" while anything that could
still turn it is open, and silence alone is never "not met".
"""

from zhucun.engine.duty import Bound, ExcusedLowers, TallyDuty
from zhucun.engine.facts import Facts
from zhucun.engine.judgement import Judgement
from zhucun.engine.period import Period
from zhucun.engine.threshold import rounded
from zhucun.engine.verdict import Answer, Reason, StepCode, Verdict


def judge(duty: TallyDuty, facts: Facts, period: Period) -> Verdict:
    """Decide a tally for one subject and one period."""
    tally = _Least if duty.bound is Bound.AT_LEAST else _Most
    return tally(duty, facts, period).verdict()


class _Tally(Judgement[TallyDuty, Facts]):
    """What the least and the most have in common."""

    __slots__ = ()

    def __init__(self, duty: TallyDuty, facts: Facts, period: Period) -> None:
        super().__init__(duty, facts, period)
        self.done = facts.done
        self.open = facts.open
        self.possible = facts.still_possible

    def _pro_rata(self) -> None:
        before, facts = self._owed, self.facts
        self.target = rounded(before * facts.countable_while_posted, facts.countable, self.duty.rounding)
        self._step(
            StepCode.PRO_RATA,
            self.target,
            {"before": before, "posted": facts.countable_while_posted, "countable": facts.countable},
            source=facts.calendar_source,
        )

    @property
    def _posted_for_a_part(self) -> bool:
        return self.facts.countable_while_posted < self.facts.countable

    def _count_steps(self) -> None:
        facts = self.facts
        self._step(StepCode.DONE, facts.done, records=facts.records)
        if facts.open:
            self._step(StepCode.OPEN, facts.open, records=facts.open_records)
        if not facts.period_over:
            self._step(StepCode.POSSIBLE, facts.still_possible)
        self._confirmation_step()


class _Least(_Tally):
    __slots__ = ()

    def _judged(self) -> Verdict:
        self.target = self.amount
        return self._reduced() or self._compared()

    # -- what the period can hold, and what is excused ----------------------

    def _reduced(self) -> Verdict | None:
        self._calendar_steps()
        if self.duty.cap:
            self._cap()
        if self.duty.pro_rata and self._posted_for_a_part:
            self._pro_rata()
        if self.facts.excused:
            self._excuse()
        self._step(StepCode.TARGET, self.target)
        return None if self.target else self._answer(Answer.NOT_APPLICABLE, self._why_nothing_is_owed())

    def _cap(self) -> None:
        before, holds = self._owed, self.facts.countable
        self.target = min(before, holds)
        capped = {"before": before, "after": self.target}
        self._step(StepCode.CAP, holds, capped, source=self.facts.calendar_source)

    def _excuse(self) -> None:
        before, facts = self._owed, self.facts
        if self.duty.excused_lowers is ExcusedLowers.DAY_FOR_DAY:
            self.target = max(0, before - facts.excused)
        else:
            left = max(0, facts.countable_while_posted - facts.excused)
            self.target = rounded(before * left, facts.countable_while_posted, self.duty.rounding)
        self._excused_step(facts.excused, before, self.target, facts.excused_records)

    def _why_nothing_is_owed(self) -> Reason:
        if self.facts.countable == 0:
            return Reason.NOTHING_COUNTABLE
        return Reason.WHOLLY_EXCUSED if self.facts.excused else Reason.POSTED_TOO_BRIEFLY

    # -- what was done ------------------------------------------------------

    def _compared(self) -> Verdict:
        self._count_steps()
        missed = self._certainly_missed()
        if self.done >= self._owed:
            return self._result(Answer.MET, Reason.REACHED)
        if missed <= 0:
            over = self.facts.period_over
            return self._result(Answer.UNDETERMINED, Reason.UNDER_REVIEW if over else Reason.PERIOD_RUNNING)
        return self._silent() or self._short(missed)

    def _certainly_missed(self) -> int:
        """What is missing even if everything open counts and everything possible is done."""
        facts = self.facts
        if facts.still_possible is None:
            return 0
        return self._owed - facts.done - facts.open - facts.still_possible


class _Most(_Tally):
    """Excuses and the calendar's cap do not lower what is allowed; a part of the period does if the pack says so."""

    __slots__ = ()

    def _judged(self) -> Verdict:
        self.target = self.amount
        self._calendar_steps()
        if self.duty.pro_rata and self._posted_for_a_part:
            if self.facts.countable_while_posted == 0:
                return self._answer(Answer.NOT_APPLICABLE, Reason.POSTED_TOO_BRIEFLY)
            self._pro_rata()
        self._step(StepCode.LIMIT, self.target)
        self._count_steps()
        return self._over() or self._still_open() or self._silent() or self._within()

    def _over(self) -> Verdict | None:
        if self.done <= self._owed:
            return None
        return self._missed(Reason.OVER_LIMIT, Reason.OVER_LIMIT_UNCONFIRMED, self.done - self._owed)

    def _still_open(self) -> Verdict | None:
        if not self.facts.period_over:
            return self._result(Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
        if self.done + self.open > self._owed:
            return self._result(Answer.UNDETERMINED, Reason.UNDER_REVIEW)
        return None

    def _within(self) -> Verdict:
        if self._awaits_confirmation:
            return self._result(Answer.UNDETERMINED, Reason.WITHIN_UNCONFIRMED)
        return self._result(Answer.MET, Reason.WITHIN_LIMIT)

    def _result_step(self) -> None:
        room = self._owed - self.done
        compared = {"target": self._owed, "over": max(0, -room), "left": max(0, room)}
        self._step(StepCode.RESULT, self.done, compared)
