"""Pinyin initials of a name, for search: 单晓东 → “dxd cxd sxd”, because a surname may be read otherwise than the word."""

from functools import lru_cache

MOST = 60


@lru_cache(maxsize=50_000)
def initials_of(name: str) -> str:
    """Every reading of the first character with the usual reading of the rest; what no dictionary reads is left out."""
    from pypinyin import Style, pinyin  # a dictionary of 0.3 s, which no other start should pay

    usual = [read[0] for read in pinyin(name, style=Style.FIRST_LETTER, errors=_plain) if read[0]]
    if not usual:
        return ""
    surname = pinyin(name[0], style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    readings = dict.fromkeys([usual[0], *(surname[0] if surname else ())])
    rest = "".join(usual[1:])
    variants = [reading + rest for reading in readings]
    return " ".join(variants)[:MOST].strip()


def _plain(text: str) -> str:
    """Latin words give their first letters; signs and rare characters give nothing."""
    return "".join(word[0] for word in text.lower().split() if word[0].isascii() and word[0].isalnum())
