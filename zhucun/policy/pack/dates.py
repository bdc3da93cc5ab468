"""Dated numbers from files, and what a lower pack may do to them.

A county may ask for more where its province allows more, never quietly for less: `may_be` is checked for
every stretch of days on which both layers have a value.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from zhucun.engine.dated import Dated, DatedValue, Force, OverlappingDates
from zhucun.engine.duty import Amount
from zhucun.engine.expression import Expression, ExpressionError, Fault
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.base import AmountShape, DatedShape
from zhucun.policy.pack.yaml12 import Path

Held = TypeVar("Held", int, Amount)
ONE_DAY = timedelta(days=1)
REFUSED = {
    "fixed": ("上级规定这个数不能改。", "请删去这一条；确需调整的，请上级修改。"),
    "raised": ("上级规定这个数只能提高，这里低于上级的 %(above)s。", "请写 %(above)s 或更大的数。"),
    "lowered": ("上级规定这个数只能降低，这里高于上级的 %(above)s。", "请写 %(above)s 或更小的数。"),
}
ARITHMETIC = "只能用整数、名称、加减乘除、括号和 min、max，例如 workdays * 2 / 3。"
FAULTS = {
    Fault.TOO_LONG: "太长了，最多 200 个字符",
    Fault.TOO_MANY_PARTS: "项数太多，最多 40 项",
    Fault.TOO_DEEP: "括号套得太深，最多 10 层",
    Fault.NUMBER_TOO_LARGE: "的数太大，最多 9 位",
    Fault.UNKNOWN_CHARACTER: "的字符不能用",
    Fault.UNKNOWN_FUNCTION: "的名称后面不能跟括号",
    Fault.VALUE_WANTED: "少了一个数或名称",
    Fault.OPERATOR_WANTED: "少了运算符号",
    Fault.BRACKET_WANTED: "的括号没有成对",
    Fault.TWO_WANTED: "的 min、max 里要有两个以上的数",
}


def dated_from(
    read: Read[Any], inside: Path, shapes: Sequence[DatedShape]
) -> tuple[Dated[int], list[Problem]]:
    """The values in order; overlapping ones are reported and leave nothing in force."""
    values = [
        DatedValue(one.value, one.since, one.source, one.until, one.adopted, one.checked) for one in shapes
    ]
    return _in_order(values, read, inside)


def amounts_from(
    read: Read[Any], inside: Path, shapes: Sequence[AmountShape]
) -> tuple[Dated[Amount], list[Problem]]:
    """The same for thresholds, which may be written as arithmetic."""
    values: list[DatedValue[Amount]] = []
    for index, one in enumerate(shapes):
        try:
            amount = one.value if isinstance(one.value, int) else Expression.parse(one.value)
        except ExpressionError as wrong:
            what = f"算式“{one.value}”第 {wrong.at + 1} 个字符处{FAULTS[wrong.what]}。"
            return Dated([]), [read.problem((*inside, index, "value"), what, ARITHMETIC)]
        values.append(DatedValue(amount, one.since, one.source, one.until, one.adopted, one.checked))
    return _in_order(values, read, inside)


def _in_order(
    values: list[DatedValue[Held]], read: Read[Any], inside: Path
) -> tuple[Dated[Held], list[Problem]]:
    try:
        return Dated(values), []
    except OverlappingDates as overlap:
        index = overlap.index
        what = f"第 {index + 1} 条的起止日期和前一条重叠，或者没有按日期先后写。"
        do = "请按开始日期从早到晚写；要提前结束前一条，给它写上 until（最后一天）。"
        return Dated([]), [read.problem((*inside, index, "from"), what, do)]


def laid_over(
    above: Dated[Held], below: Dated[Held], may_be: str, read: Read[Any], inside: Path
) -> tuple[Dated[Held], list[Problem]]:
    """The lower pack's values where it has any, the higher pack's elsewhere."""
    problems: dict[int, Problem] = {}
    for day in sorted({*above.change_days, *below.change_days}):
        higher, lower = above.on(day).found, below.on(day).found
        if higher and lower and not _allowed(may_be, higher.value, lower.value):
            index = below.values.index(lower)
            what, do = (words % {"above": shown(higher.value)} for words in REFUSED[may_be])
            problems.setdefault(index, read.problem((*inside, index, "value"), what, do))
    return Dated(_merged(above, below)), list(problems.values())


def shown(amount: Amount) -> str:
    """A threshold as it is written in a pack."""
    return amount.text if isinstance(amount, Expression) else str(amount)


def _allowed(may_be: str, above: Amount, below: Amount) -> bool:
    """Arithmetic is neither more nor less than anything: it may be replaced, or said again."""
    if may_be == "replaced":
        return True
    if isinstance(above, Expression) or isinstance(below, Expression):
        return may_be != "fixed" and above == below
    return (may_be == "raised" and below >= above) or (may_be == "lowered" and below <= above)


def _merged(above: Dated[Held], below: Dated[Held]) -> list[DatedValue[Held]]:
    """One list of values, cut on every day on which either layer changes."""
    cuts = sorted({*above.change_days, *below.change_days})
    merged: list[DatedValue[Held]] = []
    for place, day in enumerate(cuts):
        chosen = next((t.found for t in (below.on(day), above.on(day)) if t.force is Force.IN_FORCE), None)
        if chosen is None:
            continue
        until = cuts[place + 1] - ONE_DAY if place + 1 < len(cuts) else None
        merged.append(DatedValue(chosen.value, day, chosen.source, until, chosen.adopted, chosen.checked))
    return _joined(merged)


def _joined(values: list[DatedValue[Held]]) -> list[DatedValue[Held]]:
    """Neighbours that say the same from the same article are one value again."""
    joined: list[DatedValue[Held]] = []
    for value in values:
        before = joined[-1] if joined else None
        same = before is not None and (before.value, before.source) == (value.value, value.source)
        if before is not None and same and before.until == value.since - ONE_DAY:
            joined[-1] = DatedValue(
                before.value, before.since, before.source, value.until, before.adopted, before.checked
            )
        else:
            joined.append(value)
    return joined
