"""Tally: did a subject reach the least that a period asks for?

The order of the questions is the promise: whom the duty addresses, what is in force, what the period
can hold, what is excused, and only then what was done. Nothing is "not met" while anything that could
still turn it is open, and silence alone is never "not met".
"""

from zhucun.engine.dated import DatedValue, Force, Lookup, Stretch
from zhucun.engine.duty import (
    BeforeConfirmation,
    ExcusedLowers,
    MidwayChange,
    Rounding,
    TallyDuty,
    WhenMissing,
)
from zhucun.engine.facts import Facts
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Reason, Step, StepCode, Verdict


def judge(duty: TallyDuty, facts: Facts, period: Period) -> Verdict:
    """Decide a tally for one subject and one period."""
    return _Tally(duty, facts, period).verdict()


class _Tally:
    """One judgement while it is being made: the steps so far and the target so far."""

    __slots__ = ("duty", "facts", "period", "steps", "target")

    def __init__(self, duty: TallyDuty, facts: Facts, period: Period) -> None:
        self.duty = duty
        self.facts = facts
        self.period = period
        self.steps: list[Step] = []
        self.target: int | None = None

    def verdict(self) -> Verdict:
        return self._addressed() or self._minimum() or self._reduced() or self._compared()

    # -- whom ------------------------------------------------------------

    def _addressed(self) -> Verdict | None:
        for attribute, wanted in self.duty.who.items():
            held = self.facts.attributes.get(attribute)
            if held is None:
                self._step(StepCode.APPLIES, None, attribute=attribute)
                return self._answer(Answer.UNDETERMINED, Reason.ATTRIBUTE_UNKNOWN)
            self._step(StepCode.APPLIES, ",".join(held), attribute=attribute)
            if wanted.isdisjoint(held):
                return self._answer(Answer.NOT_APPLICABLE, Reason.NOT_ADDRESSED)
        return None

    # -- what is in force ------------------------------------------------

    def _minimum(self) -> Verdict | None:
        stretches = self.duty.threshold.stretches(self.period)
        if len({_told(stretch.told) for stretch in stretches}) == 1:
            return self._take(stretches[0].told)
        match self.duty.if_it_changes_midway:
            case MidwayChange.FIRST_DAY:
                return self._take(stretches[0].told)
            case MidwayChange.LAST_DAY:
                return self._take(stretches[-1].told)
            case MidwayChange.SPLIT:
                return self._split(stretches)
            case MidwayChange.UNDETERMINED:
                for stretch in stretches:
                    self._minimum_step(stretch.told.found, stretch.period)
                return self._answer(Answer.UNDETERMINED, Reason.CHANGED_MIDWAY)

    def _take(self, told: Lookup[int]) -> Verdict | None:
        if told.force is Force.NOT_YET:
            return self._answer(Answer.NOT_APPLICABLE, Reason.NOT_YET_IN_FORCE)
        if told.force is Force.REPEALED or told.found is None:
            return self._answer(Answer.NOT_APPLICABLE, Reason.REPEALED)
        self._minimum_step(told.found)
        self.target = told.found.value
        return None

    def _split(self, stretches: tuple[Stretch[int], ...]) -> Verdict | None:
        whole = self.period.days
        weighed = 0
        for stretch in stretches:
            found = stretch.told.found
            self._minimum_step(found, stretch.period)
            weighed += (found.value if found else 0) * stretch.period.days
        self.target = _divided(weighed, whole, self.duty.rounding)
        self._step(StepCode.SPLIT, self.target, days=whole)
        if self.target:
            return None
        began_late = stretches[0].told.force is Force.NOT_YET
        return self._answer(Answer.NOT_APPLICABLE, Reason.NOT_YET_IN_FORCE if began_late else Reason.REPEALED)

    def _minimum_step(self, found: DatedValue[int] | None, part: Period | None = None) -> None:
        detail: dict[str, int | str] = {}
        if part is not None:
            detail = {"first": part.first.isoformat(), "last": part.last.isoformat(), "days": part.days}
        self.steps.append(
            Step(
                StepCode.MINIMUM,
                found.value if found else None,
                self.duty.unit,
                found.since if found else None,
                found.source if found else None,
                (),
                detail,
            )
        )

    # -- what the period can hold, and what is excused -------------------

    def _reduced(self) -> Verdict | None:
        facts = self.facts
        for year in facts.provisional_years:
            self._step(StepCode.CALENDAR, year)
        if self.duty.cap:
            self._cap()
        if self.duty.pro_rata and facts.countable_while_posted < facts.countable:
            self._pro_rata()
        if facts.excused:
            self._excuse()
        self._step(StepCode.TARGET, self.target)
        return None if self.target else self._answer(Answer.NOT_APPLICABLE, self._why_nothing_is_owed())

    def _cap(self) -> None:
        before, holds = self._owed, self.facts.countable
        self.target = min(before, holds)
        self._step(StepCode.CAP, holds, source=self.facts.calendar_source, before=before, after=self.target)

    def _pro_rata(self) -> None:
        before, facts = self._owed, self.facts
        self.target = _divided(before * facts.countable_while_posted, facts.countable, self.duty.rounding)
        self._step(
            StepCode.PRO_RATA,
            self.target,
            source=self.facts.calendar_source,
            before=before,
            posted=facts.countable_while_posted,
            countable=facts.countable,
        )

    def _excuse(self) -> None:
        before, facts = self._owed, self.facts
        if self.duty.excused_lowers is ExcusedLowers.DAY_FOR_DAY:
            self.target = max(0, before - facts.excused)
        else:
            left = max(0, facts.countable_while_posted - facts.excused)
            self.target = _divided(before * left, facts.countable_while_posted, self.duty.rounding)
        self._step(
            StepCode.EXCUSED,
            facts.excused,
            records=facts.excused_records,
            before=before,
            after=self.target,
            lowered=before - self.target,
        )

    @property
    def _owed(self) -> int:
        return self.target or 0

    def _why_nothing_is_owed(self) -> Reason:
        if self.facts.countable == 0:
            return Reason.NOTHING_COUNTABLE
        return Reason.WHOLLY_EXCUSED if self.facts.excused else Reason.POSTED_TOO_BRIEFLY

    # -- what was done ---------------------------------------------------

    def _compared(self) -> Verdict:
        facts, target = self.facts, self._owed
        self._count_steps()
        reachable = facts.done + facts.open + facts.still_possible
        if facts.done >= target:
            return self._result(Answer.MET, Reason.REACHED)
        if not facts.period_over and reachable >= target:
            return self._result(Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
        if facts.period_over and reachable >= target:
            return self._result(Answer.UNDETERMINED, Reason.UNDER_REVIEW)
        return self._silent() or self._short()

    def _silent(self) -> Verdict | None:
        if not self.facts.missing or self.duty.when_missing is WhenMissing.COUNT_AS_ZERO:
            return None
        if self.duty.when_missing is WhenMissing.NOT_APPLICABLE:
            return self._result(Answer.NOT_APPLICABLE, Reason.NOTHING_RECORDED)
        return self._result(Answer.UNDETERMINED, Reason.NOTHING_RECORDED)

    def _short(self) -> Verdict:
        over = self.facts.period_over
        waits = self.duty.before_confirmation is BeforeConfirmation.UNDETERMINED
        if waits and not self.facts.settled:
            reason = Reason.UNCONFIRMED if over else Reason.OUT_OF_REACH_UNCONFIRMED
            return self._result(Answer.UNDETERMINED, reason)
        return self._result(Answer.NOT_MET, Reason.FELL_SHORT if over else Reason.OUT_OF_REACH)

    def _count_steps(self) -> None:
        facts = self.facts
        self._step(StepCode.DONE, facts.done, records=facts.records)
        if facts.open:
            self._step(StepCode.OPEN, facts.open, records=facts.open_records)
        if not facts.period_over:
            self._step(StepCode.POSSIBLE, facts.still_possible)
        elif self.duty.before_confirmation is BeforeConfirmation.UNDETERMINED:
            self._step(StepCode.CONFIRMED if facts.settled else StepCode.UNCONFIRMED, None)

    # -- writing it down -------------------------------------------------

    def _result(self, answer: Answer, reason: Reason) -> Verdict:
        done, target = self.facts.done, self._owed
        self._step(StepCode.RESULT, done, target=target, short=max(0, target - done))
        return self._answer(answer, reason)

    def _answer(self, answer: Answer, reason: Reason) -> Verdict:
        facts = self.facts
        return Verdict(
            answer,
            reason,
            self.target,
            facts.done,
            facts.still_possible,
            facts.open,
            facts.excused,
            tuple(self.steps),
        )

    def _step(
        self,
        code: StepCode,
        value: int | str | None,
        *,
        source: str | None = None,
        records: tuple[str, ...] = (),
        **detail: int | str,
    ) -> None:
        unit = self.duty.unit if isinstance(value, int) and code is not StepCode.CALENDAR else ""
        self.steps.append(Step(code, value, unit, None, source, records, detail))


def _told(told: Lookup[int]) -> tuple[Force, int | None]:
    return told.force, told.found.value if told.found else None


def _divided(amount: int, whole: int, rounding: Rounding) -> int:
    """A share in whole units; whole numbers throughout, so that no day is lost to floating point."""
    if whole == 0:
        return 0
    if rounding is Rounding.DOWN:
        return amount // whole
    if rounding is Rounding.UP:
        return -(-amount // whole)
    return (2 * amount + whole) // (2 * whole)
