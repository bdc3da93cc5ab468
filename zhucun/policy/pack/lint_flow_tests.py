"""Conditions and terms of a flow: every name is a number somebody knows, every choice exists, every no has a sentence."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from zhucun.engine.expression import Expression
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_parts import COMPARISONS
from zhucun.policy.pack.flow_ways import steps_in
from zhucun.policy.pack.flows import NUMBERS
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.lint_flow_fields import unknown_field
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import ConditionShape, FlowShape, RouteShape, StateShape, TermShape
from zhucun.policy.pack.subject_numbers import names_for
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]


def lint_flow_tests(read: Reading, known: Known) -> Iterator[Problem]:
    yield from _own_names(read)
    for inside, condition in _conditions(read.shape):
        yield from _condition(read, inside, condition, known)
    for inside, _, step in steps_in(read.shape):
        for index, condition in enumerate(step.when):
            if condition.otherwise is None:
                what = "条件不符时，没有写给办的人看的话。"
                yield read.problem(
                    (*inside, "when", index), what, "请写 else: 一句话，说明还差什么、怎么办。"
                )
        if step.prolongs:
            yield from _term(read, (*inside, "prolongs"), step.prolongs, known)
    for place, state in enumerate(read.shape.states):
        yield from _clock(read, ("states", place), state, known)


def _own_names(read: Reading) -> Iterator[Problem]:
    """What a flow counts itself may not hide a number of the household it is about."""
    fields = [field.key for field in read.shape.fields]
    counted = [days.key for days in read.shape.counted]
    for part, keys in (("fields", fields), ("counted", counted)):
        for index, key in enumerate(keys):
            if key in names_for(read.shape.about):
                what = f"“{key}”已经是户情况里的一个数。"
                yield read.problem((part, index, "key"), what, "请换一个名字。")


def _conditions(shape: FlowShape) -> Iterator[tuple[Path, ConditionShape]]:
    yield from _in_routes(("opening", "to"), shape.opening.to)
    for inside, _, step in steps_in(shape):
        yield from _numbered((*inside, "when"), step.when)
        yield from _in_routes((*inside, "to"), step.to)


def _in_routes(inside: Path, to: str | list[RouteShape] | None) -> Iterator[tuple[Path, ConditionShape]]:
    for place, route in enumerate(to if isinstance(to, list) else ()):
        yield from _numbered((*inside, place, "when"), route.when)


def _numbered(inside: Path, conditions: Iterable[ConditionShape]) -> Iterator[tuple[Path, ConditionShape]]:
    return (((*inside, index), condition) for index, condition in enumerate(conditions))


def _condition(read: Reading, inside: Path, shape: ConditionShape, known: Known) -> Iterator[Problem]:
    for way in ("check", *COMPARISONS):
        asked = getattr(shape, way)
        if asked is not None:
            yield from _arithmetic(read, (*inside, way), asked, known)
    if shape.field is not None:
        yield from _choice(read, inside, shape, known)
    keys = [field.key for field in read.shape.fields]
    if shape.filled is not None and shape.filled not in keys:
        yield unknown_field(read, (*inside, "filled"), shape.filled, keys)
    for place, role in enumerate(shape.raised_as or ()):
        if role not in read.shape.opening.by:
            what = f"“{role}”不能提出这个事项，这个条件永远不符。"
            yield read.problem(
                (*inside, "raised_as", place), what, f"可以写：{'、'.join(read.shape.opening.by)}。"
            )
    levels = [one.level for one in read.shape.levels]
    for place, level in enumerate(shape.level or ()):
        if level not in levels:
            what = f"流程没有“{level}”这一级，这个条件永远不符。"
            yield read.problem(
                (*inside, "level", place), what, f"可以写：{'、'.join(levels) or '（没有）'}。"
            )
    if shape.children and not any(step.opens for _, _, step in steps_in(read.shape)):
        what = "条件要看子事项，流程却没有哪一步会开子事项。"
        yield read.problem((*inside, "children"), what, "请在某一步写 opens，或者删去这个条件。")


def _choice(read: Reading, inside: Path, shape: ConditionShape, known: Known) -> Iterator[Problem]:
    choices = {field.key: field for field in read.shape.fields if field.type == "choice"}
    field = choices.get(shape.field or "")
    if field is None:
        what, do = (
            f"“{shape.field}”不是选择项。",
            f"可以写：{'、'.join(choices) or '（没有）'}；只看填没填的写 filled。",
        )
        yield read.problem((*inside, "field"), what, do)
        return
    codes = [option.code for option in field.options] or list(
        known.vocabularies.get(field.options_from or "", {})
    )
    for place, code in enumerate(shape.is_ or ()):
        if code not in codes:
            what = f"“{field.label}”里没有“{code}”这个选项。"
            yield read.problem((*inside, "is", place), what, f"可以写：{'、'.join(codes)}。")


def _clock(read: Reading, inside: Path, state: StateShape, known: Known) -> Iterator[Problem]:
    """What a state says of its time holds together."""
    if state.term is None:
        for part in ("warn_before", "waits", "late", "because"):
            if getattr(state, part):
                yield read.problem(
                    (*inside, part), f"写了 {part}，却没有写期限。", "请写 term，或者删去这一项。"
                )
    else:
        yield from _term(read, (*inside, "term"), state.term, known)
    if state.waits and (state.late is None or state.late.do != "take"):
        what = "写了 waits（只等日子到），到了日子却不会往下走。"
        yield read.problem((*inside, "waits"), what, "请写 late: {do: take, step: 哪一步}。")


def _term(read: Reading, inside: Path, shape: TermShape, known: Known) -> Iterator[Problem]:
    way = "workdays" if shape.workdays is not None else "days"
    asked = getattr(shape, way)
    levels = [one.level for one in read.shape.levels]
    if isinstance(asked, dict):
        if missing := [level for level in levels if level not in asked]:
            what = f"没有写 {'、'.join(missing)} 一级的期限。"
            yield read.problem((*inside, way), what, "每一级都要写；各级相同的，直接写一个数。")
        for level in asked:
            if level not in levels:
                what = f"流程没有“{level}”这一级。"
                yield read.problem((*inside, way, level), what, "请删去，或者补到 levels 里。")
    for level, one in asked.items() if isinstance(asked, dict) else [("", asked)]:
        yield from _arithmetic(read, (*inside, way, level) if level else (*inside, way), one, known)
    dates = [field.key for field in read.shape.fields if field.type == "date"]
    if shape.since not in {None, "raised", *dates}:
        what = f"“{shape.since}”不是日期项。"
        do = f"可以写 raised（从提出那天起）、{'、'.join(dates) or '日期项'}；不写就从进入这个状态的那天起。"
        yield read.problem((*inside, "since"), what, do)


def _arithmetic(read: Reading, inside: Path, asked: int | str, known: Known) -> Iterator[Problem]:
    own = [field.key for field in read.shape.fields if field.type in NUMBERS]
    own += [one.key for one in read.shape.counted]
    own += sorted(names_for(read.shape.about))
    for name in sorted(Expression.parse(str(asked)).names):
        if name not in own and name not in known.values:
            what = f"算式里的“{name}”不知道是什么数。"
            close = get_close_matches(name, [*own, *known.values], n=1)
            do = f"是不是“{close[0]}”？" if close else f"可以写 values.yaml 里的数，或者：{'、'.join(own)}。"
            yield read.problem(inside, what, do)
