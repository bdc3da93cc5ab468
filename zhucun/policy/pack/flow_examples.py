"""The examples beside flows, as their files hold them; each act keeps the line on which it stands."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from zhucun.engine.flow.definition import Level
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.flow_model import FlowAct, FlowCase
from zhucun.policy.pack.shapes.flow import FlowCasesFile, FlowCaseShape
from zhucun.policy.pack.yaml12 import Path


def flow_cases_of(layers: Iterable[LayerFiles]) -> Iterator[FlowCase]:
    for layer in layers:
        for read in layer.all_of(FlowCasesFile):
            for index, shape in enumerate(read.shape.cases):
                yield _case(read, ("cases", index), shape)


def _case(read: Read[FlowCasesFile], inside: Path, shape: FlowCaseShape) -> FlowCase:
    raised, line_of = shape.raised, read.document.places
    return FlowCase(
        file=read.document.file,
        line=line_of[inside][0],
        flow=read.shape.flow,
        mechanisms=tuple(read.shape.mechanisms),
        says=shape.says,
        raised=FlowAct(
            line=line_of[(*inside, "raised")][0],
            on=raised.on,
            by=raised.by,
            name=raised.name or "",
            fields=_kept(raised.fields),
            refused=raised.refused or "",
        ),
        place=Level(raised.place) if raised.place else None,
        empty_levels=frozenset(Level(one) for one in shape.empty_levels),
        acts=tuple(
            FlowAct(
                line=line_of[(*inside, "acts", place)][0],
                on=act.on,
                step=act.step or "",
                clock=bool(act.clock),
                resume=bool(act.resume),
                by=act.by or "",
                name=act.name or "",
                fields=_kept(act.fields),
                children_open=act.children_open,
                numbers=act.numbers,
                refused=act.refused or "",
            )
            for place, act in enumerate(shape.acts)
        ),
        expect=shape.expect.model_dump(exclude_unset=True),
        numbers=shape.numbers,
    )


def _kept(fields: Mapping[str, str | int | date]) -> dict[str, Any]:
    """Answers as a case keeps them: days as 2026-10-31."""
    return {key: one.isoformat() if isinstance(one, date) else one for key, one in fields.items()}
