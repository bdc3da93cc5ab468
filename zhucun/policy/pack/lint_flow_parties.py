"""The people of a case: named by somebody, called by a name of their own, and never made to check themselves."""

from collections.abc import Iterable, Iterator

from zhucun.engine.flow.definition import AGAINST
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_people import ACTOR, ME, NOBODY, RESERVED, People
from zhucun.policy.pack.flow_ways import steps_in
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import FlowShape, StateShape, StepShape
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]


def lint_flow_parties(read: Reading, people: People, known: Known) -> Iterator[Problem]:
    yield from _naming(read, ("opening", "names"), read.shape.opening.names, people, known)
    for inside, state, step in steps_in(read.shape):
        yield from _naming(read, (*inside, "names"), step.names, people, known)
        yield from _four_eyes(read, inside, state, step, people)
    yield from _seen_by(read, people, known)


def _naming(
    read: Reading, inside: Path, names: dict[str, str], people: People, known: Known
) -> Iterator[Problem]:
    """A party is named by me, nobody, a field of accounts, or another party; its own name means nothing else."""
    for party, who in names.items():
        if party in RESERVED or party in known.roles:
            what = f"“{party}”已有别的意思，不能用来称呼事项里的人。"
            yield read.problem((*inside, party), what, "请换一个名字；被反映的人用 against 写明是哪一项。")
        if who not in {ME, NOBODY, *people.accounts, *(set(people.parties) - {party})}:
            what = f"“{who}”不能说明是谁。"
            do = f"可以写 me（办这一步的人）、nobody（不再是谁）、人员项 {_list(people.accounts)}，或者 {_list(people.parties)}。"
            yield read.problem((*inside, party), what, do)


def _four_eyes(
    read: Reading, inside: Path, state: StateShape, step: StepShape, people: People
) -> Iterator[Problem]:
    for place, name in enumerate(step.not_by):
        if name not in people.steps and name not in people.parties:
            what = f"没有“{name}”这一步，事项里也没有这个人。"
            do = "请写步骤的 id、raiser（提出人）或者事项里的人。"
            yield read.problem((*inside, "not_by", place), what, do)
    who = step.by or state.actor
    if (
        who is not None
        and who.party is not None
        and people.did.get(who.party, frozenset()) & set(step.not_by)
    ):
        what = f"“{step.title}”由“{who.party}”办，又写了不能由这个人办，谁也办不了。"
        yield read.problem((*inside, "not_by"), what, "请改由别人办，或者删去 not_by 里的这一项。")


def _seen_by(read: Reading, people: People, known: Known) -> Iterator[Problem]:
    readers = {*people.parties, *known.roles, ACTOR}
    for index, field in enumerate(read.shape.fields):
        for place, reader in enumerate(field.seen_by):
            inside: Path = ("fields", index, "seen_by", place)
            if reader == AGAINST:
                yield read.problem(inside, "被反映的人看不到事项，也看不到这一项。", "请删去 against。")
            elif reader not in readers:
                do = f"可以写角色代码、actor（现在办的人），或者 {_list(people.parties)}。"
                yield read.problem(inside, f"“{reader}”不是事项里的人，也不是角色。", do)


def _list(names: Iterable[str]) -> str:
    return "、".join(names) or "（没有）"
