"""Examples beside flows before they are run: each names a flow, people that can be told, and days in order."""

from collections.abc import Iterable, Iterator, Mapping

from zhucun.engine.flow.acting import Why
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.pack.flow_people import people_of
from zhucun.policy.pack.flow_ways import steps_in
from zhucun.policy.pack.flows import DeclaredFlow
from zhucun.policy.pack.lint_flow_fields import unknown_field
from zhucun.policy.pack.model import Role
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import ActGiven, FlowCasesFile, FlowCaseShape, RaisedGiven
from zhucun.policy.pack.subject_numbers import names_for
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowCasesFile]
UNIT = "unit"
DATES, WHOLE = frozenset({"date"}), frozenset({"number", "money"})


def lint_flow_cases(
    layers: Iterable[LayerFiles], flows: Mapping[str, DeclaredFlow], roles: Mapping[str, Role]
) -> Iterator[Problem]:
    for layer in layers:
        for read in layer.all_of(FlowCasesFile):
            declared = flows.get(read.shape.flow)
            if declared is None:
                yield read.problem(("flow",), f"没有“{read.shape.flow}”这个流程。", "请核对 flows 里的 id。")
                continue
            for index, case in enumerate(read.shape.cases):
                yield from _case(read, ("cases", index), case, declared, roles)


def _case(
    read: Reading, inside: Path, case: FlowCaseShape, declared: DeclaredFlow, roles: Mapping[str, Role]
) -> Iterator[Problem]:
    flow = declared.flow
    people = {UNIT, *people_of(declared.read.shape).parties, *roles}
    yield from _given(read, (*inside, "raised"), case.raised, flow)
    if case.raised.by not in roles:
        yield read.problem((*inside, "raised", "by"), f"没有“{case.raised.by}”这个角色。", "请写角色代码。")
    yield from _numbers(read, (*inside, "numbers"), case.numbers, flow)
    day = case.raised.on
    for index, act in enumerate(case.acts):
        at: Path = (*inside, "acts", index)
        yield from _act(read, at, act, declared, people)
        yield from _given(read, at, act, flow)
        yield from _numbers(read, (*at, "numbers"), act.numbers, flow)
        if act.on < day:
            yield read.problem((*at, "on"), "比前一步还早。", "请按日期先后写。")
        day = act.on
    state = case.expect.state
    if state is not None and state not in flow.flow.states:
        names = "、".join(flow.flow.states)
        yield read.problem((*inside, "expect", "state"), f"没有“{state}”这个状态。", f"可以写：{names}。")


def _act(
    read: Reading, inside: Path, act: ActGiven, declared: DeclaredFlow, people: set[str]
) -> Iterator[Problem]:
    if sum(bool(one) for one in (act.step, act.clock, act.resume)) != 1:
        what = "没有说清做了什么。"
        do = "请写 step（哪一步）、clock: true（到期自己走）或者 resume: true（恢复计时），只写一个。"
        yield read.problem(inside, what, do)
    steps = dict.fromkeys(step.id for _, _, step in steps_in(declared.read.shape))
    if act.step is not None and act.step not in steps:
        yield read.problem((*inside, "step"), f"没有“{act.step}”这一步。", f"可以写：{'、'.join(steps)}。")
    if act.clock and (act.by or act.fields):
        yield read.problem(inside, "到期自己走，没有人办，也不填什么。", "请删去 by 和 fields。")
    if not act.clock and act.by not in people:
        what = f"不知道是谁办的：“{act.by or '（没有写）'}”。"
        yield read.problem(
            (*inside, "by") if act.by else inside,
            what,
            "请写 by: 角色代码、raiser、unit（单位的联系人）或者事项里的人。",
        )


def _numbers(read: Reading, inside: Path, numbers: Iterable[str], flow: PackFlow) -> Iterator[Problem]:
    known = sorted(names_for(flow.flow.about))
    for name in numbers:
        if name not in known:
            what = f"没有“{name}”这个数。"
            yield read.problem((*inside, name), what, f"可以写：{'、'.join(known) or '（没有）'}。")


def _given(read: Reading, inside: Path, act: ActGiven | RaisedGiven, flow: PackFlow) -> Iterator[Problem]:
    if act.refused is not None and act.refused not in set(Why):
        what = f"没有“{act.refused}”这种拒绝。"
        yield read.problem((*inside, "refused"), what, f"只能写：{'、'.join(Why)}。")
    for key, value in act.fields.items():
        at: Path = (*inside, "fields", key)
        field = next((one for one in flow.fields if one.key == key), None)
        if field is None:
            yield unknown_field(read, at, key, [one.key for one in flow.fields])
        elif (isinstance(value, int), not isinstance(value, int | str)) != (
            field.type in WHOLE,
            field.type in DATES,
        ):
            what = f"“{field.label}”是 {field.type}，这里写的不是。"
            yield read.problem(at, what, "数写整数（金额写分），日期写 2026-10-31，其他写文字。")
        elif field.options and value not in (codes := [option.code for option in field.options]):
            yield read.problem(at, f"“{field.label}”里没有“{value}”。", f"可以写：{'、'.join(codes)}。")
