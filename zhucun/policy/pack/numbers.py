"""Values and duties of all layers, laid over one another from the nation down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from zhucun.engine.dated import Dated
from zhucun.engine.duty import Amount, Duty, Reading
from zhucun.policy.pack.dates import amounts_from, dated_from, laid_over
from zhucun.policy.pack.duties import duty_from
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.model import Value
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.duty import DutyChange, DutyShape, threshold_of
from zhucun.policy.pack.shapes.files import ValuesFile
from zhucun.policy.pack.yaml12 import Path

Held = TypeVar("Held", int, Amount)


@dataclass(frozen=True)
class Bound(Generic[Held]):
    """Who spoke last on a number, and what the layers above them say: nobody is bound by their own word."""

    level: str
    above: Dated[Held]


@dataclass(frozen=True)
class Declared:
    """A duty with the file that declared it and how far lower packs may move its threshold."""

    duty: Duty
    may_be: str
    read: Read[DutyShape]
    bound: Bound[Amount]


def values_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, Value], list[Problem]]:
    values: dict[str, Value] = {}
    bounds: dict[str, Bound[int]] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(ValuesFile):
            for key, shape in read.shape.values.items():
                if key in values:
                    problems.append(_declared_twice(read, ("values", key), key))
                    continue
                dated, found = dated_from(read, ("values", key, "values"), shape.values)
                problems += found
                values[key] = Value(key, shape.title, shape.unit, shape.may_be, dated)
                bounds[key] = Bound(layer.code, Dated([]))
            for key, changes in read.shape.changes.items():
                if key not in values:
                    problems.append(_unknown(read, ("changes", key), key))
                    continue
                one = values[key]
                inside: Path = ("changes", key)
                below, found = dated_from(read, inside, changes)
                bounds[key] = _bound(bounds[key], layer.code, one.dated)
                dated, refused = _laid(one.dated, bounds[key], below, one.may_be, read, inside)
                problems += [*found, *refused]
                values[key] = replace(one, dated=dated)
    return values, problems


def duties_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, Declared], list[Problem]]:
    duties: dict[str, Declared] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(DutyShape):
            if read.shape.id in duties:
                problems.append(_declared_twice(read, ("id",), read.shape.id))
                continue
            declared, found = _declared(read, layer.code)
            problems += found
            if declared is not None:
                duties[read.shape.id] = declared
        for change in layer.all_of(DutyChange):
            problems += _apply(duties, change, layer.code)
    return duties, problems


def _declared(read: Read[DutyShape], level: str) -> tuple[Declared | None, list[Problem]]:
    written = threshold_of(read.shape)
    if written is None:
        what = "没有写要求的数。"
        do = "请写 minimum（不少于）；tally 和 standing 也可以写 maximum（不多于）。"
        return None, [read.problem((), what, do)]
    name, threshold = written
    dated, problems = amounts_from(read, (name, "values"), threshold.values)
    duty, found = duty_from(read, dated, name)
    bound = Bound[Amount](level, Dated([]))
    return (Declared(duty, threshold.may_be, read, bound) if duty else None), problems + found


def _apply(duties: dict[str, Declared], read: Read[DutyChange], level: str) -> list[Problem]:
    target = read.shape.changes
    if target not in duties:
        return [_unknown(read, ("changes",), target)]
    declared = duties[target]
    duty, bound, problems = declared.duty, declared.bound, list[Problem]()
    written = threshold_of(read.shape)
    if written is not None:
        name, change = written
        above = threshold_of(declared.read.shape)
        if above is not None and above[0] != name:
            what = f"上级写的是 {above[0]}，这里写成了 {name}。"
            return [read.problem((name,), what, f"请改成 {above[0]}。")]
        inside: Path = (name, "values")
        below, problems = amounts_from(read, inside, change.values)
        bound = _bound(bound, level, duty.threshold)
        dated, refused = _laid(duty.threshold, bound, below, declared.may_be, read, inside)
        problems += refused
        duty = replace(duty, threshold=dated)
    readings = (*duty.readings, *(Reading(one.of, one.says) for one in read.shape.readings))
    duties[target] = replace(declared, duty=replace(duty, readings=readings), bound=bound)
    return problems


def _bound(bound: Bound[Held], level: str, held: Dated[Held]) -> Bound[Held]:
    """A further level is bound by all that was said above it."""
    return bound if bound.level == level else Bound(level, held)


def _laid(
    held: Dated[Held], bound: Bound[Held], below: Dated[Held], may_be: str, read: Read[Any], inside: Path
) -> tuple[Dated[Held], list[Problem]]:
    _, refused = laid_over(bound.above, below, may_be, read, inside)
    dated, _ = laid_over(held, below, "replaced", read, inside)
    return dated, refused


def _declared_twice(read: Read[Any], inside: Path, name: str) -> Problem:
    what = f"“{name}”在上级制度包或另一个文件里已经写过。"
    return read.problem(inside, what, "要改上级的数，请写在 changes 下；否则请换一个名字。")


def _unknown(read: Read[Any], inside: Path, name: str) -> Problem:
    return read.problem(
        inside, f"上级制度包里没有“{name}”，无从修改。", "请核对名字；自己新设的请按新的一条写。"
    )
