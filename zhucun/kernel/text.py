"""One spelling for what people type: text, names and codes.

A name keeps every character its owner has: ideographs beyond the BMP, private-use code points and
compatibility ideographs pass through untouched, because a rare character is the person's name and not
noise. A code is the opposite: it has one alphabet, so everything that only looks like it is folded into it.
"""

import re
import string
import unicodedata

# Invisible in print, so never meant by the writer: zero-width, bidirectional controls, soft hyphen, BOM.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# NFC would replace these by another glyph; a household register may hold exactly this one.
_COMPATIBILITY_IDEOGRAPHS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_CODE_ALPHABET: dict[int, int | str] = {**_FULL_WIDTH, **dict.fromkeys(map(ord, "‐‑‒–—−﹣"), "-")}
_CAPITALS = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
_NAME_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･"), "·")
_HAN = "\u2e80-\u9fff\ue000-\ufaff\U00020000-\U0003ffff\U000f0000-\U0010ffff"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}·]) | (?=[{_HAN}·])")


def canonical(text: str) -> str:
    """Free text as it is stored: NFC, no invisible characters, one kind of line end."""
    if text.isprintable():  # one line without anything to take out, as nearly every cell of a register
        return _compose(text).strip()
    visible = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    composed = _compose(_CONTROL.sub("", visible))
    return "\n".join(line.rstrip() for line in composed.split("\n")).strip()


def canonical_name(text: str) -> str:
    """The name of a person, unit or place on one line.

    Spaces that only align columns (张　三) go; a space inside a Latin name stays.
    """
    line = " ".join(canonical(text).translate(_NAME_DOTS).split())
    return _SPACE_BESIDE_HAN.sub("", line)


def canonical_code(text: str) -> str:
    """A number or code in ASCII capitals without any space; dashes become one kind."""
    narrow = "".join(text.translate(_CODE_ALPHABET).split())
    return canonical(narrow).translate(_CAPITALS)


def match_key(text: str) -> str:
    """What two spellings of one name have in common; for comparing only, never for keeping."""
    folded = unicodedata.normalize("NFKC", canonical_name(text)).casefold()
    return "".join(char for char in folded if char.isalnum() or unicodedata.category(char) == "Co")


def _compose(text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _COMPATIBILITY_IDEOGRAPHS.split(text)
    # Every second part is a run of compatibility ideographs.
    return "".join(part if at % 2 else unicodedata.normalize("NFC", part) for at, part in enumerate(parts))
