"""Tables inside the type area: fixed columns, a head that repeats on every page, rows that stay whole."""

from collections.abc import Sequence
from itertools import pairwise

from zhucun.documents.gb9704.geometry import HEIGHT, WIDTH
from zhucun.documents.gb9704.paper import Run, Table
from zhucun.documents.gb9704.titles import width
from zhucun.documents.gb9704.words import Relate, manner, paragraph, plain
from zhucun.documents.gb9704.xml import Element, el

_ROOMY = 5  # columns up to which a table keeps 4号
_NARROWEST, _WIDEST = 2, 14  # characters a column counts for, whatever it holds
_CENTRED = 6  # characters up to which a column stands in the middle
_SIDE = 60  # twips between a cell's line and its words


def table(content: Table, relate: Relate, *, landscape: bool = False) -> list[Element]:
    """Caption, table and a gap: Word melts two tables into one when nothing stands between them."""
    room = HEIGHT if landscape else WIDTH
    size = "4" if len(content.header) <= _ROOMY else "5"
    longest = _longest(content)
    columns = _columns(content.widths or [min(max(each, _NARROWEST), _WIDEST) for each in longest], room)
    aligns = ["center" if each <= _CENTRED else "left" for each in longest]
    head = [Run(text) for text in content.header]
    grid = el(
        "w:tbl",
        _properties(room),
        el("w:tblGrid", *(el("w:gridCol", w=each) for each in columns)),
        _row(head, f"Head{size}", columns, ["center"] * len(columns), relate, el("w:tblHeader")),
        *(_row(row, f"Cell{size}", columns, aligns, relate) for row in content.rows),
    )
    caption = [plain("Caption", content.caption)] if content.caption else []
    return [*caption, grid, paragraph("Gap", [])]


def _longest(content: Table) -> list[float]:
    rows = [content.header, *content.rows]
    return [max(width(_as_run(cell).text) for cell in column) for column in zip(*rows, strict=True)]


def _columns(weights: Sequence[float], room: int) -> list[int]:
    """Widths that fill the room to the twip."""
    total = sum(weights)
    edges = [round(room * sum(weights[:at]) / total) for at in range(len(weights) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _properties(room: int) -> Element:
    return el(
        "w:tblPr",
        el("w:tblStyle", val="TableGrid"),
        el("w:tblW", w=room, type="dxa"),
        el("w:jc", val="center"),
        el("w:tblLayout", type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w=_SIDE, type="dxa") for side in ("left", "right"))),
    )


def _row(
    cells: Sequence[str | Run],
    style: str,
    columns: Sequence[int],
    aligns: Sequence[str],
    relate: Relate,
    head: Element | None = None,
) -> Element:
    filled = (
        _cell(paragraph(style, manner(style, [_as_run(cell)], relate), el("w:jc", val=align)), column)
        for cell, column, align in zip(cells, columns, aligns, strict=True)
    )
    return el("w:tr", el("w:trPr", el("w:cantSplit"), head), *filled)


def _cell(content: Element, column: int) -> Element:
    return el("w:tc", el("w:tcPr", el("w:tcW", w=column, type="dxa"), el("w:vAlign", val="center")), content)


def _as_run(cell: str | Run) -> Run:
    return cell if isinstance(cell, Run) else Run(cell)
