"""正文: headings with counted numbers, paragraphs, tables (7.3.3)."""

from collections.abc import Iterable

from zhucun.documents.gb9704.geometry import CHARACTERS
from zhucun.documents.gb9704.paper import Block, Heading, Paragraph, Run, Table
from zhucun.documents.gb9704.styles import FACES
from zhucun.documents.gb9704.tables import table
from zhucun.documents.gb9704.titles import width
from zhucun.documents.gb9704.words import Relate, manner, paragraph, words
from zhucun.documents.gb9704.xml import Element, el

_SHORT_LINES = 4
_DIGITS = "零一二三四五六七八九"
_FORMS = ("{}、", "（{}）", "{}.", "（{}）")


def blocks(content: Iterable[Block], relate: Relate, *, landscape: bool = False) -> list[Element]:
    numbers = Numbering()
    elements: list[Element] = []
    for block in content:
        if isinstance(block, Heading):
            elements.append(_heading(block, numbers.next(block.level), relate))
        elif isinstance(block, Table):
            elements += table(block, relate, landscape=landscape)
        else:
            elements.append(_paragraph(block, relate))
    return elements


class Numbering:
    """一、（一）1.（1）: each level starts anew below its parent."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        count = self._counts[level - 1]
        return _FORMS[level - 1].format(chinese(count) if level <= 2 else count)


def chinese(number: int) -> str:
    """一 to 九十九, as headings count."""
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones else "")


def _heading(block: Heading, number: str, relate: Relate) -> Element:
    """The words after a heading on its line are body text again."""
    style = f"Heading{block.level}"
    rest = manner(style, block.then, relate, face=FACES["BodyText"])
    return paragraph(style, [*words(style, number + block.text), *rest])


def _paragraph(block: Paragraph, relate: Relate) -> Element:
    flush = el("w:ind", firstLineChars=0, firstLine=0)
    return paragraph("BodyText", manner("BodyText", block.runs, relate), None if block.indented else flush)


def is_short(block: Block) -> bool:
    """Whether it may be kept whole with what follows and leave no hole worth mention."""
    if isinstance(block, Table):
        return False
    runs = block.runs if isinstance(block, Paragraph) else (Run(block.text), *block.then)
    return sum(width(run.text) for run in runs) <= _SHORT_LINES * CHARACTERS
