"""A flow's file by itself: each part says one thing in one way, its arithmetic can be read, no name stands twice."""

from collections.abc import Iterable, Iterator

from zhucun.engine.expression import Expression, ExpressionError
from zhucun.policy.pack.dates import ARITHMETIC, FAULTS
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.flow_parts import ACTORS, COMPARISONS, TESTS, written
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import (
    ActorShape,
    ConditionShape,
    FlowShape,
    RouteShape,
    StepShape,
    TermShape,
)
from zhucun.policy.pack.yaml12 import Path

Reading = Read[FlowShape]
BY_LEVEL = "level: true（办理层级）、role: 角色、party: 事项里的人、unit: 单位项、nobody: true（等日子到）"
LEVELS = ("village", "township", "county")


def grammar(read: Reading) -> Iterator[Problem]:
    shape = read.shape
    yield from _twice(read, "states", [state.id for state in shape.states])
    yield from _twice(read, "fields", [field.key for field in shape.fields])
    yield from _levels(read)
    yield from _routes(read, ("opening", "to"), shape.opening.to)
    for place, state in enumerate(shape.states):
        inside: Path = ("states", place)
        yield from _twice(read, "steps", [step.id for step in state.steps], inside)
        if state.actor:
            yield from _actor(read, (*inside, "actor"), state.actor)
        if state.term:
            yield from _term(read, (*inside, "term"), state.term)
        for index, step in enumerate(state.steps):
            yield from _step(read, (*inside, "steps", index), step)


def _levels(read: Reading) -> Iterator[Problem]:
    written_as = [one.level for one in read.shape.levels]
    if written_as != sorted(set(written_as), key=LEVELS.index):
        what = "办理层级没有从低到高写，或者写了两次。"
        yield read.problem(("levels",), what, "请按 village（村）、township（乡镇）、county（县）的次序写。")


def _step(read: Reading, inside: Path, step: StepShape) -> Iterator[Problem]:
    if step.by:
        yield from _actor(read, (*inside, "by"), step.by)
    if step.prolongs:
        yield from _term(read, (*inside, "prolongs"), step.prolongs)
    yield from _routes(read, (*inside, "to"), step.to)
    yield from _conditions(read, (*inside, "when"), step.when)


def _routes(read: Reading, inside: Path, to: str | list[RouteShape] | None) -> Iterator[Problem]:
    for place, route in enumerate(to if isinstance(to, list) else ()):
        yield from _conditions(read, (*inside, place, "when"), route.when)


def _actor(read: Reading, inside: Path, shape: ActorShape) -> Iterator[Problem]:
    if len(written(shape, ACTORS)) != 1:
        yield read.problem(inside, "没有说清由谁办。", f"只写一种：{BY_LEVEL}。")


def _term(read: Reading, inside: Path, shape: TermShape) -> Iterator[Problem]:
    ways = written(shape, ("workdays", "days"))
    if len(ways) != 1:
        what = "没有说清期限按什么日子算。"
        yield read.problem(inside, what, "请写 workdays（工作日）或者 days（日历天），只写一个。")
        return
    asked = getattr(shape, ways[0])
    for level, one in asked.items() if isinstance(asked, dict) else [(None, asked)]:
        place = (*inside, ways[0]) if level is None else (*inside, ways[0], level)
        yield from _arithmetic(read, place, one)


def _conditions(read: Reading, inside: Path, shapes: Iterable[ConditionShape]) -> Iterator[Problem]:
    for index, shape in enumerate(shapes):
        yield from _condition(read, (*inside, index), shape)


def _condition(read: Reading, inside: Path, shape: ConditionShape) -> Iterator[Problem]:
    tests, comparisons = written(shape, TESTS), written(shape, COMPARISONS)
    if len(tests) != 1:
        what = "一个条件只能写一种，这里没有写明或者写了几种。"
        do = f"请在 {'、'.join(TESTS)} 里只写一个；几个条件都要符合的，一条一条写。"
        yield read.problem(inside, what, do)
    elif (tests[0] == "check") is not (len(comparisons) == 1) or (comparisons and tests[0] != "check"):
        what = "没有说清和什么比。"
        yield read.problem(
            inside, what, f"写 check 的，再写 {'、'.join(COMPARISONS)} 里的一个；其他条件不写。"
        )
    elif (tests[0] == "field") is not bool(shape.is_):
        yield read.problem(inside, "没有说清选了什么才算。", "请写 field（哪一项）和 is（选了哪些选项）。")
    for way in ("check", *COMPARISONS):
        asked = getattr(shape, way)
        if asked is not None:
            yield from _arithmetic(read, (*inside, way), asked)


def _arithmetic(read: Reading, inside: Path, asked: int | str) -> Iterator[Problem]:
    try:
        Expression.parse(str(asked))
    except ExpressionError as wrong:
        what = f"算式“{asked}”第 {wrong.at + 1} 个字符处{FAULTS[wrong.what]}。"
        yield read.problem(inside, what, ARITHMETIC)


def _twice(read: Reading, part: str, names: list[str], above: Path = ()) -> Iterator[Problem]:
    key = "key" if part == "fields" else "id"
    for index, name in enumerate(names):
        if name in names[:index]:
            yield read.problem((*above, part, index, key), f"“{name}”写了两次。", "请换一个名字。")
