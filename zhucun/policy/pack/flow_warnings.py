"""What in a flow may be right and should be looked at: people and days that are not sure to be there on every way."""

from collections.abc import Iterator

from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_ways import (
    NOTHING,
    Names,
    answered_before,
    named_before,
    reached,
    steps_in,
    ways_of,
)
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import ActorShape, FlowShape, OpeningShape, StepShape
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]


def flow_warnings(read: Reading) -> Iterator[Problem]:
    shape = read.shape
    filled, named = answered_before(shape), named_before(shape)
    there = reached(ways_of(shape))
    yield from _last(read, ("opening", "to"), shape.opening)
    for place, state in enumerate(shape.states):
        if state.actor and state.id in there:
            at: Path = ("states", place, "actor")
            yield from _somebody(read, at, state.actor, filled[state.id], named[state.id])
        since = state.term.since if state.term else None
        if since not in {None, "raised"} and since not in filled.get(state.id, NOTHING):
            what = f"期限从“{since}”算起，走到“{state.title}”时它不一定填过；没填就没有期限。"
            do = "请在它前面每条路上的 asks 里写上它。"
            yield read.problem(("states", place, "term", "since"), what, do)
    for inside, state, step in steps_in(shape):
        yield from _last(read, (*inside, "to"), step)
        if step.by and state.id in there:
            yield from _somebody(read, (*inside, "by"), step.by, filled[state.id], named[state.id])


def _last(read: Reading, inside: Path, one: StepShape | OpeningShape) -> Iterator[Problem]:
    if isinstance(one.to, list) and one.to[-1].when:
        what = "最后一个去向也有条件；都不符的时候，这一步走不了。"
        yield read.problem(
            (*inside, len(one.to) - 1), what, "本来就该这样的不用改；否则请删去最后一个去向的 when。"
        )


def _somebody(
    read: Reading, inside: Path, actor: ActorShape, filled: Names, named: Names
) -> Iterator[Problem]:
    if actor.party and actor.party not in named:
        what = f"有的路走到这里时，“{actor.party}”还没有定下是谁。"
        yield read.problem((*inside, "party"), what, "请在每条路上的 names 里定下；有条件保证的不用改。")
    if actor.unit and actor.unit not in filled:
        what = f"有的路走到这里时，“{actor.unit}”还没有填。"
        yield read.problem((*inside, "unit"), what, "请在每条路上的 asks 里写上它；有条件保证的不用改。")
