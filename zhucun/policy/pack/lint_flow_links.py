"""What a flow does outside itself: effects elsewhere in the product, and child cases of other flows."""

from collections.abc import Iterator, Mapping

from zhucun.policy.pack.effects import EFFECTS, Argument
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_model import CaseField, PackFlow
from zhucun.policy.pack.flow_ways import NOTHING, answered_before, circle, steps_in, steps_of_clock
from zhucun.policy.pack.flows import DeclaredFlow
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import EffectShape, FlowShape, StepShape
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]
Fields = Mapping[str, CaseField]


def lint_flow_links(declared: DeclaredFlow, known: Known) -> Iterator[Problem]:
    read, fields = declared.read, {field.key: field for field in declared.flow.fields}
    before = answered_before(read.shape)
    yield from _breeds(declared, known)
    for inside, state, step in steps_in(read.shape):
        filled = before.get(state.id, NOTHING) | set(step.asks)
        for index, effect in enumerate(step.effects):
            yield from _effect(read, (*inside, "effects", index), effect, fields, filled, known)
        if step.opens:
            yield from _opens(read, (*inside, "opens"), step, fields, known)


def _effect(
    read: Reading, inside: Path, shape: EffectShape, fields: Fields, filled: frozenset[str], known: Known
) -> Iterator[Problem]:
    kind = EFFECTS.get(shape.name)
    if kind is None:
        yield read.problem(
            (*inside, "name"), f"没有“{shape.name}”这种效果。", f"可以写：{'、'.join(EFFECTS)}。"
        )
        return
    if read.shape.about not in kind.about:
        what = f"“{kind.title}”不能用于 about: {read.shape.about} 的事项。"
        yield read.problem((*inside, "name"), what, f"只能用于 about: {'、'.join(sorted(kind.about))}。")
    given = [*shape.gives, *shape.fixed]
    for name in kind.required:
        if name not in given:
            what = f"没有写“{kind.required[name].title}”（{name}）。"
            yield read.problem(inside, what, "请写在 gives（取自哪一项）或者 fixed（固定是什么）里。")
    for name in given:
        part = "gives" if name in shape.gives else "fixed"
        argument = kind.arguments.get(name)
        if argument is None or given.count(name) > 1:
            what = f"“{name}”用不着，或者写了两次。"
            yield read.problem(
                (*inside, part, name), what, f"可以写：{'、'.join(kind.arguments)}，各写一次。"
            )
        elif part == "gives":
            sure = filled if name in kind.required else frozenset(fields)  # what is not needed may stay empty
            yield from _given(read, (*inside, part, name), argument, shape.gives[name], fields, sure, known)
        else:
            yield from _fixed(read, (*inside, part, name), argument, shape.fixed[name], known)


def _given(
    read: Reading,
    inside: Path,
    argument: Argument,
    key: str,
    fields: Fields,
    filled: frozenset[str],
    known: Known,
) -> Iterator[Problem]:
    field = fields.get(key)
    fitting = "、".join(one.key for one in fields.values() if one.type == argument.type) or "（没有）"
    if field is None or field.type != argument.type:
        what = f"“{key}”不能作“{argument.title}”。"
        yield read.problem(inside, what, f"请写 type: {argument.type} 的项：{fitting}。")
        return
    if key not in filled:
        what = f"走到这一步时，“{field.label}”不一定填过。"
        yield read.problem(inside, what, "请在这一步或者它前面每条路上的 asks 里写上它。")
    words = known.vocabularies.get(argument.vocabulary, {})
    odd = [option.code for option in field.options if argument.vocabulary and option.code not in words]
    if odd:
        what = f"“{field.label}”的选项 {'、'.join(odd)} 不在词表 {argument.vocabulary} 里。"
        yield read.problem(inside, what, f"请写 options_from: {argument.vocabulary}，或者用其中的代码。")


def _fixed(read: Reading, inside: Path, argument: Argument, code: str, known: Known) -> Iterator[Problem]:
    words = known.vocabularies.get(argument.vocabulary, {})
    if not argument.vocabulary:
        yield read.problem(inside, f"“{argument.title}”不能固定写死。", "请写在 gives 里，说明取自哪一项。")
    elif code not in words:
        what = f"词表 {argument.vocabulary} 里没有“{code}”。"
        yield read.problem(inside, what, f"可以写：{'、'.join(words)}。")


def _opens(read: Reading, inside: Path, step: StepShape, fields: Fields, known: Known) -> Iterator[Problem]:
    opens = step.opens
    child = known.flows.get(opens.flow) if opens else None
    if opens is None or child is None:
        named = "、".join(known.flows)
        yield read.problem(
            (*inside, "flow"), f"没有“{opens.flow if opens else ''}”这个流程。", f"可以写：{named}。"
        )
        return
    for theirs, ours in opens.fields.items():
        yield from _copied(read, (*inside, "fields", theirs), child.flow, theirs, fields.get(ours), ours)
    for key in child.flow.flow.opening.asks:
        if key not in opens.fields:
            what = f"“{child.flow.title}”提出时要填“{child.flow.field(key).label}”（{key}），这里没有给它。"
            yield read.problem((*inside, "fields"), what, f"请在 fields 里写 {key}: 本流程的哪一项。")


def _breeds(declared: DeclaredFlow, known: Known) -> Iterator[Problem]:
    """Cases that the clock opens must not open their like by the clock again."""
    opened = {
        id: {step.opens.flow for _, step in steps_of_clock(one.read.shape) if step.opens}
        for id, one in known.flows.items()
    }
    way = circle(declared.flow.id, opened)
    for inside, state, step in steps_in(declared.read.shape):
        if way and step.opens and step.opens.flow == way[1] and state.late and state.late.step == step.id:
            what = f"没有人办，到期就会不断开出新的事项：{' → '.join(way)}。"
            yield declared.read.problem((*inside, "opens"), what, "请改由人来开，或者删去 opens。")


def _copied(
    read: Reading, inside: Path, child: PackFlow, theirs: str, ours: CaseField | None, key: str
) -> Iterator[Problem]:
    wanted = next((field for field in child.fields if field.key == theirs), None)
    if wanted is None:
        names = "、".join(field.key for field in child.fields)
        yield read.problem(inside, f"“{child.title}”没有“{theirs}”这一项。", f"可以写：{names}。")
    elif ours is None:
        yield read.problem(inside, f"本流程没有“{key}”这一项。", "请核对 fields 里的名字。")
    elif ours.type != wanted.type:
        what = f"“{ours.label}”是 {ours.type}，“{wanted.label}”是 {wanted.type}，不能照抄。"
        yield read.problem(inside, what, "请换一项类型相同的。")
