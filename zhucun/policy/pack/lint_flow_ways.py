"""The ways through a flow: each state is reached and comes to an end, each step leads on, the clock knows what it does."""

from collections.abc import Iterator

from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_ways import clock_circle, ending, reached, steps_in, targets, ways_of
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import FlowShape, LateShape, OpeningShape, StateShape, StepShape
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]


def lint_flow_ways(read: Reading) -> Iterator[Problem]:
    shape = read.shape
    yield from _to(read, ("opening",), shape.opening)
    for inside, state, step in steps_in(shape):
        yield from _to(read, inside, step)
        yield from _step(read, inside, state, step)
    for place, state in enumerate(shape.states):
        yield from _steps(read, ("states", place), state)
        if state.late:
            yield from _late(read, ("states", place, "late"), state, state.late)
    yield from _map(read)


def _map(read: Reading) -> Iterator[Problem]:
    shape, ways = read.shape, ways_of(read.shape)
    there, ends = reached(ways), {state.id for state in shape.states if state.end}
    over = ending(ways, ends)
    for place, state in enumerate(shape.states):
        inside: Path = ("states", place, "id")
        if state.id not in there:
            what = f"“{state.title}”没有哪条路走得到。"
            yield read.problem(inside, what, "请让某一步的 to 指向它，或者删去这个状态。")
        if state.id not in over and state.steps:
            what = f"“{state.title}”走不到办结。"
            yield read.problem(inside, what, "请加一步，to 指向写了 end 的状态，或者指向能办结的状态。")
    if circle := clock_circle(shape):
        what = f"没有人办，到期就自己转圈：{' → '.join(circle)}。"
        index = [state.id for state in shape.states].index(circle[0])
        yield read.problem(("states", index, "late"), what, "请让其中一个状态由人来办，或者到期后办结。")


def _to(read: Reading, inside: Path, one: StepShape | OpeningShape) -> Iterator[Problem]:
    ids = [state.id for state in read.shape.states]
    several = isinstance(one.to, list)
    for place, target in enumerate(targets(one)):
        if target not in ids:
            at: Path = (*inside, "to", place, "state") if several else (*inside, "to")
            yield read.problem(at, f"没有“{target}”这个状态。", f"可以写：{'、'.join(ids)}。")
    routes = one.to if isinstance(one.to, list) else []
    for place, route in enumerate(routes[:-1]):
        if not route.when:
            what = f"“{route.state}”没有条件，后面的去向永远轮不到。"
            yield read.problem((*inside, "to", place), what, "请给它写 when，或者移到最后。")


def _step(read: Reading, inside: Path, state: StateShape, step: StepShape) -> Iterator[Problem]:
    if step.kind == "move" and step.to is None:
        yield read.problem(
            inside, f"“{step.title}”没有写走到哪里。", "请写 to；不离开这个状态的，写 kind: stay。"
        )
    if step.kind in {"suspend", "stay"} and step.to is not None:
        what = f"kind: {step.kind} 的一步不离开这个状态，不能写 to。"
        yield read.problem((*inside, "to"), what, "请删去 to，或者改成 kind: move。")
    merged = {one.id for one in read.shape.states if one.end == "merged"}
    if step.kind == "merge" and not set(targets(step)) <= merged:
        what = f"“{step.title}”是并案，to 要写有 end: merged 的状态。"
        do = f"请删去 to（就在原来的状态结束），或者写：{'、'.join(sorted(merged)) or '（没有这样的状态）'}。"
        yield read.problem((*inside, "to"), what, do)
    if step.kind == "suspend" and state.term is None:
        what = f"“{state.title}”没有期限，谈不上中止。"
        yield read.problem((*inside, "kind"), what, "请给这个状态写 term，或者删去这一步。")
    if step.prolongs and state.term is None:
        yield read.problem(
            (*inside, "prolongs"), f"“{state.title}”没有期限，谈不上延长。", "请给这个状态写 term。"
        )
    if step.prolongs and step.kind != "stay":
        yield read.problem((*inside, "prolongs"), "延长期限的一步要留在原来的状态。", "请写 kind: stay。")
    yield from _level(read, inside, step)


def _level(read: Reading, inside: Path, step: StepShape) -> Iterator[Problem]:
    levels = [one.level for one in read.shape.levels]
    if step.level is None:
        return
    if not levels:
        what = f"写了 level: {step.level}，流程却没有办理层级。"
        yield read.problem((*inside, "level"), what, "请在 levels 里写各级由哪个角色办。")
    elif step.level not in {"up", "down", *levels}:
        yield read.problem(
            (*inside, "level"), f"流程没有“{step.level}”这一级。", f"可以写：up、down、{'、'.join(levels)}。"
        )
    if step.kind != "move":
        yield read.problem((*inside, "level"), "只有往下走的一步（kind: move）能换层级。", "请删去 level。")


