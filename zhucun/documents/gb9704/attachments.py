"""附件: each on a new page before the imprint; wide tables on a turned page (7.3.7, 8)."""

from dataclasses import replace

from zhucun.documents.gb9704.body import blocks
from zhucun.documents.gb9704.geometry import LINE, TITLE_LINE
from zhucun.documents.gb9704.paper import Attachment, Block, OfficialPaper, Paragraph, Table
from zhucun.documents.gb9704.titles import lines
from zhucun.documents.gb9704.words import Relate, plain
from zhucun.documents.gb9704.xml import Element, el


def with_tables_attached(paper: OfficialPaper) -> OfficialPaper:
    """Long tables of the body become attachments; the body says where they went."""
    moving = [block for block in paper.body if isinstance(block, Table) and block.long]
    count = len(paper.attachments) + len(moving)
    attachments = list(paper.attachments)
    body: list[Block] = []
    for block in paper.body:
        if block not in moving:
            body.append(block)
            continue
        attachments.append(Attachment(_name(block), (replace(block, caption=""),)))
        body.append(Paragraph.of(f"（{_name(block)}见{label(len(attachments), count)}）"))
    return replace(paper, body=tuple(body), attachments=tuple(attachments))


def _name(block: Table) -> str:
    return block.caption or "附表"


def label(place: int, count: int) -> str:
    """A single attachment has no number."""
    return "附件" if count == 1 else f"附件{place}"


def is_turned(attachment: Attachment) -> bool:
    return any(isinstance(block, Table) and block.wide for block in attachment.blocks)


def attachment(content: Attachment, mark: str, relate: Relate, *, break_before: bool) -> list[Element]:
    """The label stands on the first line of the page, the title on the third."""
    turned = is_turned(content)
    start = el("w:pageBreakBefore") if break_before else None
    spacing = el("w:spacing", before=LINE, after=LINE, line=TITLE_LINE, lineRule="exact")
    return [
        plain("AttachmentMark", mark, start),
        plain("Title", "\n".join(lines(content.title)), spacing),
        *blocks(content.blocks, relate, landscape=turned),
    ]
