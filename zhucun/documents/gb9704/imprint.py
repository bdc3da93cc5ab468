"""版记: thick, thin and thick lines; the last one is the lower edge of the type area of the last page (7.4)."""

from zhucun.documents.gb9704.geometry import LEFT, SIZE_4, THICK, THIN, WIDTH
from zhucun.documents.gb9704.paper import Form, OfficialPaper, written
from zhucun.documents.gb9704.words import paragraph, plain
from zhucun.documents.gb9704.xml import Element, el

_CHARACTER = SIZE_4 * 10  # twips of a 4号 character
_GAP = 120  # twips between the text and the first line
_LABEL = 3 * _CHARACTER  # “抄送：”


def imprint(paper: OfficialPaper, *, recipients_here: bool) -> list[Element]:
    """A floating table held at the foot of the page of its anchor, the last paragraph of the paper."""
    rows = _rows(paper, recipients_here=recipients_here)
    if not rows:
        return []
    lines = (("top", THICK), ("bottom", THICK), ("insideH", THIN)) if paper.form is Form.PAPER else ()
    grid = el(
        "w:tbl",
        _properties(lines),
        el("w:tblGrid", el("w:gridCol", w=WIDTH)),
        *(_row(row) for row in rows),
    )
    return [grid, paragraph("Anchor", [])]


def _rows(paper: OfficialPaper, *, recipients_here: bool) -> list[list[Element]]:
    """主送 shares the cell of 抄送: no line stands between them (7.3.2)."""
    sent = [_sent("主送", paper.recipients)] if recipients_here and paper.recipients else []
    copied = [_sent("抄送", paper.copy_to)] if paper.copy_to else []
    printed = [_printed(paper)] if paper.printed_by and paper.form is Form.PAPER else []
    return [cell for cell in ([*sent, *copied], printed) if cell]


def _sent(label: str, names: tuple[str, ...]) -> Element:
    indent = el("w:ind", left=_CHARACTER + _LABEL, right=_CHARACTER, hanging=_LABEL)
    return plain("Imprint", f"{label}：{'，'.join(names)}。", indent)


def _printed(paper: OfficialPaper) -> Element:
    day = written(paper.printed_on or paper.dated)
    edge = el("w:tabs", el("w:tab", val="right", pos=WIDTH - _CHARACTER))
    return plain("Imprint", f"{paper.printed_by}\t{day}印发", edge, el("w:ind", left=_CHARACTER))


def _properties(lines: tuple[tuple[str, int], ...]) -> Element:
    place = {"vertAnchor": "margin", "horzAnchor": "page", "tblpX": LEFT, "tblpYSpec": "bottom"}
    borders = (el(f"w:{side}", val="single", sz=size, space=0, color="000000") for side, size in lines)
    return el(
        "w:tblPr",
        el("w:tblpPr", leftFromText=0, rightFromText=0, topFromText=_GAP, bottomFromText=0, **place),
        el("w:tblOverlap", val="never"),
        el("w:tblW", w=WIDTH, type="dxa"),
        el("w:tblBorders", *borders),
        el("w:tblLayout", type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w=0, type="dxa") for side in ("left", "right"))),
    )


def _row(content: list[Element]) -> Element:
    cell = el("w:tc", el("w:tcPr", el("w:tcW", w=WIDTH, type="dxa")), *content)
    return el("w:tr", el("w:trPr", el("w:cantSplit")), cell)
