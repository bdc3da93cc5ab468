"""Characters a file format cannot hold become visible signs; nothing a person wrote disappears.

Ideographs beyond the BMP and private-use code points are legal and pass untouched: they are names.
"""

import re

# Not allowed in XML 1.0, plus DEL and lone surrogates, which no encoder accepts.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROL_PICTURES = 0x2400
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def visible(text: str) -> str:
    """The text with one kind of line end and a sign (␀ ␁ … ␡ or �) for every unwritable character."""
    return _UNWRITABLE.sub(_sign, text.replace("\r\n", "\n").replace("\r", "\n"))


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else _REPLACEMENT
