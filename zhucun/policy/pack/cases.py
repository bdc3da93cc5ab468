"""Running the examples beside each duty, and saying which examples are still missing.

The same examples are shown on the rule's page; one that no longer comes out is an error in the pack.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhucun.engine.duty import TallyDuty
from zhucun.engine.facts import Facts, countable
from zhucun.engine.period import Period
from zhucun.engine.tally import judge
from zhucun.engine.verdict import Answer, StepCode, Verdict
from zhucun.policy.pack.model import Case, Pack


@dataclass(frozen=True, slots=True)
class CaseResult:
    case: Case
    verdict: Verdict

    @property
    def passed(self) -> bool:
        verdict, case = self.verdict, self.case
        same_answer = (verdict.answer, verdict.reason) == (case.answer, case.reason)
        return same_answer and (case.target is None or verdict.target == case.target)

    def __str__(self) -> str:
        verdict, case = self.verdict, self.case
        came = f"{verdict.answer}（{verdict.reason}，应达 {verdict.target}）"
        wanted = f"{case.answer}（{case.reason}，应达 {case.target}）"
        return f"{case.file} 第 {case.line} 行“{case.says}”：应为 {wanted}，判得 {came}。"


def run_cases(pack: Pack) -> list[CaseResult]:
    """Judge every example of a pack as a person's month would be judged."""
    return [
        CaseResult(case, judge(pack.duties[case.duty], facts_of(pack, case), _period(pack, case)))
        for case in pack.cases
    ]


def missing_cases(pack: Pack) -> list[str]:
    """What the examples do not show yet: an answer, or a value just below, at or above a threshold."""
    results = run_cases(pack)
    return [
        sentence
        for duty in pack.duties.values()
        for sentence in _missing(duty, [result for result in results if result.case.duty == duty.id])
    ]


def facts_of(pack: Pack, case: Case) -> Facts:
    """The facts of an example; what it leaves out is read from the calendar or is as usual."""
    duty, given, period = pack.duties[case.duty], case.given, _period(pack, case)
    posted = period.overlap(_day(given, "posted_from"), _day(given, "posted_to"))
    return Facts(
        done=_count(given, "done"),
        open=_count(given, "open"),
        excused=_count(given, "excused"),
        still_possible=_count(given, "still_possible"),
        countable=countable(duty.counted_by, pack.calendar, period),
        countable_while_posted=countable(duty.counted_by, pack.calendar, posted),
        period_over=bool(given["over"]),
        settled=bool(given["confirmed"]),
        missing="done" not in given,
        attributes={attribute: _held(duty, given, attribute) for attribute in duty.who},
        calendar_source=pack.calendar.source_of(period.first.year),
        provisional_years=tuple(w.year for w in pack.calendar.warnings(period.first, period.last)),
    )


def _period(pack: Pack, case: Case) -> Period:
    year, month = case.month.split("-")
    return Period.containing(pack.duties[case.duty].period, date(int(year), int(month), 1))


def _held(duty: TallyDuty, given: Mapping[str, Any], attribute: str) -> tuple[str, ...]:
    """What the example says of the person; unless it says otherwise, somebody the duty addresses."""
    return (str(given.get(attribute, min(duty.who[attribute]))),)


def _count(given: Mapping[str, Any], name: str) -> int:
    return int(given.get(name, 0))


def _day(given: Mapping[str, Any], name: str) -> date | None:
    day = given.get(name)
    return day if isinstance(day, date) else None


def _missing(duty: TallyDuty, results: Iterable[CaseResult]) -> Iterator[str]:
    shown = list(results)
    for answer in Answer:
        if answer not in {result.verdict.answer for result in shown}:
            yield f"{duty.id}：没有一个例子的结果是 {answer}。"
    for value in duty.threshold.values:
        distances = {
            result.verdict.done - (result.verdict.target or 0)
            for result in shown
            if _asks(result.verdict, value.value)
            and result.case.given["over"]
            and "done" in result.case.given
        }
        for distance, place in ((-1, "差一点"), (0, "刚好"), (1, "多一点")):
            if distance not in distances:
                yield f"{duty.id}：要求 {value.value} 时，没有“{place}”的例子。"


def _asks(verdict: Verdict, value: int) -> bool:
    minimum = verdict.step(StepCode.MINIMUM)
    return minimum is not None and minimum.value == value and verdict.target is not None
