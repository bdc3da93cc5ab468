"""What follows the body: note of attachments, signature and date without a seal, remark (7.3.4–7.3.6)."""

from zhucun.documents.gb9704.geometry import CHARACTER, CHARACTERS, LINE
from zhucun.documents.gb9704.glyphs import Face
from zhucun.documents.gb9704.paper import Attachment, OfficialPaper, written
from zhucun.documents.gb9704.titles import width
from zhucun.documents.gb9704.words import paragraph, plain, words
from zhucun.documents.gb9704.xml import Element, el

_FROM_RIGHT = 2  # characters the name stands from the right edge
_DATE_AFTER_NAME = 2  # characters the date starts after the name
_INDENT, _LABEL, _COUNTER = 2, 3, 1.5  # characters: the indent, “附件：”, “1.” with its gap


def attachment_note(attachments: tuple[Attachment, ...]) -> list[Element]:
    """Names wrap under their first character and have no stop at the end."""
    names = [each.title.replace("\n", "").rstrip("。；，") for each in attachments]
    if len(names) == 1:
        return [_name(f"附件：{names[0]}", _INDENT + _LABEL, _LABEL, first=True)]
    left = _INDENT + _LABEL + _COUNTER
    return [
        _name(f"附件：{at}.\t{name}", left, _LABEL + _COUNTER, first=True)
        if at == 1
        else _name(f"{at}.\t{name}", left, _COUNTER)
        for at, name in enumerate(names, 1)
    ]


def _name(text: str, left: float, hanging: float, *, first: bool = False) -> Element:
    indent = el("w:ind", left=_twips(left), hanging=_twips(hanging))
    stop = el("w:tabs", el("w:tab", val="left", pos=_twips(left)))
    return plain("AttachmentNote", text, stop, el("w:spacing", before=LINE if first else 0), indent)


def signature(paper: OfficialPaper) -> list[Element]:
    """7.3.5.2: nothing is sealed here, so name and date keep to the right edge and to each other."""
    day = written(paper.dated)
    name, date = _places(width(paper.issuer), width(day))
    issuer = plain("Issuer", paper.issuer, el("w:ind", left=_twips(name)))
    dated = plain("Dated", day, el("w:ind", left=_twips(date)))
    return [issuer, dated, *([plain("Remark", f"（{paper.remark}）")] if paper.remark else [])]


def attendance(paper: OfficialPaper) -> list[Element]:
    """Who was there, below the body of minutes: the word in 黑体, the names in 仿宋 (10.3)."""
    return [
        paragraph(
            "Attended",
            [*words("Attended", f"{label}："), *words("Attended", "，".join(names), face=Face.FANGSONG)],
            el("w:spacing", before=0 if at else LINE),
        )
        for at, (label, names) in enumerate(paper.attended)
    ]


def _places(name: float, date: float) -> tuple[float, float]:
    """Where name and date begin; a date longer than the name keeps the edge and moves the name."""
    if date > name:
        begins = CHARACTERS - _FROM_RIGHT - date
        return max(0, begins - _DATE_AFTER_NAME), begins
    begins = max(0, CHARACTERS - _FROM_RIGHT - name)
    return begins, begins + _DATE_AFTER_NAME


def _twips(characters: float) -> int:
    return round(characters * CHARACTER)
