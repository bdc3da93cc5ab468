"""Paragraphs and runs: words in, elements out, no character lost on the way."""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy

from zhucun.documents.characters import visible
from zhucun.documents.gb9704.glyphs import Face, pieces
from zhucun.documents.gb9704.paper import Run
from zhucun.documents.gb9704.styles import FACES, fonts
from zhucun.documents.gb9704.xml import Element, el

Relate = Callable[[str], str]  # an address becomes the relationship id within the document
_BREAKS = re.compile("([\n\t])")
_TAGS = {"\n": "w:br", "\t": "w:tab"}


def paragraph(style: str, content: Iterable[Element], *properties: Element | None) -> Element:
    """A paragraph of a named style; direct properties come in the order of the schema."""
    return el("w:p", el("w:pPr", el("w:pStyle", val=style), *properties), *content)


def plain(style: str, text: str, *properties: Element | None) -> Element:
    return paragraph(style, words(style, text), *properties)


def words(style: str, text: str, *look: Element, face: Face | None = None) -> list[Element]:
    """Runs for a paragraph of `style`: one, or several where a character needs another font."""
    usual = FACES[style]
    return [
        _run(part, ([] if font == usual.value else [fonts(font)]) + deepcopy(list(look)))
        for font, part in pieces(visible(text), face or usual)
    ]


def manner(style: str, runs: Iterable[Run], relate: Relate, face: Face | None = None) -> list[Element]:
    """The runs of a paper; one with an address opens it, yet is printed like its neighbours."""
    return [each for run in runs for each in _linked(run, _of_run(style, run, face), relate)]


def _of_run(style: str, run: Run, face: Face | None) -> list[Element]:
    return words(style, run.text, *([el("w:b")] if run.bold else []), face=face)


def _linked(run: Run, elements: list[Element], relate: Relate) -> list[Element]:
    if run.link is None:
        return elements
    return [el("w:hyperlink", *elements, r_id=relate(run.link), history=1)]


def _run(part: str, look: list[Element]) -> Element:
    content = (_piece(piece) for piece in _BREAKS.split(part) if piece)
    return el("w:r", el("w:rPr", *look) if look else None, *content)


def _piece(piece: str) -> Element:
    tag = _TAGS.get(piece)
    return el(tag) if tag else el("w:t", piece, xml_space="preserve")
