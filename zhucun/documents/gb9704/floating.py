"""A one-cell table at a fixed place of the sheet: what has to stand where no line of text stands."""

from zhucun.documents.gb9704.xml import Element, el


def floating(
    content: Element,
    *,
    left: int,
    top: int,
    width: int,
    height: int,
    downwards: bool = False,
    borders: Element | None = None,
) -> Element:
    """`downwards` turns the words a quarter clockwise."""
    properties = el(
        "w:tblPr",
        el("w:tblpPr", vertAnchor="page", horzAnchor="page", tblpX=left, tblpY=top),
        el("w:tblW", w=width, type="dxa"),
        borders,
        el("w:tblLayout", type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w=0, type="dxa") for side in ("left", "right"))),
    )
    look = el(
        "w:tcPr", el("w:tcW", w=width, type="dxa"), el("w:textDirection", val="tbRl") if downwards else None
    )
    row = el("w:tr", el("w:trPr", el("w:trHeight", val=height, hRule="exact")), el("w:tc", look, content))
    return el("w:tbl", properties, el("w:tblGrid", el("w:gridCol", w=width)), row)
