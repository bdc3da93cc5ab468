"""What every form asks in the same order: whom it addresses, what is in force, who is excused, what silence means.

Nothing is "not met" while anything that could still turn it is open, before the township has confirmed what the
pack lets it confirm, or by silence alone.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Generic, TypeVar

from zhucun.engine.duty import BeforeConfirmation, Duty, WhenMissing
from zhucun.engine.facts import Known
from zhucun.engine.period import Period
from zhucun.engine.threshold import threshold_in_force
from zhucun.engine.verdict import Answer, Reason, Step, StepCode, Verdict

D = TypeVar("D", bound=Duty)
F = TypeVar("F", bound=Known)


class Judgement(ABC, Generic[D, F]):
    """One judgement while it is being made: the steps so far, and the counts in the form's own unit."""

    __slots__ = (
        "amount",
        "done",
        "duty",
        "excused",
        "facts",
        "open",
        "period",
        "possible",
        "steps",
        "target",
    )

    def __init__(self, duty: D, facts: F, period: Period) -> None:
        self.duty = duty
        self.facts = facts
        self.period = period
        self.steps: list[Step] = []
        self.amount = 0  # what the paper says
        self.target: int | None = None
        self.done = 0
        self.open = 0
        self.possible: int | None = 0
        self.excused = facts.excused

    def verdict(self) -> Verdict:
        return self._addressed() or self._asked() or self._judged()

    @abstractmethod
    def _judged(self) -> Verdict:
        """The form's own questions, once it is known whom the duty addresses and what it asks."""

    # -- whom, and what is in force -----------------------------------------

    def _addressed(self) -> Verdict | None:
        for attribute, wanted in self.duty.who.items():
            held = self.facts.attributes.get(attribute)
            if held is None:
                self._step(StepCode.APPLIES, None, {"attribute": attribute})
                return self._answer(Answer.UNDETERMINED, Reason.ATTRIBUTE_UNKNOWN)
            self._step(StepCode.APPLIES, ",".join(held), {"attribute": attribute})
            if wanted.isdisjoint(held):
                return self._answer(Answer.NOT_APPLICABLE, Reason.NOT_ADDRESSED)
        return None

    def _asked(self) -> Verdict | None:
        asked = threshold_in_force(self.duty, self.period, self.facts.quantities)
        self.steps += asked.steps
        if asked.unasked:
            self.target = asked.amount
            return self._answer(*asked.unasked)
        self.amount = asked.amount or 0
        return None

    @property
    def _owed(self) -> int:
        return self.target or 0

    # -- the subject as a whole ---------------------------------------------

    def _absent(self) -> Verdict | None:
        """Nothing is asked of a subject that was excused, or not posted, on every day that counts."""
        facts = self.facts
        self._calendar_steps()
        if facts.countable_while_posted == 0 and facts.countable > 0:
            return self._answer(Answer.NOT_APPLICABLE, Reason.POSTED_TOO_BRIEFLY)
        if 0 < facts.countable_while_posted <= facts.excused:
            self._excused_step(facts.excused, facts.countable_while_posted, 0, facts.excused_records)
            return self._answer(Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED)
        return None

    def _calendar_steps(self) -> None:
        for year in self.facts.provisional_years:
            self._step(StepCode.CALENDAR, year)

    def _excused_step(self, excused: int, before: int, after: int, records: tuple[str, ...] = ()) -> None:
        lowered = {"before": before, "after": after, "lowered": before - after}
        self._step(StepCode.EXCUSED, excused, lowered, records=records)

    # -- what silence and a miss come to ------------------------------------

    def _silent(self) -> Verdict | None:
        if not self.facts.missing or self.duty.when_missing is WhenMissing.COUNT_AS_ZERO:
            return None
        unasked = self.duty.when_missing is WhenMissing.NOT_APPLICABLE
        return self._result(
            Answer.NOT_APPLICABLE if unasked else Answer.UNDETERMINED, Reason.NOTHING_RECORDED
        )

    def _short(self, missed: int) -> Verdict:
        if self.facts.period_over:
            return self._missed(Reason.FELL_SHORT, Reason.UNCONFIRMED, missed)
        return self._missed(Reason.OUT_OF_REACH, Reason.OUT_OF_REACH_UNCONFIRMED, missed)

    def _missed(self, reason: Reason, unconfirmed: Reason, missed: int) -> Verdict:
        """Not met, once what is recorded stands; `missed` is what nothing can make good any more."""
        if self._awaits_confirmation:
            return self._result(Answer.UNDETERMINED, unconfirmed)
        self._result_step()
        self._breach_step(missed)
        return self._answer(Answer.NOT_MET, reason)

    @property
    def _awaits_confirmation(self) -> bool:
        return self._confirmation_counts and not self.facts.settled

    @property
    def _confirmation_counts(self) -> bool:
        return self.duty.before_confirmation is BeforeConfirmation.UNDETERMINED

    def _confirmation_step(self) -> None:
        if self.facts.period_over and self._confirmation_counts:
            self._step(StepCode.CONFIRMED if self.facts.settled else StepCode.UNCONFIRMED, None)

    def _breach_step(self, missed: int) -> None:
        reached = [index for index, breach in enumerate(self.duty.on_breach) if breach.at <= missed]
        if reached:
            index = max(reached, key=lambda one: self.duty.on_breach[one].at)
            breach = self.duty.on_breach[index]
            self._step(StepCode.BREACH, missed, {"index": index, "at": breach.at}, source=breach.source)

    # -- writing it down ----------------------------------------------------

    def _result(self, answer: Answer, reason: Reason) -> Verdict:
        self._result_step()
        return self._answer(answer, reason)

    def _result_step(self) -> None:
        short = max(0, self._owed - self.done)
        self._step(StepCode.RESULT, self.done, {"target": self._owed, "short": short})

    def _answer(self, answer: Answer, reason: Reason) -> Verdict:
        return Verdict(
            answer,
            reason,
            self.target,
            self.done,
            self.possible,
            self.open,
            self.excused,
            tuple(self.steps),
        )

    def _step(
        self,
        code: StepCode,
        value: int | str | None,
        detail: Mapping[str, int | str] | None = None,
        *,
        source: str | None = None,
        records: tuple[str, ...] = (),
    ) -> None:
        unit = self._unit(code) if isinstance(value, int) else ""
        self.steps.append(Step(code, value, unit, None, source, records, detail or {}))

    def _unit(self, code: StepCode) -> str:
        """What a step's number counts; empty where it is not the duty's own unit."""
        return "" if code is StepCode.CALENDAR else self.duty.unit
