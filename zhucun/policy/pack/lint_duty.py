"""A duty against everything around it: whom it names, what it asks for, and what follows when it is missed."""

from collections.abc import Iterator
from itertools import pairwise

from zhucun.engine.duty import Duty, TallyDuty
from zhucun.engine.period import PeriodKind
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.lint_calendar import lint_calendar
from zhucun.policy.pack.lint_measure import lint_measure
from zhucun.policy.pack.lint_whom import lint_whom
from zhucun.policy.pack.numbers import Declared
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.duty import DutyShape, threshold_of

IN_OFFICE = frozenset({"posting", "person"})


def lint_duty(declared: Declared, known: Known) -> Iterator[Problem]:
    """A duty that names things that exist, says which records it reads, and can be fulfilled."""
    read, duty = declared.read, declared.duty
    yield from lint_whom(read, known)
    yield from _told(read, known)
    yield from _asks(read)
    yield from _consequences(read, known)
    yield from _periods(read, duty)
    yield from lint_measure(declared, known)
    yield from _readings(read, duty)
    yield from lint_calendar(declared, known)


def _told(read: Read[DutyShape], known: Known) -> Iterator[Problem]:
    for index, role in enumerate(read.shape.tell):
        if role not in known.roles:
            yield read.problem(("tell", index), f"没有“{role}”这个角色。", "请核对 roles.yaml 里的角色代码。")
    for index, presence in enumerate(read.shape.excused_by):
        if not known.has("presence", presence):
            what = f"没有“{presence}”这种登记。"
            yield read.problem(("excused_by", index), what, "请核对 vocabularies.yaml 里的 presence。")


def _asks(read: Read[DutyShape]) -> Iterator[Problem]:
    """One threshold, and one that asks for something."""
    shape = read.shape
    if getattr(shape, "minimum", None) and getattr(shape, "maximum", None):
        what = "同时写了 minimum 和 maximum。"
        yield read.problem(("maximum",), what, "请只留一个；两头都要管的，写成两项要求。")
    written = threshold_of(shape)
    if written is None or written[0] == "maximum":
        return
    name, threshold = written
    for index, one in enumerate(threshold.values):
        if one.value == 0:
            what = f"“{name}”写 0 等于没有要求。"
            do = "不能小于 1；不再要求的，给前一条写上 until（最后一天）。"
            yield read.problem((name, "values", index, "value"), what, do)


def _consequences(read: Read[DutyShape], known: Known) -> Iterator[Problem]:
    entries = read.shape.on_breach
    for index, (before, after) in enumerate(pairwise(entries), 1):
        if after.at <= before.at:
            what = f"at: {after.at} 没有比前一条的 {before.at} 大。"
            yield read.problem(("on_breach", index), what, "请按差多少从小到大写，每条的 at 都不同。")
    for index, one in enumerate(entries):
        for place, role in enumerate(one.tell):
            if role not in known.roles:
                inside = ("on_breach", index, "tell", place)
                yield read.problem(inside, f"没有“{role}”这个角色。", "请核对 roles.yaml 里的角色代码。")


def _periods(read: Read[DutyShape], duty: Duty) -> Iterator[Problem]:
    """Periods of one's own only where the period is free; a term only for somebody who holds an office."""
    shape = read.shape
    free = duty.period is PeriodKind.FREE
    if free and not shape.periods:
        what = "period: free 要写明是哪几期。"
        yield read.problem(("period",), what, "请在 periods 里逐期写 from（第一天）和 to（最后一天）。")
    if shape.periods and not free:
        yield read.problem(
            ("periods",), "写了 periods，period 却不是 free。", "请改成 period: free，或者删去 periods。"
        )
    for index, one in enumerate(shape.periods):
        if index and one.from_ <= shape.periods[index - 1].to:
            what = "这一期和前一期重叠，或者没有按先后写。"
            yield read.problem(("periods", index, "from"), what, "请按日期从早到晚写，各期不重叠。")
    if duty.period is PeriodKind.TERM and shape.subject not in IN_OFFICE:
        what = f"period: term 是任期，“{shape.subject}”没有任期。"
        yield read.problem(("period",), what, "term 只能用于 subject: posting 或 person；其他请写 year 等。")


def _readings(read: Read[DutyShape], duty: Duty) -> Iterator[Problem]:
    """What the paper leaves open and the pack decides is said aloud."""
    if not isinstance(duty, TallyDuty):
        return
    said = {reading.of for reading in duty.readings}
    for part, decided in (("cap", duty.cap), ("pro_rata", duty.pro_rata)):
        if decided and part not in said:
            what = f"用了 {part}，却没有说明为什么这样理解。"
            do = f"请在 readings 里写一条 of: {part}，一句话说明理解和依据。"
            yield read.problem((part,), what, do)
