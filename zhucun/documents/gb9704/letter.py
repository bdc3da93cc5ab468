"""信函格式: mark between paper edge and red double line, number at the right, no number on the first page (10.1)."""

from zhucun.documents.gb9704.floating import floating
from zhucun.documents.gb9704.geometry import (
    DOUBLE_GAP,
    DRAFT_EDGE,
    LEFT,
    LETTER_FOOT,
    LETTER_LINE,
    LETTER_MARK_TOP,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RED,
    RED_THICK,
    RED_THIN,
    RIGHT,
    WIDTH,
    pt,
)
from zhucun.documents.gb9704.glyphs import Face
from zhucun.documents.gb9704.head import mark
from zhucun.documents.gb9704.paper import OfficialPaper
from zhucun.documents.gb9704.words import paragraph, plain, words
from zhucun.documents.gb9704.xml import Element, el

_SIDE = (PAGE_WIDTH - LETTER_LINE) // 2
_UNDER_MARK = pt(5)  # with the slack of the mark's line 4 mm from the ink
_UNDER_LINE = pt(8)  # with the slack of the line 7/8 of a character


def first_header(paper: OfficialPaper) -> Element:
    """The mark stands above the type area, so it belongs to the margin of the first page."""
    issuer = mark(paper.mark, LETTER_MARK_TOP - DRAFT_EDGE - LINE)
    wide = el("w:ind", left=_SIDE - LEFT, right=_SIDE - RIGHT)
    lines = paragraph(
        "Anchor", [], el("w:pBdr", *_double(RED_THICK, RED_THIN)), el("w:spacing", before=_UNDER_MARK), wide
    )
    return el("w:hdr", plain("Draft", paper.draft_mark), issuer, lines)


def first_footer() -> Element:
    """The second double line, the thick one below."""
    lines = el("w:tblBorders", *_double(RED_THIN, RED_THICK))
    strip = floating(
        paragraph("Anchor", []),
        left=_SIDE,
        top=PAGE_HEIGHT - LETTER_FOOT,
        width=LETTER_LINE,
        height=DOUBLE_GAP,
        borders=lines,
    )
    return el("w:ftr", strip, paragraph("Gap", []))


def number(paper: OfficialPaper) -> Element:
    """Below the line: how urgent at the left, the number at the right edge of the type area."""
    content = [*words("Number", paper.urgency, face=Face.HEI), *words("Number", f"\t{paper.number_text}")]
    edge = el("w:tabs", el("w:tab", val="right", pos=WIDTH))
    return paragraph("Number", content, edge, el("w:spacing", before=_UNDER_LINE), el("w:jc", val="left"))


def _double(upper: int, lower: int) -> list[Element]:
    """Two plain lines: programs disagree which of a ready-made double line is the thick one."""
    sides = (("top", upper), ("bottom", lower))
    return [el(f"w:{side}", val="single", sz=size, space=0, color=RED) for side, size in sides]
