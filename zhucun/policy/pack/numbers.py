"""Values and duties of all layers, laid over one another from the nation down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from zhucun.engine.calendar import DayKind
from zhucun.engine.dated import Dated
from zhucun.engine.duty import (
    JUDGED,
    Basis,
    BeforeConfirmation,
    CountedBy,
    Duty,
    ExcusedLowers,
    Form,
    MidwayChange,
    Reading,
    Rounding,
    Subject,
    Treatment,
    WhenMissing,
)
from zhucun.engine.period import PeriodKind
from zhucun.policy.pack.dates import dated_from, laid_over
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.model import Value
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.base import DatedShape
from zhucun.policy.pack.shapes.duty import DutyChange, DutyShape
from zhucun.policy.pack.shapes.files import ValuesFile
from zhucun.policy.pack.yaml12 import Path

NOT_JUDGED = (
    "现在只会判断 tally（一段时间里累计多少），还不会判断“%(form)s”。",
    "请先去掉这个文件，等系统支持后再启用。",
)


@dataclass(frozen=True)
class Declared:
    """A duty with the file that declared it and how far lower packs may move its minimum."""

    duty: Duty
    may_be: str
    read: Read[DutyShape]


def values_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, Value], list[Problem]]:
    values: dict[str, Value] = {}
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
            for key, changes in read.shape.changes.items():
                if key not in values:
                    problems.append(_unknown(read, ("changes", key), key))
                    continue
                one = values[key]
                dated, found = _changed(one.dated, one.may_be, read, ("changes", key), changes)
                problems += found
                values[key] = replace(one, dated=dated)
    return values, problems


def duties_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, Declared], list[Problem]]:
    duties: dict[str, Declared] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(DutyShape):
            if read.shape.id in duties:
                problems.append(_declared_twice(read, ("id",), read.shape.id))
            elif Form(read.shape.form) not in JUDGED:
                what, do = NOT_JUDGED
                problems.append(read.problem(("form",), what % {"form": read.shape.form}, do))
            else:
                declared, found = _declared(read)
                problems += found
                duties[read.shape.id] = declared
        for change in layer.all_of(DutyChange):
            problems += _apply(duties, change)
    return duties, problems


def _declared(read: Read[DutyShape]) -> tuple[Declared, list[Problem]]:
    dated, problems = dated_from(read, ("minimum", "values"), read.shape.minimum.values)
    return Declared(_duty(read.shape, dated), read.shape.minimum.may_be, read), problems


def _apply(duties: dict[str, Declared], read: Read[DutyChange]) -> list[Problem]:
    target = read.shape.changes
    if target not in duties:
        return [_unknown(read, ("changes",), target)]
    declared = duties[target]
    duty, problems = declared.duty, list[Problem]()
    if read.shape.minimum is not None:
        dated, problems = _changed(
            duty.minimum, declared.may_be, read, ("minimum", "values"), read.shape.minimum.values
        )
        duty = replace(duty, minimum=dated)
    readings = (*duty.readings, *(Reading(one.of, one.says) for one in read.shape.readings))
    duties[target] = replace(declared, duty=replace(duty, readings=readings))
    return problems


def _changed(
    above: Dated[int], may_be: str, read: Read[Any], inside: Path, shapes: Sequence[DatedShape]
) -> tuple[Dated[int], list[Problem]]:
    below, problems = dated_from(read, inside, shapes)
    merged, refused = laid_over(above, below, may_be, read, inside)
    return merged, problems + refused


def _duty(shape: DutyShape, minimum: Dated[int]) -> Duty:
    on = shape.counts_on.model_dump() if shape.counts_on else {}
    return Duty(
        id=shape.id,
        title=shape.title,
        form=Form(shape.form),
        mechanism=shape.mechanism,
        subject=Subject(shape.subject),
        period=PeriodKind(shape.period),
        measure=shape.measure,
        unit=shape.unit,
        minimum=minimum,
        counted_by=CountedBy(shape.counted_by),
        cap=shape.cap,
        pro_rata=shape.pro_rata,
        rounding=Rounding(shape.rounding),
        excused_lowers=ExcusedLowers(shape.excused_lowers),
        when_missing=WhenMissing(shape.when_missing),
        if_it_changes_midway=MidwayChange(shape.if_it_changes_midway),
        before_confirmation=BeforeConfirmation(shape.before_confirmation),
        who={attribute: frozenset(wanted) for attribute, wanted in shape.who.items()},
        basis=Basis(shape.basis) if shape.basis else None,
        counts={presence: Treatment(treatment) for presence, treatment in shape.counts.items()},
        counts_on={DayKind(kind): Treatment(treatment) for kind, treatment in on.items()},
        warn_before=shape.warn_before,
        tell=tuple(shape.tell),
        readings=tuple(Reading(one.of, one.says) for one in shape.readings),
    )


def _declared_twice(read: Read[Any], inside: Path, name: str) -> Problem:
    what = f"“{name}”在上级制度包或另一个文件里已经写过。"
    return read.problem(inside, what, "要改上级的数，请写在 changes 下；否则请换一个名字。")


def _unknown(read: Read[Any], inside: Path, name: str) -> Problem:
    return read.problem(
        inside, f"上级制度包里没有“{name}”，无从修改。", "请核对名字；自己新设的请按新的一条写。"
    )
