"""Who acts in a flow: roles that exist and sit where the case lies, parties that somebody is, four eyes that can be two."""

from collections.abc import Iterator

from zhucun.engine.flow.definition import AGAINST, RAISER
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_places import LEVEL_OF_SCOPE, LEVEL_TITLES, LIES_AT, digits_of
from zhucun.policy.pack.flow_ways import steps_in
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import ActorShape, FlowShape, StateShape, StepShape
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]
ME, NOBODY, ACTOR = "me", "nobody", "actor"
RESERVED = frozenset({RAISER, AGAINST, ME, NOBODY, ACTOR})
RAISES, ACTS = "cases.raise", "cases.act"


def lint_flow_people(read: Reading, known: Known) -> Iterator[Problem]:
    yield from _opening(read, known)
    yield from _levels(read, known)
    yield from _naming(read, known)
    for place, state in enumerate(read.shape.states):
        inside: Path = ("states", place)
        yield from _has_actor(read, inside, state)
        if state.actor:
            yield from _actor(read, (*inside, "actor"), state.actor, known)
    for inside, state, step in steps_in(read.shape):
        if step.by:
            yield from _actor(read, (*inside, "by"), step.by, known)
            if step.by.nobody and (state.late is None or state.late.step != step.id):
                what = f"“{step.title}”没有人办，到期也不会自己走。"
                yield read.problem((*inside, "by"), what, "请写由谁办，或者在 late 里写 step: 这一步。")
        yield from _four_eyes(read, inside, state, step)
    yield from _seen_by(read, known)


def parties_in(shape: FlowShape) -> dict[str, str]:
    """Every party that is somebody at some time, and who it is the first time: `me`, a field or another party."""
    found = {RAISER: ME, **({AGAINST: shape.against} if shape.against else {})}
    for names in (shape.opening.names, *(step.names for _, _, step in steps_in(shape))):
        for party, who in names.items():
            if who != NOBODY:
                found.setdefault(party, who)
    return found


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


def _actor(read: Reading, inside: Path, shape: ActorShape, known: Known) -> Iterator[Problem]:
    if shape.level and not read.shape.levels:
        yield read.problem(
            inside, "写了 level: true，流程却没有办理层级。", "请在 levels 里写各级由哪个角色办。"
        )
    if shape.role is not None:
        yield from _role(read, (*inside, "role"), shape.role, known, ACTS)
        yield from _sits_there(read, inside, shape.role, known)
    if shape.party is not None and shape.party not in (named := parties_in(read.shape)):
        what = f"“{shape.party}”始终没有定下是谁。"
        do = f"请在前面某一步的 names 里定下，或者写：{'、'.join(named)}。"
        yield read.problem((*inside, "party"), what, do)
    units = [field.key for field in read.shape.fields if field.type == "unit"]
    if shape.unit is not None and shape.unit not in units:
        what = f"“{shape.unit}”不是单位项（unit）。"
        yield read.problem((*inside, "unit"), what, f"可以写：{'、'.join(units) or '（没有）'}。")


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


def _naming(read: Reading, known: Known) -> Iterator[Problem]:
    """A party is named by me, nobody, a field of accounts, or another party; its own name means nothing else."""
    accounts = [field.key for field in read.shape.fields if field.type == "account"]
    parties = parties_in(read.shape)
    opening: tuple[Path, dict[str, str]] = (("opening", "names"), read.shape.opening.names)
    for inside, names in (opening, *(((*at, "names"), step.names) for at, _, step in steps_in(read.shape))):
        for party, who in names.items():
            if party in RESERVED or party in known.roles:
                what = f"“{party}”已有别的意思，不能用来称呼事项里的人。"
                do = "请换一个名字；被反映的人用 against 写明是哪一项。"
                yield read.problem((*inside, party), what, do)
            if who not in {ME, NOBODY, *accounts, *(set(parties) - {party})}:
                what = f"“{who}”不能说明是谁。"
                do = f"可以写 me（办这一步的人）、nobody（不再是谁）、人员项 {_list(accounts)}，或者 {_list(parties)}。"
                yield read.problem((*inside, party), what, do)


def _four_eyes(read: Reading, inside: Path, state: StateShape, step: StepShape) -> Iterator[Problem]:
    named = {one.id for _, _, one in steps_in(read.shape)} | set(parties_in(read.shape))
    for place, name in enumerate(step.not_by):
        if name not in named:
            what = f"没有“{name}”这一步，事项里也没有这个人。"
            yield read.problem(
                (*inside, "not_by", place), what, "请写步骤的 id、raiser（提出人）或者事项里的人。"
            )
    who = step.by or state.actor
    if who is not None and who.party is not None and _always(read.shape, who.party) & set(step.not_by):
        what = f"“{step.title}”由“{who.party}”办，又写了不能由这个人办，谁也办不了。"
        yield read.problem((*inside, "not_by"), what, "请改由别人办，或者删去 not_by 里的这一项。")


def _always(shape: FlowShape, party: str) -> set[str]:
    """What a party is sure to be or to have done: itself, and the one step that names whoever took it."""
    named = [(step.id, step.names[party]) for _, _, step in steps_in(shape) if party in step.names]
    once = len(named) == 1 and named[0][1] == ME and party not in shape.opening.names
    return {party, named[0][0]} if once else {party}


def _seen_by(read: Reading, known: Known) -> Iterator[Problem]:
    readers = {*parties_in(read.shape), *known.roles, ACTOR} - {AGAINST}
    for index, field in enumerate(read.shape.fields):
        for place, reader in enumerate(field.seen_by):
            inside: Path = ("fields", index, "seen_by", place)
            if reader == AGAINST:
                yield read.problem(inside, "被反映的人看不到事项，也看不到这一项。", "请删去 against。")
            elif reader not in readers:
                do = f"可以写角色代码、actor（现在办的人），或者 {_list(parties_in(read.shape))}。"
                yield read.problem(inside, f"“{reader}”不是事项里的人，也不是角色。", do)


def _list(names: list[str] | dict[str, str]) -> str:
    return "、".join(names) or "（没有）"
