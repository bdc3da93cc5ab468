"""Coverage: does every member of a set have at least the threshold?

A member that nobody has got to yet is not missed while the period runs; an excused one is not owed at all.
"""

from collections.abc import Iterable

from zhucun.engine.duty import CoverageDuty
from zhucun.engine.facts import CoverageFacts, Member
from zhucun.engine.judgement import Judgement
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Reason, StepCode, Verdict


def judge(duty: CoverageDuty, facts: CoverageFacts, period: Period) -> Verdict:
    """Decide a coverage for one subject and one period."""
    return _Coverage(duty, facts, period).verdict()


class _Coverage(Judgement[CoverageDuty, CoverageFacts]):
    """Counts members; the duty's own unit is that of what each member is owed."""

    __slots__ = ()

    def _judged(self) -> Verdict:
        return self._absent() or self._members()

    def _members(self) -> Verdict:
        members = self.facts.members
        if members is None:
            return self._answer(Answer.UNDETERMINED, Reason.SET_UNKNOWN)
        owed = [member for member in members if not member.excused]
        self._target(members, len(owed))
        if not members:
            return self._answer(Answer.NOT_APPLICABLE, Reason.NOBODY_TO_COVER)
        if not owed:
            return self._answer(Answer.NOT_APPLICABLE, Reason.WHOLLY_EXCUSED)
        return self._compared(owed)

    def _target(self, members: tuple[Member, ...], owed: int) -> None:
        self.target = owed
        self.excused = len(members) - owed
        if self.excused:
            ids = _ids(member for member in members if member.excused)
            self._excused_step(self.excused, len(members), owed, ids)
        self._step(StepCode.TARGET, owed)

    def _compared(self, owed: list[Member]) -> Verdict:
        left = self._counted(owed)
        self.possible = 0 if self.facts.period_over else len(left)
        if self.done == self.target:
            return self._result(Answer.MET, Reason.REACHED)
        if not self.facts.period_over:
            return self._result(Answer.UNDETERMINED, Reason.PERIOD_RUNNING)
        if not left:
            return self._result(Answer.UNDETERMINED, Reason.UNDER_REVIEW)
        return self._silent() or self._short(len(left))

    def _counted(self, owed: list[Member]) -> list[Member]:
        """Writes down who is covered, under question and left; gives the last."""
        covered = [member for member in owed if member.done >= self.amount]
        asked = [member for member in owed if member.done < self.amount <= member.done + member.open]
        left = [member for member in owed if member.done + member.open < self.amount]
        self.done, self.open = len(covered), len(asked)
        records = tuple(record for member in covered for record in member.records)
        self._step(StepCode.DONE, self.done, records=records)
        if asked:
            self._step(StepCode.OPEN, self.open, records=_ids(asked))
        if left:
            self._step(StepCode.MISSED_MEMBERS, len(left), records=_ids(left))
        self._confirmation_step()
        return left

    def _unit(self, code: StepCode) -> str:
        return ""


def _ids(members: Iterable[Member]) -> tuple[str, ...]:
    return tuple(member.id for member in members)
