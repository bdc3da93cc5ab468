"""Which font a character is drawn with, so that a rare name is drawn at all.

The faces the standard asks for hold the 6,763 characters of GB 2312; people and villages have others. Such a
character gets a run of its own with a font that every Chinese Windows has; its code point never changes.
"""

from enum import StrEnum
from functools import cache
from itertools import groupby


class Face(StrEnum):
    """Fonts by the names that Word and WPS know."""

    FANGSONG = "仿宋_GB2312"
    KAI = "楷体_GB2312"
    HEI = "黑体"
    BIAOSONG = "方正小标宋简体"
    SONG = "宋体"


_FIRST_HAN = 0x2E80
_PRIVATE_USE = range(0xE000, 0xF900)
_BEYOND_GB2312 = {Face.FANGSONG: "仿宋", Face.KAI: "楷体"}
_PLANES = {2: "SimSun-ExtB", 3: "SimSun-ExtG"}
_GBK_IDEOGRAPHS = range(0x4E00, 0x9FA6)


def pieces(text: str, face: Face) -> list[tuple[str, str]]:
    """The text cut into (font, words); joined again the words are the text."""
    return [(font, "".join(group)) for font, group in groupby(text, key=lambda char: font_of(char, face))]


def font_of(char: str, face: Face) -> str:
    code = ord(char)
    if code < _FIRST_HAN or char in _gb2312():
        return face.value
    if code > 0xFFFF:
        return _PLANES.get(code >> 16, Face.SONG.value)
    if code in _GBK_IDEOGRAPHS:
        return _BEYOND_GB2312.get(face, face.value if face is Face.HEI else Face.SONG.value)
    return Face.SONG.value


def without_a_font(text: str) -> tuple[str, ...]:
    """Private-use characters: each office draws its own, so a clerk has to look at the print."""
    return tuple(sorted({char for char in text if ord(char) in _PRIVATE_USE or ord(char) >= 0xF0000}))


@cache
def _gb2312() -> frozenset[str]:
    cells = (bytes((row, column)) for row in range(0xA1, 0xF8) for column in range(0xA1, 0xFF))
    return frozenset("".join(cell.decode("gb2312", errors="ignore") for cell in cells))
