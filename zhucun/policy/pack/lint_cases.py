"""Examples before they are run: each names a rule, a day it is about, and facts that its rule looks at."""

from collections.abc import Iterable, Iterator, Mapping

from zhucun.engine.duty import Form
from zhucun.engine.period import PeriodKind
from zhucun.engine.verdict import Reason
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.measures import QUANTITIES
from zhucun.policy.pack.model import Value
from zhucun.policy.pack.numbers import Declared
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.cases import CasesFile, CaseShape, ValuesCasesFile
from zhucun.policy.pack.yaml12 import Path

GIVEN_OF: Mapping[Form, frozenset[str]] = {
    Form.TALLY: frozenset({"done", "open", "still_possible"}),
    Form.COVERAGE: frozenset({"members"}),
    Form.DATED: frozenset({"acts", "open_acts"}),
    Form.STANDING: frozenset({"states"}),
    Form.STREAK: frozenset({"row"}),
}
OF_SOME_FORM = frozenset().union(*GIVEN_OF.values())
NEEDS_TODAY = frozenset({Form.DATED, Form.STANDING})
BY_DAYS = frozenset({Form.DATED, Form.STANDING})


def lint_cases(
    layers: Iterable[LayerFiles], duties: Mapping[str, Declared], values: Mapping[str, Value]
) -> Iterator[Problem]:
    for layer in layers:
        for read in layer.all_of(CasesFile):
            declared = duties.get(read.shape.duty)
            if declared is None:
                yield read.problem(("duty",), f"没有“{read.shape.duty}”这条要求。", "请核对 duties 里的 id。")
                continue
            for index, case in enumerate(read.shape.cases):
                yield from _case(read, ("cases", index), case, declared, values)
        for numbers in layer.all_of(ValuesCasesFile):
            for index, one in enumerate(numbers.shape.cases):
                if one.value not in values:
                    what = f"没有“{one.value}”这个数。"
                    yield numbers.problem(("cases", index, "value"), what, "请核对 values.yaml 里的名字。")


def _case(
    read: Read[CasesFile], inside: Path, case: CaseShape, declared: Declared, values: Mapping[str, Value]
) -> Iterator[Problem]:
    if (case.month is None) is (case.on is None):
        what = "没有说清是哪一期。"
        yield read.problem(
            inside, what, '月份写 month: "2026-10"，其他写 on: 2026-10-15（期内任何一天），只写一个。'
        )
        return
    if case.expect.reason not in set(Reason):
        what = f"没有“{case.expect.reason}”这个理由。"
        yield read.problem((*inside, "expect", "reason"), what, f"只能写：{'、'.join(Reason)}。")
    follows = [one.says for one in declared.duty.on_breach]
    if case.expect.follows is not None and case.expect.follows not in follows:
        what = "on_breach 里没有这句话。"
        do = f"请照抄其中一条 says：{'；'.join(follows) or '（没有）'}。"
        yield read.problem((*inside, "expect", "follows"), what, do)
    yield from _given(read, (*inside, "given"), case, declared, values)
    yield from _period(read, inside, case, declared)


def _given(
    read: Read[CasesFile], inside: Path, case: CaseShape, declared: Declared, values: Mapping[str, Value]
) -> Iterator[Problem]:
    form, given = declared.duty.form, case.given
    written = given.model_fields_set
    for name in sorted((written & OF_SOME_FORM) - GIVEN_OF[form]):
        what = f"form: {form} 的例子不看“{name}”。"
        yield read.problem((*inside, name), what, f"请写 {'、'.join(sorted(GIVEN_OF[form]))}。")
    for name in sorted(given.quantities):
        if name not in QUANTITIES and name not in values:
            yield read.problem((*inside, "quantities", name), f"没有“{name}”这个数。", "请核对名字。")
    if given.over and given.today is None and given.still_possible:
        what = "这一期已经结束，不会还有余下的。"
        yield read.problem((*inside, "still_possible"), what, "期中的例子请写 over: false。")
    if not given.over and given.today is None and form in NEEDS_TODAY:
        yield read.problem((*inside, "over"), "期中的例子没有写今天是哪天。", "请写 today。")
    if given.excused is not None and form in BY_DAYS:
        do = "请写 excused_days: [2026-10-08]，逐日列出。"
        yield read.problem((*inside, "excused"), "这种要求要看是哪几天。", do)
    days = [one.since for one in given.states or ()]
    if days != sorted(set(days)):
        yield read.problem(
            (*inside, "states"), "各段没有按日期先后写。", "请按 from 从早到晚写，每天只写一次。"
        )


def _period(read: Read[CasesFile], inside: Path, case: CaseShape, declared: Declared) -> Iterator[Problem]:
    duty, posted = declared.duty, case.given
    if duty.period is PeriodKind.TERM and posted.posted_from is None:
        yield read.problem((*inside, "given"), "任期从哪天起没有写。", "请写 posted_from。")
    if duty.period is PeriodKind.FREE and case.on is None:
        yield read.problem((*inside, "month"), "各期起止由制度包写明，不能只写月份。", "请写 on。")
    elif duty.period is PeriodKind.FREE and not any(case.on in one for one in duty.periods if case.on):
        yield read.problem((*inside, "on"), f"{case.on} 不在任何一期里。", "请核对 periods。")
    if posted.posted_from and posted.posted_to and posted.posted_to < posted.posted_from:
        yield read.problem((*inside, "given", "posted_to"), "离任早于到任。", "请核对日期。")