def _steps(read: Reading, inside: Path, state: StateShape) -> Iterator[Problem]:
    """A case that is over can only be reopened; one that is not can go on."""
    if not state.end and not state.steps:
        what = f"“{state.title}”没有下一步，也没有办结。"
        yield read.problem(inside, what, "请写 steps；到这里就结束的，写 end。")
    if state.end and (state.term or state.late):
        yield read.problem(inside, f"“{state.title}”已经办结，不再有期限。", "请删去 term 和 late。")
    for index, step in enumerate(state.steps):
        at: Path = (*inside, "steps", index)
        if state.end and not step.reopens:
            what = f"“{state.title}”已经办结，只能有重新办理的步骤。"
            yield read.problem(at, what, "请写 reopens: true，或者删去这一步。")
        if not state.end and step.reopens:
            what = f"“{state.title}”还没有办结，谈不上重新办理。"
            yield read.problem((*at, "reopens"), what, "请删去 reopens，或者移到办结的状态。")
        if state.end and step.by is None:
            yield read.problem(at, f"没有写“{step.title}”由谁办。", "请写 by；办结的状态没有 actor。")


def _late(read: Reading, inside: Path, state: StateShape, late: LateShape) -> Iterator[Problem]:
    takes = "take" in (late.do, late.at_top)
    if late.do == "escalate":
        yield from _escalates(read, inside, state, late)
    elif late.at_top or late.state:
        part = "at_top" if late.at_top else "state"
        what = f"{part} 只用于到期上报（do: escalate）。"
        yield read.problem((*inside, part), what, "请删去这一项。")
    step = next((one for one in state.steps if one.id == late.step), None)
    if takes and step is None:
        what = f"到期自己走一步，“{state.title}”里却没有“{late.step or '（没有写）'}”这一步。"
        ids = "、".join(one.id for one in state.steps)
        yield read.problem(
            (*inside, "step") if late.step else inside, what, f"请写 step: {ids or '步骤的 id'}。"
        )
    if late.step and not takes:
        yield read.problem((*inside, "step"), "到期不自己走，不用写 step。", "请删去，或者写 do: take。")
    if takes and step is not None:
        yield from _by_itself(read, inside, state, step)


def _escalates(read: Reading, inside: Path, state: StateShape, late: LateShape) -> Iterator[Problem]:
    ids = [state.id for state in read.shape.states]
    if not read.shape.levels:
        what = "到期上报，流程却没有办理层级。"
        yield read.problem((*inside, "do"), what, "请在 levels 里写各级由哪个角色办。")
    if late.at_top is None:
        what = "没有写到了最高一级怎么办。"
        yield read.problem(
            inside, what, "请写 at_top: remind（提醒），或者 at_top: take 加 step（自己走一步）。"
        )
    there = next((one for one in read.shape.states if one.id == (late.state or state.id)), state)
    if there.actor and not there.actor.level:
        what = f"报上一级以后，“{there.title}”还是由原来的人办。"
        yield read.problem(
            (*inside, "do"), what, "请把它的 actor 写成 level: true，或者到期走一步（do: take）。"
        )
    if late.state and late.state not in ids:
        yield read.problem((*inside, "state"), f"没有“{late.state}”这个状态。", f"可以写：{'、'.join(ids)}。")


def _by_itself(read: Reading, inside: Path, state: StateShape, step: StepShape) -> Iterator[Problem]:
    """A step that the clock takes answers nothing and names nobody as itself."""
    if step.kind != "move":
        yield read.problem(
            (*inside, "step"), f"“{step.title}”不往下走，不能到期自己走。", "请选 kind: move 的一步。"
        )
    if step.asks:
        what = f"“{step.title}”要填 {'、'.join(step.asks)}，到期自己走时没有人填。"
        yield read.problem((*inside, "step"), what, "请把要填的移到 may_add，或者另写一步。")
    if "me" in step.names.values():
        what = f"“{step.title}”定下办的人是谁（me），到期自己走时没有这个人。"
        yield read.problem((*inside, "step"), what, "请另写一步，不用 me。")
    stands = step.when or (isinstance(step.to, list) and step.to[-1].when)
    if stands and state.actor is not None and state.actor.nobody:
        what = f"“{state.title}”没有人办，“{step.title}”的条件不符时就再也走不了。"
        yield read.problem((*inside, "step"), what, "请删去它的 when，最后一个去向也不写条件。")
