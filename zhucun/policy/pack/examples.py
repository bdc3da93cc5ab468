"""The examples of all layers, as their files hold them; each keeps the line on which it stands."""

from collections.abc import Iterable, Iterator
from datetime import date

from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.model import Case, ValueCase
from zhucun.policy.pack.shapes.cases import CasesFile, CaseShape, ValuesCasesFile


def cases_of(layers: Iterable[LayerFiles]) -> Iterator[Case]:
    for layer in layers:
        for read in layer.all_of(CasesFile):
            for index, shape in enumerate(read.shape.cases):
                yield Case(
                    file=read.document.file,
                    line=read.document.places[("cases", index)][0],
                    duty=read.shape.duty,
                    mechanisms=tuple(read.shape.mechanisms),
                    says=shape.says,
                    on=_day(shape),
                    given=shape.given.model_dump(exclude_unset=True),
                    answer=shape.expect.answer,
                    reason=shape.expect.reason,
                    target=shape.expect.target,
                    done=shape.expect.done,
                    follows=shape.expect.follows,
                )


def value_cases_of(layers: Iterable[LayerFiles]) -> Iterator[ValueCase]:
    for layer in layers:
        for read in layer.all_of(ValuesCasesFile):
            for index, shape in enumerate(read.shape.cases):
                yield ValueCase(
                    file=read.document.file,
                    line=read.document.places[("cases", index)][0],
                    mechanisms=tuple(shape.mechanisms),
                    says=shape.says,
                    value=shape.value,
                    on=shape.on,
                    expect=shape.expect if isinstance(shape.expect, int) else None,
                )


def _day(shape: CaseShape) -> date:
    """The day a case names, or the first of its month; without either, lint has refused it."""
    if shape.on is not None:
        return shape.on
    year, month = (shape.month or "1970-01").split("-")
    return date(int(year), int(month), 1)
