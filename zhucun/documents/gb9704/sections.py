"""Sections: upright pages and turned ones, each with what stands outside its type area."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhucun.documents.gb9704.geometry import (
    BOTTOM,
    DRAFT_EDGE,
    FOLIO_EDGE,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
)
from zhucun.documents.gb9704.xml import Element, el


@dataclass(frozen=True)
class Sheet:
    """How pages lie, and the ids of what stands outside their type area by (kind, page): ("footer", "even")."""

    parts: Mapping[tuple[str, str], str]
    turned: bool = False


@dataclass
class Section:
    sheet: Sheet
    elements: list[Element]


def assemble(body: Element, sections: list[Section]) -> None:
    """Every section but the last ends in its last paragraph, the last one ends the body."""
    for section in sections[:-1]:
        body.extend(section.elements)
        section.elements[-1].get_or_add_pPr().append(_properties(section.sheet))
    body.extend(sections[-1].elements)
    body.append(_properties(sections[-1].sheet))


def _properties(sheet: Sheet) -> Element:
    if sheet.turned:
        size = el("w:pgSz", w=PAGE_HEIGHT, h=PAGE_WIDTH, orient="landscape")
    else:
        size = el("w:pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT)
    return el(
        "w:sectPr",
        *(el(f"w:{kind}Reference", type=page, r_id=part) for (kind, page), part in sheet.parts.items()),
        el("w:type", val="nextPage"),
        size,
        _turned_margins() if sheet.turned else _margins(),
        el("w:cols", space=0),
        el("w:titlePg") if ("header", "first") in sheet.parts else None,
    )


def _margins() -> Element:
    return _pg_mar(top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT)


def _turned_margins() -> Element:
    """The sheet turned clockwise: its left edge, where it is bound, is now above."""
    return _pg_mar(top=LEFT, right=TOP, bottom=RIGHT, left=BOTTOM)


def _pg_mar(**sides: int) -> Element:
    return el("w:pgMar", **sides, header=DRAFT_EDGE, footer=FOLIO_EDGE, gutter=0)
