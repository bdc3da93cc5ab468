"""Who acts in a flow: roles that exist, may act, and sit where the case lies; parties and units that are somebody."""

from collections.abc import Iterator

from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_people import People, people_of
from zhucun.policy.pack.flow_places import LEVEL_OF_SCOPE, LEVEL_TITLES, LIES_AT, digits_of
from zhucun.policy.pack.flow_ways import steps_in
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.lint_flow_parties import lint_flow_parties
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import ActorShape, FlowShape, StateShape, StepShape
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]
RAISES, ACTS = "cases.raise", "cases.act"


def lint_flow_people(read: Reading, known: Known) -> Iterator[Problem]:
    people = people_of(read.shape)
    yield from _opening(read, known)
    yield from _levels(read, known)
    for place, state in enumerate(read.shape.states):
        inside: Path = ("states", place)
        yield from _has_actor(read, inside, state)
        if state.actor:
            yield from _actor(read, (*inside, "actor"), state.actor, known, people)
    for inside, state, step in steps_in(read.shape):
        if step.by:
            yield from _actor(read, (*inside, "by"), step.by, known, people)
            yield from _not_nobody(read, (*inside, "by"), state, step)
    yield from lint_flow_parties(read, people, known)


def _not_nobody(read: Reading, inside: Path, state: StateShape, step: StepShape) -> Iterator[Problem]:
    by_clock = state.late is not None and state.late.step == step.id
    if step.by and step.by.nobody and not by_clock:
        what = f"“{step.title}”没有人办，到期也不会自己走。"
        yield read.problem(inside, what, "请写由谁办，或者在 late 里写 step: 这一步。")


def _opening(read: Reading, known: Known) -> Iterator[Problem]:
    for index, role in enumerate(read.shape.opening.by):
        yield from _role(read, ("opening", "by", index), role, known, RAISES)


def _role(read: Reading, inside: Path, role: str, known: Known, permission: str) -> Iterator[Problem]:
    if role not in known.roles:
        yield read.problem(inside, f"没有“{role}”这个角色。", "请核对 roles.yaml 里的角色代码。")
    elif permission not in known.roles[role].permissions:
        able = "、".join(code for code, one in known.roles.items() if permission in one.permissions)
        does = "提出事项" if permission == RAISES else "办理事项"
        what = f"“{known.roles[role].title}”没有{does}的权限（{permission}）。"
        yield read.problem(inside, what, f"有这项权限的角色：{able or '（没有）'}。")


def _levels(read: Reading, known: Known) -> Iterator[Problem]:
    lies = LIES_AT[read.shape.about]
    for index, one in enumerate(read.shape.levels):
        inside: Path = ("levels", index)
        yield from _role(read, (*inside, "role"), one.role, known, ACTS)
        if one.role in known.roles and known.roles[one.role].scope != one.level:
            what = f"“{known.roles[one.role].title}”不在{LEVEL_TITLES[one.level]}一级。"
            do = f"请写 scope 是 {one.level} 的角色：{_roles_at(known, one.level)}。"
            yield read.problem((*inside, "role"), what, do)
        if digits_of(one.level) > digits_of(lies):
            what = f"about: {read.shape.about} 的事项在{LEVEL_TITLES[lies]}一级，没有{LEVEL_TITLES[one.level]}一级。"
            yield read.problem((*inside, "level"), what, "请删去这一级，或者改 about。")


def _roles_at(known: Known, level: str) -> str:
    return "、".join(code for code, role in known.roles.items() if role.scope == level) or "（没有）"


def _has_actor(read: Reading, inside: Path, state: StateShape) -> Iterator[Problem]:
    if state.end and state.actor:
        yield read.problem((*inside, "actor"), f"“{state.title}”已经办结，不用写由谁办。", "请删去 actor。")
    if not state.end and state.actor is None:
        what = f"“{state.title}”没有写由谁办。"
        yield read.problem(
            inside, what, "请写 actor；只等日子到的写 actor: {nobody: true}，再写期限和 late。"
        )
    moves = state.term is not None and state.late is not None and state.late.do == "take"
    if not state.end and state.actor and state.actor.nobody and not moves:
        what = f"“{state.title}”没有人办，也不会自己往下走。"
        yield read.problem(
            (*inside, "actor"), what, "请写由谁办，或者写期限 term 和 late: {do: take, step: 哪一步}。"
        )


def _actor(read: Reading, inside: Path, shape: ActorShape, known: Known, people: People) -> Iterator[Problem]:
    if shape.level and not read.shape.levels:
        yield read.problem(
            inside, "写了 level: true，流程却没有办理层级。", "请在 levels 里写各级由哪个角色办。"
        )
    if shape.role is not None:
        yield from _role(read, (*inside, "role"), shape.role, known, ACTS)
        yield from _sits_there(read, inside, shape.role, known)
    if shape.party is not None and shape.party not in people.parties:
        what = f"“{shape.party}”始终没有定下是谁。"
        do = f"请在前面某一步的 names 里定下，或者写：{'、'.join(people.parties)}。"
        yield read.problem((*inside, "party"), what, do)
    if shape.unit is not None and shape.unit not in people.units:
        what = f"“{shape.unit}”不是单位项（unit）。"
        yield read.problem((*inside, "unit"), what, f"可以写：{'、'.join(people.units) or '（没有）'}。")


def _sits_there(read: Reading, inside: Path, role: str, known: Known) -> Iterator[Problem]:
    """Holders of a role are found where the case lies or above, never below and never in a unit."""
    scope = known.roles[role].scope if role in known.roles else "county"
    lies = LIES_AT[read.shape.about]
    if scope not in LEVEL_OF_SCOPE:
        what = f"“{known.roles[role].title}”属于单位，不能按地方找到。"
        yield read.problem((*inside, "role"), what, "请写 unit: 单位项，由那个单位的联系人办。")
    elif digits_of(LEVEL_OF_SCOPE[scope]) > digits_of(lies):
        what = f"事项在{LEVEL_TITLES[lies]}一级，“{known.roles[role].title}”在它下面，不知道是哪一个。"
        yield read.problem((*inside, "role"), what, "请写同级或者上级的角色，或者写 party: 事项里的人。")
