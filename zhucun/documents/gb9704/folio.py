"""页码 and the draft's mark: what stands outside the type area on every page (7.5, 8).

The number keeps its place on the sheet when a page is turned for a wide table, so there it is written downwards.
"""

from zhucun.documents.gb9704.floating import floating
from zhucun.documents.gb9704.geometry import BOTTOM, FOLIO_BELOW, LEFT, PAGE_WIDTH, RIGHT, SIZE_4, mm
from zhucun.documents.gb9704.words import paragraph, plain, words
from zhucun.documents.gb9704.xml import Element, el

_CHARACTER = SIZE_4 * 10
_LENGTH = mm(30)  # of the cell that holds a turned number
_THICKNESS = mm(8)


def footer(*, odd: bool) -> Element:
    """Right with one empty character on odd pages, left on even ones."""
    place = el("w:ind", right=_CHARACTER) if odd else el("w:ind", left=_CHARACTER)
    return el("w:ftr", paragraph("Folio", _number(), place, el("w:jc", val="right" if odd else "left")))


def header(draft_mark: str) -> Element:
    return el("w:hdr", plain("Draft", draft_mark))


def turned_header(draft_mark: str, *, odd: bool) -> Element:
    """The draft's mark as on every page, and the number down the left side, the foot of the sheet."""
    return el("w:hdr", _downwards(odd=odd), plain("Draft", draft_mark))


def turned_footer() -> Element:
    return el("w:ftr", paragraph("Gap", []))


def _downwards(*, odd: bool) -> Element:
    """One cell in the margin, written from top to bottom."""
    number = paragraph("Folio", _number(), el("w:jc", val="right" if odd else "left"))
    top = PAGE_WIDTH - RIGHT - _CHARACTER - _LENGTH if odd else LEFT + _CHARACTER
    left = BOTTOM - FOLIO_BELOW - _THICKNESS // 2
    return floating(number, left=left, top=top, width=_THICKNESS, height=_LENGTH, downwards=True)


def _number() -> list[Element]:
    field = el("w:fldSimple", *words("Folio", "1"), instr=" PAGE ")
    return [*words("Folio", "— "), field, *words("Folio", " —")]
