"""settings.xml and fontTable.xml: what Word must know about the paper as a whole."""

from zhucun.documents.gb9704.geometry import CHARACTER
from zhucun.documents.gb9704.glyphs import Face
from zhucun.documents.gb9704.xml import Element, el

_OFFICE = "http://schemas.microsoft.com/office/word"
_WORD_2013 = 15
# A county's computers have either the old names or the new ones; Word takes the second when the first is absent.
_OTHER_NAMES = {
    Face.FANGSONG: "仿宋",
    Face.KAI: "楷体",
    Face.HEI: "SimHei",
    Face.BIAOSONG: "方正小标宋_GBK",
    Face.SONG: "SimSun",
}
_CHINESE_SIMPLIFIED = "86"


def settings() -> Element:
    return el(
        "w:settings",
        el("w:zoom", percent=100),
        el("w:defaultTabStop", val=CHARACTER),
        el("w:evenAndOddHeaders"),
        el("w:characterSpacingControl", val="doNotCompress"),
        el("w:compat", el("w:doNotExpandShiftReturn"), el("w:useFELayout"), _mode()),
        el("w:themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _mode() -> Element:
    return el("w:compatSetting", name="compatibilityMode", uri=_OFFICE, val=_WORD_2013)


def font_table() -> Element:
    return el("w:fonts", *(_font(face, other) for face, other in _OTHER_NAMES.items()))


def _font(face: Face, other: str) -> Element:
    return el("w:font", el("w:altName", val=other), el("w:charset", val=_CHINESE_SIMPLIFIED), name=face.value)
