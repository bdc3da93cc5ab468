"""Running the examples beside the rules, and saying which examples are still missing.

The same examples are shown on the rule's page; one that no longer comes out is an error in the pack.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhucun.engine.dated import DatedValue
from zhucun.engine.duty import Amount, Duty, Form
from zhucun.engine.judge import judge
from zhucun.engine.verdict import THRESHOLD_STEPS, Answer, Reason, StepCode, Verdict
from zhucun.policy.pack.dates import shown
from zhucun.policy.pack.given import facts_of, period_of
from zhucun.policy.pack.model import Case, Pack, ValueCase

NONE = "没有"


@dataclass(frozen=True, slots=True)
class CaseResult:
    case: Case
    verdict: Verdict
    follows: str | None = None
    running: bool = False  # the example looks at a period before its end

    @property
    def passed(self) -> bool:
        verdict, case = self.verdict, self.case
        wanted = ((case.target, verdict.target), (case.done, verdict.done), (case.follows, self.follows))
        same_answer = (verdict.answer, verdict.reason) == (case.answer, case.reason)
        return same_answer and all(asked is None or asked == came for asked, came in wanted)

    @property
    def expected(self) -> str:
        case = self.case
        return _said(case.answer, case.reason, case.target, case.done, case.follows)

    @property
    def came(self) -> str:
        """What was judged, in as many words as the example asks for."""
        verdict, case = self.verdict, self.case
        done = verdict.done if case.done is not None else None
        follows = (self.follows or NONE) if case.follows is not None else None
        return _said(verdict.answer, verdict.reason, verdict.target, done, follows)

    def __str__(self) -> str:
        case = self.case
        return f"{case.file} 第 {case.line} 行“{case.says}”：应为 {self.expected}，判得 {self.came}。"


def _said(answer: str, reason: str, target: int | None, done: int | None, follows: str | None) -> str:
    parts = [reason, f"应达 {target}"]
    parts += [f"已计入 {done}"] if done is not None else []
    parts += [f"后果“{follows}”"] if follows is not None else []
    return f"{answer}（{'，'.join(parts)}）"


@dataclass(frozen=True, slots=True)
class ValueCaseResult:
    case: ValueCase
    came: int | None

    @property
    def passed(self) -> bool:
        return self.came == self.case.expect

    def __str__(self) -> str:
        case = self.case
        wanted, came = (NONE if n is None else n for n in (case.expect, self.came))
        where = f"{case.file} 第 {case.line} 行“{case.says}”"
        return f"{where}：{case.on} 的 {case.value} 应为 {wanted}，实为 {came}。"


def run_cases(pack: Pack) -> list[CaseResult]:
    """Judge every example of a pack as a person's own period would be judged."""
    return [_ran(pack, case) for case in pack.cases]


def _ran(pack: Pack, case: Case) -> CaseResult:
    duty = pack.duties[case.duty]
    facts = facts_of(pack, case)
    verdict = judge(duty, facts, period_of(pack, case))
    return CaseResult(case, verdict, consequence(duty, verdict), not facts.period_over)


def consequence(duty: Duty, verdict: Verdict) -> str | None:
    """The words of the consequence that a verdict has reached."""
    step = verdict.step(StepCode.BREACH)
    return duty.on_breach[int(step.detail["index"])].says if step else None


def run_value_cases(pack: Pack) -> list[ValueCaseResult]:
    """Look up every number of an example on its day."""
    results = []
    for case in pack.value_cases:
        found = pack.values[case.value].on(case.on).found
        results.append(ValueCaseResult(case, found.value if found else None))
    return results


def missing_cases(pack: Pack) -> list[str]:
    """What the examples do not show yet: an answer, or a value just below, at or above a threshold.

    Whoever changes a higher layer's number shows the new number; the rest has been shown there.
    """
    results = run_cases(pack)
    return [
        sentence
        for duty in pack.duties.values()
        for sentence in _missing(
            duty,
            [result for result in results if result.case.duty == duty.id],
            inherited=pack.set_by[duty.id].is_inherited,
        )
    ]


def _missing(duty: Duty, results: list[CaseResult], *, inherited: bool) -> Iterator[str]:
    if not inherited:
        yield from _missing_answers(duty, results)
    for value in duty.threshold.values[-1:] if inherited else duty.threshold.values:
        distances = {_distance(result, value) for result in results}
        for distance, place in _places(duty, value.value):
            if distance not in distances:
                yield f"{duty.id}：要求 {shown(value.value)} 时，没有“{place}”的例子。"


def _missing_answers(duty: Duty, results: list[CaseResult]) -> Iterator[str]:
    for answer in Answer:
        if answer not in {result.verdict.answer for result in results}:
            yield f"{duty.id}：没有一个例子的结果是 {answer}。"
    reached = {result.follows for result in results}
    for breach in duty.on_breach:
        if breach.says not in reached:
            yield f"{duty.id}：没有例子走到“{breach.says}”。"


def _places(duty: Duty, asked: Amount) -> Iterable[tuple[int, str]]:
    """Where around a threshold an example has to stand; a set or a row is full and cannot be fuller."""
    if duty.form is Form.STANDING:
        return ()
    below = [] if asked == 0 else [(-1, "差一点")]  # nobody can do less than nothing
    above = [(1, "多一点")] if duty.form is Form.TALLY else []
    return [*below, (0, "刚好"), *above]


def _distance(result: CaseResult, value: DatedValue[Amount]) -> int | None:
    """How far a period that is over lies from the threshold it asked about; silence lies nowhere."""
    verdict = result.verdict
    asked = next((step for step in verdict.steps if step.code in THRESHOLD_STEPS), None)
    same = asked is not None and (asked.since, asked.source) == (value.since, value.source)
    silent = verdict.reason is Reason.NOTHING_RECORDED
    if not same or silent or result.running or verdict.target is None:
        return None
    return verdict.done - verdict.target
