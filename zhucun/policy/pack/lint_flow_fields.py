"""What a flow asks: fields that exist, that somebody fills in, and that closing can rely on."""

from collections.abc import Iterable, Iterator
from typing import Any

from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_ways import NOTHING, answered_before, steps_in, targets
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import CaseFieldShape, FlowShape, StateShape, StepShape
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]


def lint_flow_fields(read: Reading, known: Known) -> Iterator[Problem]:
    for index, field in enumerate(read.shape.fields):
        yield from _field(read, ("fields", index), field, known)
    yield from _counted(read, known)
    yield from _asked(read)
    yield from _named(read)
    yield from _rating(read)
    yield from _closing(read)


def _field(read: Reading, inside: Path, field: CaseFieldShape, known: Known) -> Iterator[Problem]:
    if (field.type == "choice") is not bool(field.options or field.options_from):
        what = f"“{field.label}”的选项和类型不相符。"
        yield read.problem((*inside, "type"), what, "选择项（choice）才写选项，并且一定要写。")
    if field.options_from and field.options_from not in known.vocabularies:
        yield read.problem((*inside, "options_from"), f"没有词表“{field.options_from}”。", "请核对名字。")
    codes = [option.code for option in field.options]
    codes += known.vocabularies.get(field.options_from or "", {})
    for place, option in enumerate(field.options):
        at: Path = (*inside, "options", place)
        if option.code in codes[:place]:
            yield read.problem((*at, "code"), f"选项“{option.code}”写了两次。", "请换一个代码。")
        if option.serves is not None:
            yield read.problem((*at, "serves"), "流程的选项不写 serves。", "请删去；它只用于工作记录。")
    if field.default is not None and field.default not in codes:
        yield read.problem((*inside, "default"), f"默认值“{field.default}”不在选项里。", "请从选项里选。")
    if field.key in known.values:
        what = f"“{field.key}”和 values.yaml 里的数同名。"
        yield read.problem((*inside, "key"), what, "请换一个名字，算式里才分得清。")


def _counted(read: Reading, known: Known) -> Iterator[Problem]:
    taken = {field.key for field in read.shape.fields} | set(known.values)
    dates = _of_type(read, "date")
    for index, one in enumerate(read.shape.counted):
        inside: Path = ("counted", index)
        if one.key in taken:
            yield read.problem((*inside, "key"), f"“{one.key}”这个名字已经用过。", "请换一个名字。")
        taken.add(one.key)
        for end in ("first", "last"):
            name = getattr(one, end)
            if name not in dates:
                yield read.problem((*inside, end), f"“{name}”不是日期项。", f"可以写：{_list(dates)}。")


def _asked(read: Reading) -> Iterator[Problem]:
    """Everything asked is a field, once; every field is asked of somebody."""
    keys = [field.key for field in read.shape.fields]
    opening = read.shape.opening
    asked = set[str]()
    for inside, one in [(("opening",), opening), *((at, step) for at, _, step in steps_in(read.shape))]:
        here = set[str]()
        for part in ("asks", "may_add"):
            for place, key in enumerate(getattr(one, part)):
                if key not in keys:
                    yield unknown_field(read, (*inside, part, place), key, keys)
                elif key in here:
                    yield read.problem((*inside, part, place), f"“{key}”问了两次。", "请只留一处。")
                here.add(key)
        asked |= here
    for index, field in enumerate(read.shape.fields):
        if field.key not in asked:
            what = f"“{field.label}”（{field.key}）没有哪一步填写。"
            yield read.problem(
                ("fields", index, "key"), what, "请写进 opening 或某一步的 asks、may_add，或者删去。"
            )


def _named(read: Reading) -> Iterator[Problem]:
    """Fields that the flow as a whole points to."""
    shape, keys = read.shape, [field.key for field in read.shape.fields]
    if shape.title_from and shape.title_from not in (*shape.opening.asks, *shape.opening.may_add):
        what = f"标题取自“{shape.title_from}”，提出时却没有填它。"
        yield read.problem(("title_from",), what, "请写 opening 里填写的一项。")
    if shape.against and shape.against not in (accounts := _of_type(read, "account")):
        what = f"“{shape.against}”不是指明人员的项（account）。"
        yield read.problem(("against",), what, f"被反映的人要从账号里选，可以写：{_list(accounts)}。")
    elif shape.against and shape.against not in shape.opening.asks:
        what = f"提出时没有问“{shape.against}”，事项可能先到被反映的人手里。"
        yield read.problem(("against",), what, "请写进 opening 的 asks；不针对谁的，另写一个流程。")
    for index, key in enumerate(shape.closing_needs):
        if key not in keys:
            yield unknown_field(read, ("closing_needs", index), key, keys)


def _rating(read: Reading) -> Iterator[Problem]:
    rating, choices = read.shape.rating, _of_type(read, "choice")
    if rating and rating not in choices:
        what = f"“{rating}”不是选择项。"
        yield read.problem(("rating",), what, f"评价要从选项里选，可以写：{_list(choices)}。")


def _closing(read: Reading) -> Iterator[Problem]:
    """A step that settles a case has what closing needs: asked on every way to it, in its state, or by itself."""
    shape = read.shape
    settled = {state.id for state in shape.states if state.end == "settled"}
    before, keys = answered_before(shape), {field.key for field in shape.fields}
    for inside, state, step in steps_in(shape):
        if not settled & set(targets(step)):
            continue
        near = {key for one in (step, *_staying(state)) for key in (*one.asks, *one.may_add)}
        for key in shape.closing_needs:
            if key in keys and key not in near | before.get(state.id, NOTHING):
                what = f"“{step.title}”办结时需要“{key}”，走到这里却不一定填过。"
                yield read.problem(
                    (*inside, "asks"), what, f"请在这一步或者它前面每条路上的 asks 里写 {key}。"
                )


def _staying(state: StateShape) -> list[StepShape]:
    return [step for step in state.steps if step.kind == "stay"]


def unknown_field(read: Read[Any], inside: Path, key: str, keys: Iterable[str]) -> Problem:
    return read.problem(inside, f"没有“{key}”这一项。", f"可以写：{_list(keys)}。")


def _of_type(read: Reading, *types: str) -> list[str]:
    return [field.key for field in read.shape.fields if field.type in types]


def _list(names: Iterable[str]) -> str:
    return "、".join(names) or "（没有）"
