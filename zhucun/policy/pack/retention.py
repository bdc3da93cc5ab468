"""The retention table of a pack: read from the nation's file, checked, and with its terms as they stand on a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from zhucun.engine.dated import DatedValue
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.retention_model import (
    BASES,
    EVENTS,
    TERM_UNIT,
    RetentionKind,
    Then,
    last_day_due,
)
from zhucun.policy.pack.shapes.retention import RetentionCasesFile, RetentionFile, RetentionKindShape
from zhucun.policy.pack.yaml12 import Path


def term_of(pack: Pack, kind: RetentionKind, on: date) -> int | None:
    """Months; None when it is kept for good, or nobody has set a term for that day."""
    found = _found(pack, kind, on)
    return found.value if found else None


def term_source(pack: Pack, kind: RetentionKind, on: date) -> str:
    """The reference to whatever says how many months."""
    found = _found(pack, kind, on)
    return found.source if found else ""


def is_due(pack: Pack, kind: RetentionKind, happened: date, on: date) -> bool:
    months = term_of(pack, kind, on)
    return months is not None and happened <= last_day_due(on, months)


def retention_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, RetentionKind], list[Problem]]:
    """The table is the nation's alone: what is held is told by the product, how long by values a county may move."""
    kinds: dict[str, RetentionKind] = {}
    problems: list[Problem] = []
    for place, layer in enumerate(layers):
        for read in layer.all_of(RetentionFile):
            if place > 0:
                what = "保存期限表由全国制度包统一规定。"
                do = "请删去这个文件；只是期限不同的，请在 values.yaml 的 changes 下改数。"
                problems.append(read.problem((), what, do))
                continue
            for index, shape in enumerate(read.shape.kinds):
                if shape.id in kinds:
                    what = f"“{shape.id}”写了两次。"
                    problems.append(read.problem(("kinds", index, "id"), what, "请换一个代码。"))
                kinds[shape.id] = _kind(shape)
    return kinds, problems


def lint_retention(layers: Iterable[LayerFiles], known: Known) -> Iterator[Problem]:
    held: dict[str, str] = {}
    for layer in layers:
        for read in layer.all_of(RetentionFile):
            for index, shape in enumerate(read.shape.kinds):
                yield from _faults(read, ("kinds", index), shape, known)
                for place, model in enumerate(shape.holds):
                    if model in held:
                        what = f"“{model}”已经写在“{held[model]}”里。"
                        yield read.problem(("kinds", index, "holds", place), what, "一种资料只写在一处。")
                    held[model] = shape.title


def lint_retention_cases(
    layers: Iterable[LayerFiles], kinds: Mapping[str, RetentionKind]
) -> Iterator[Problem]:
    for layer in layers:
        for read in layer.all_of(RetentionCasesFile):
            for index, shape in enumerate(read.shape.cases):
                if shape.kind not in kinds:
                    what = f"保存期限表里没有“{shape.kind}”。"
                    yield read.problem(("cases", index, "kind"), what, "请核对 retention.yaml 里的 id。")


def _found(pack: Pack, kind: RetentionKind, on: date) -> DatedValue[int] | None:
    return pack.values[kind.term].on(on).found if kind.term else None


def _faults(
    read: Read[RetentionFile], inside: Path, shape: RetentionKindShape, known: Known
) -> Iterator[Problem]:
    if shape.basis not in BASES:
        yield _unknown(read, (*inside, "basis"), shape.basis, "处理依据", BASES)
    if Then(shape.then) is Then.KEEP:
        if not shape.note:
            what = "长期保存的没有写理由。"
            yield read.problem(inside, what, "请在 note 里写明为什么不删，例如档案规定、审计的要求。")
        if shape.after or shape.term:
            what = "长期保存的，又写了从什么时候起算或者保存多久。"
            yield read.problem(inside, what, "请删去 after 和 term，或者把 then 改成 delete、strip。")
        return
    if not shape.after or not shape.term:
        what = "没有写从什么时候起算、保存多久。"
        yield read.problem(inside, what, "请写 after（从哪件事起）和 term（values.yaml 里哪一个数）。")
        return
    if shape.after not in EVENTS:
        yield _unknown(read, (*inside, "after"), shape.after, "起算的事", EVENTS)
    if shape.term not in known.values:
        yield _unknown(read, (*inside, "term"), shape.term, "数", list(known.values))
    elif known.values[shape.term].unit != TERM_UNIT:
        what = f"“{shape.term}”的单位不是月。"
        yield read.problem((*inside, "term"), what, "保存期限按月写，请把它的 unit 写成 month。")


def _unknown(
    read: Read[RetentionFile], inside: Path, written: str, called: str, allowed: Iterable[str]
) -> Problem:
    close = get_close_matches(written, list(allowed), n=1)
    do = f"是不是“{close[0]}”？" if close else f"可以写：{'、'.join(allowed)}。"
    return read.problem(inside, f"没有“{written}”这个{called}。", do)


def _kind(shape: RetentionKindShape) -> RetentionKind:
    return RetentionKind(
        id=shape.id,
        title=shape.title,
        holds=tuple(shape.holds),
        what=shape.what,
        purpose=shape.purpose,
        basis=shape.basis,
        source=shape.because,
        after=shape.after or "",
        term=shape.term or "",
        then=Then(shape.then),
        note=shape.note or "",
    )
