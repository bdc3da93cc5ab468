"""Ledgers of all layers, from the nation down: a lower layer adds its own and replaces one where the layer above lets it."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.ledger_model import LedgerColumn, Opening, PackLedger
from zhucun.policy.pack.ledger_sources import FORMATS, LEDGER_SOURCES
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.ledger import LedgerColumnShape, LedgerShape


@dataclass(frozen=True)
class DeclaredLedger:
    """A ledger with the file that says it."""

    ledger: PackLedger
    read: Read[LedgerShape]


def ledgers_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, DeclaredLedger], list[Problem]]:
    """In the order of the catalogue; one that is replaced is replaced whole."""
    found: dict[str, DeclaredLedger] = {}
    level: dict[str, LayerFiles] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(LedgerShape):
            id = read.shape.id
            refused = _refused(read, found.get(id), same_layer=level.get(id) is layer)
            problems += refused
            if not refused:
                found[id], level[id] = DeclaredLedger(_ledger(read.shape), read), layer
    return dict(sorted(found.items(), key=lambda item: item[1].ledger.number)), problems


def _refused(read: Read[LedgerShape], known: DeclaredLedger | None, *, same_layer: bool) -> list[Problem]:
    if known is None:
        return []
    if same_layer:
        what = f"“{read.shape.id}”在 {known.read.document.file} 里已经写过。"
        return [read.problem(("id",), what, "请换一个代码，或者只留一个文件。")]
    if known.ledger.may_be == "fixed":
        what = f"台账“{known.ledger.title}”由上级统一规定，不能改。"
        return [read.problem(("id",), what, "请换一个代码另设一份，或者删去这个文件。")]
    return []


def _ledger(shape: LedgerShape) -> PackLedger:
    return PackLedger(
        id=shape.id,
        number=shape.number,
        group=shape.group,
        title=shape.title,
        says=shape.says,
        source=shape.source,
        columns=tuple(_column(shape.source, column) for column in shape.columns),
        filters={name: tuple(codes) for name, codes in shape.filter.items()},
        opens_on=Opening(shape.opens_on),
        order=shape.order,
        note=shape.note or "",
        because=shape.because,
        may_be=shape.may_be,
    )


def _column(source: str, shape: LedgerColumnShape) -> LedgerColumn:
    """A column without a format is written the usual way of its kind; what is unknown is told by the lint."""
    drawn = LEDGER_SOURCES.get(source)
    field = drawn.fields.get(shape.field) if drawn else None
    usual = next(iter(FORMATS.get(field.kind, {})), "") if field else ""
    return LedgerColumn(shape.field, shape.heading, shape.format or usual)
