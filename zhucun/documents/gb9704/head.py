"""版头: mark, number, red line (7.2).

The mark stands where the standard puts it whatever is written above it.
"""

from math import ceil

from zhucun.documents.gb9704.geometry import (
    CHARACTER,
    CHARACTERS,
    HEIGHT,
    LINE,
    MARK_LARGEST,
    MARK_NARROWEST,
    MARK_SMALLEST,
    MARK_TOP,
    ORDER_MARK_TOP,
    RED,
    RED_LINE,
    TITLE_LINE,
    WIDTH,
    pt,
)
from zhucun.documents.gb9704.glyphs import Face
from zhucun.documents.gb9704.paper import OfficialPaper
from zhucun.documents.gb9704.titles import lines, width
from zhucun.documents.gb9704.words import paragraph, plain, words
from zhucun.documents.gb9704.xml import Element, el

_SIGNED_BY = "签发人："
_SPACE = "\N{IDEOGRAPHIC SPACE}"
_LINE_OF_MARK = 1.2  # line height of the mark by its size: room for the glyph, so that no printer cuts it
_ABOVE_GLYPH = 0.14  # of that size lies between the top of the line and the ink
_BODY_SHOWN = 2  # lines
_UNDER_NUMBER = 7  # points from its line to the red line: with the slack of the line 4 mm from the ink


def head(paper: OfficialPaper) -> list[Element]:
    above = [plain("Urgency", paper.urgency)] if paper.urgency else []
    return [*above, mark(paper.mark, MARK_TOP - LINE * len(above)), *_number(paper)]


def order_head(paper: OfficialPaper) -> list[Element]:
    """命令（令）: the number stands two lines below the mark, and no red line follows (10.2)."""
    number = f"第{(paper.number.serial if paper.number else None) or _SPACE}号"
    return [
        mark(paper.mark, ORDER_MARK_TOP),
        plain("Number", number, el("w:spacing", before=2 * LINE)),
    ]


def recipients_fit(paper: OfficialPaper) -> bool:
    """The first page has to show the body (7.3.3); addressees too many for that go to the imprint."""
    addressed = ceil(width("，".join(paper.recipients)) / CHARACTERS)
    title = len(lines(paper.title)) * TITLE_LINE
    blank_and_single = 2 + 1 + 2 + 1 + _BODY_SHOWN
    mark_and_above = MARK_TOP + pt(MARK_LARGEST * _LINE_OF_MARK)
    return mark_and_above + title + (blank_and_single + addressed) * LINE <= HEIGHT


def mark(text: str, top: int) -> Element:
    """The issuer's mark with its ink `top` twips below what stands above it."""
    points, per_cent = mark_size(text)
    look = (el("w:w", val=per_cent), el("w:sz", val=2 * points), el("w:szCs", val=2 * points))
    before = max(0, top - pt(points * _ABOVE_GLYPH))
    spacing = el("w:spacing", before=before, line=pt(points * _LINE_OF_MARK), lineRule="exact")
    return paragraph("Mark", words("Mark", text, *look), spacing)


def mark_size(text: str) -> tuple[int, int]:
    """Points and per cent of width: large, then narrower, then smaller, so that the mark stays on one line."""
    room = WIDTH / pt(1) - 2
    length = max(1, width(text))
    per_cent = min(100, max(MARK_NARROWEST, int(100 * room / (length * MARK_LARGEST))))
    points = min(MARK_LARGEST, max(MARK_SMALLEST, int(room / (length * per_cent / 100))))
    return points, per_cent


def _number(paper: OfficialPaper) -> list[Element]:
    """Centred; in a paper to a higher organ left, on the line of the last signer (7.2.5, 7.2.6)."""
    before = el("w:spacing", before=2 * LINE)
    if not paper.signers:
        return [plain("Number", paper.number_text, red_line(), before)]
    longest = max(map(len, paper.signers))
    names = [name.ljust(longest, _SPACE) for name in paper.signers]
    pairs = [_SPACE.join(names[at : at + 2]) for at in range(0, len(names), 2)]
    return [
        _signed(pair, len(pairs[0]), place, len(pairs), paper.number_text) for place, pair in enumerate(pairs)
    ]


def _signed(names: str, longest: int, place: int, count: int, number: str) -> Element:
    """Names stand under each other and end one character from the edge."""
    first, last = place == 0, place == count - 1
    content = [
        *words(
            "Number", f"{_SPACE}{number if last else ''}\t{_SIGNED_BY if first else _SPACE * len(_SIGNED_BY)}"
        ),
        *words("Number", names, face=Face.KAI),
    ]
    begins = CHARACTERS - 1 - len(_SIGNED_BY) - longest
    return paragraph(
        "Number",
        content,
        red_line() if last else None,
        el("w:tabs", el("w:tab", val="left", pos=begins * CHARACTER)),
        el("w:spacing", before=2 * LINE if first else 0),
        el("w:jc", val="left"),
    )


def red_line() -> Element:
    return el("w:pBdr", el("w:bottom", val="single", sz=RED_LINE, space=_UNDER_NUMBER, color=RED))
