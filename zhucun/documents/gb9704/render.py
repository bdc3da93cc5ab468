"""A paper becomes a .docx: 版头, 主体, attachments, 版记, in the order in which a reader turns the pages."""

from zhucun.documents.gb9704 import letter, margins
from zhucun.documents.gb9704.attachments import attachment, is_turned, label, with_tables_attached
from zhucun.documents.gb9704.body import blocks, is_short
from zhucun.documents.gb9704.closing import attachment_note, attendance, signature
from zhucun.documents.gb9704.head import head, order_head, recipients_fit
from zhucun.documents.gb9704.imprint import imprint
from zhucun.documents.gb9704.package import Package
from zhucun.documents.gb9704.paper import Form, OfficialPaper
from zhucun.documents.gb9704.sections import Section, assemble
from zhucun.documents.gb9704.settings import font_table, settings
from zhucun.documents.gb9704.styles import styles
from zhucun.documents.gb9704.titles import lines
from zhucun.documents.gb9704.words import Relate, paragraph, plain
from zhucun.documents.gb9704.xml import Element, el


def to_docx(paper: OfficialPaper) -> bytes:
    """The same paper always gives the same bytes."""
    package = Package()
    package.describe(title=paper.title, author=paper.issuer, on=paper.dated)
    package.add("styles", "styles", styles())
    package.add("settings", "settings", settings())
    package.add("fontTable", "fontTable", font_table())
    sheets = margins.sheets(package, paper)
    assemble(package.body, _sections(with_tables_attached(paper), sheets, package.address))
    return package.to_bytes()


def _sections(paper: OfficialPaper, sheets: margins.Sheets, relate: Relate) -> list[Section]:
    sections = [Section(sheets.first, _front(paper, relate))]
    for place, each in enumerate(paper.attachments, 1):
        if not each.blocks:
            continue
        sheet = sheets.turned if is_turned(each) else sheets.upright
        fresh = sheet.turned or sections[-1].sheet.turned
        if fresh:
            sections.append(Section(sheet, []))
        mark = label(place, len(paper.attachments))
        sections[-1].elements += attachment(each, mark, relate, break_before=not fresh)
    foot = imprint(paper, recipients_here=not recipients_fit(paper))
    if foot and sections[-1].sheet.turned:
        sections.append(Section(sheets.upright, [paragraph("Gap", [])]))
    sections[-1].elements += foot
    return sections


def _front(paper: OfficialPaper, relate: Relate) -> list[Element]:
    """What stands before the attachments. A short last paragraph keeps the signature company (7.3.5.5).

    A long one is left alone: LibreOffice would move it whole and leave a hole, even a first page without body.
    """
    title = plain("Title", "\n".join(lines(paper.title)), _above_title(paper))
    addressed = [plain("Recipients", f"{'，'.join(paper.recipients)}：")] if paper.recipients else []
    body = blocks(paper.body, relate)
    if len(body) > 1 and is_short(paper.body[-1]):
        body[-1].get_or_add_pPr().get_or_add_keepNext()
    end = [*attachment_note(paper.attachments), *_end(paper)]
    return [*_top(paper), title, *(addressed if recipients_fit(paper) else []), *body, *end]


def _top(paper: OfficialPaper) -> list[Element]:
    match paper.form:
        case Form.LETTER:
            return [letter.number(paper)]
        case Form.ORDER:
            return order_head(paper)
        case Form.MATERIAL:
            return []
        case Form.PAPER | Form.MINUTES:
            return head(paper)


def _above_title(paper: OfficialPaper) -> Element | None:
    """Material has nothing above its title, so the title begins on the first line."""
    return el("w:spacing", before=0) if paper.form is Form.MATERIAL else None


def _end(paper: OfficialPaper) -> list[Element]:
    """Minutes name who was there and are not signed; material is signed when somebody answers for it."""
    if paper.form is Form.MINUTES:
        return attendance(paper)
    return signature(paper) if paper.issuer else []
