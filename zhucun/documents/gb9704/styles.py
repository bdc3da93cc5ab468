"""Named styles: a clerk changes a style in Word and the whole paper follows, and headings fill the outline."""

from dataclasses import dataclass

from zhucun.documents.gb9704.geometry import (
    ANCHOR_LINE,
    CHARACTER,
    FOLIO_LINE,
    GAP_LINE,
    IMPRINT_ABOVE,
    IMPRINT_BELOW,
    IMPRINT_LINE,
    LINE,
    RED,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_5,
    TABLE_LINE_4,
    TABLE_LINE_5,
    TIGHTEN,
    TITLE_LINE,
)
from zhucun.documents.gb9704.glyphs import Face
from zhucun.documents.gb9704.xml import Element, el


@dataclass(frozen=True)
class Style:
    """Indents are counted in characters of the body."""

    id: str
    name: str
    face: Face = Face.FANGSONG
    size: int = SIZE_3
    line: int = LINE
    before: int = 0
    after: int = 0
    align: str = "both"
    first: int = 0
    outline: int | None = None
    keep_next: bool = False
    color: str | None = None
    tighten: int = TIGHTEN


NORMAL = Style("Normal", "Normal")
STYLES = (
    NORMAL,
    Style("Mark", "发文机关标志", Face.BIAOSONG, align="center", color=RED, tighten=0),
    Style("Number", "发文字号", align="center"),
    Style("Urgency", "紧急程度", Face.HEI),
    Style(
        "Title",
        "Title",
        Face.BIAOSONG,
        SIZE_2,
        TITLE_LINE,
        2 * LINE,
        align="center",
        keep_next=True,
        tighten=0,
    ),
    Style("Recipients", "主送机关", before=LINE),
    Style("BodyText", "Body Text", first=2),
    Style("Heading1", "heading 1", Face.HEI, first=2, outline=0, keep_next=True),
    Style("Heading2", "heading 2", Face.KAI, first=2, outline=1, keep_next=True),
    Style("Heading3", "heading 3", first=2, outline=2),
    Style("Heading4", "heading 4", first=2, outline=3),
    Style("AttachmentNote", "附件说明", keep_next=True),
    Style("Issuer", "发文机关署名", before=LINE, align="left", keep_next=True),
    Style("Dated", "成文日期", align="left"),
    Style("Remark", "附注", first=2),
    Style("Attended", "出席人员", Face.HEI, first=2),
    Style("AttachmentMark", "附件标识", Face.HEI, align="left"),
    Style("Caption", "caption", Face.HEI, SIZE_4, align="center", keep_next=True),
    Style("Head4", "表头四号", Face.HEI, SIZE_4, TABLE_LINE_4, align="center", tighten=0),
    Style("Cell4", "表文四号", size=SIZE_4, line=TABLE_LINE_4, align="left", tighten=0),
    Style("Head5", "表头五号", Face.HEI, SIZE_5, TABLE_LINE_5, align="center", tighten=0),
    Style("Cell5", "表文五号", size=SIZE_5, line=TABLE_LINE_5, align="left", tighten=0),
    Style("Gap", "间隔", size=2, line=GAP_LINE),
    Style("Anchor", "版记锚点", size=2, line=ANCHOR_LINE),
    Style(
        "Imprint",
        "版记",
        Face.FANGSONG,
        SIZE_4,
        IMPRINT_LINE,
        IMPRINT_ABOVE,
        IMPRINT_BELOW,
        "left",
        tighten=0,
    ),
    Style("Folio", "页码", Face.SONG, SIZE_4, FOLIO_LINE, tighten=0),
    Style("Draft", "未用印", Face.HEI, SIZE_4, align="right", tighten=0),
)
FACES = {style.id: style.face for style in STYLES}


def styles() -> Element:
    return el("w:styles", _defaults(), *(_style(style) for style in STYLES), _table_grid())


def fonts(name: str) -> Element:
    """All four slots alike: digits and quotation marks stay in the face of the words round them."""
    return el("w:rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _defaults() -> Element:
    run = el(
        "w:rPr",
        fonts(NORMAL.face.value),
        el("w:kern", val=0),
        el("w:sz", val=NORMAL.size),
        el("w:szCs", val=NORMAL.size),
        el("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    return el("w:docDefaults", el("w:rPrDefault", run), el("w:pPrDefault", el("w:pPr")))


def _style(style: Style) -> Element:
    normal = style is NORMAL
    return el(
        "w:style",
        el("w:name", val=style.name),
        None if normal else el("w:basedOn", val=NORMAL.id),
        el("w:next", val="BodyText") if style.outline is not None else None,
        el("w:qFormat"),
        _paragraph(style),
        _run(style),
        type="paragraph",
        default=1 if normal else None,
        customStyle=None if style.name.isascii() else 1,
        styleId=style.id,
    )


def _paragraph(style: Style) -> Element:
    # Off: whatever would move a character away from its place among the 22 × 28. Punctuation may hang, as it does
    # by default in Word; LibreOffice reads that property the other way round and keeps it inside the type area.
    off = ("w:autoSpaceDE", "w:autoSpaceDN", "w:adjustRightInd", "w:snapToGrid")
    first = el("w:ind", firstLineChars=100 * style.first, firstLine=CHARACTER * style.first)
    return el(
        "w:pPr",
        el("w:keepNext") if style.keep_next else None,
        el("w:widowControl", val=0),
        el("w:overflowPunct", val=1),
        *(el(tag, val=0) for tag in off),
        el("w:spacing", before=style.before, after=style.after, line=style.line, lineRule="exact"),
        first if style.first else None,
        el("w:jc", val=style.align),
        None if style.outline is None else el("w:outlineLvl", val=style.outline),
    )


def _run(style: Style) -> Element:
    return el(
        "w:rPr",
        fonts(style.face.value),
        el("w:color", val=style.color) if style.color else None,
        el("w:spacing", val=style.tighten),
        el("w:sz", val=style.size),
        el("w:szCs", val=style.size),
    )


def _table_grid() -> Element:
    sides = (
        el(f"w:{side}", val="single", sz=4, space=0, color="auto")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return el(
        "w:style",
        el("w:name", val="Table Grid"),
        el("w:tblPr", el("w:tblBorders", *sides)),
        type="table",
        styleId="TableGrid",
    )
