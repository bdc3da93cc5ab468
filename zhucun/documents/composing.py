"""A filled paper as the tree that `gb9704` draws, and as the file."""

from datetime import date

from zhucun.documents.gb9704.paper import (
    Block,
    Form,
    Heading,
    Number,
    OfficialPaper,
    Paragraph,
    Run,
    Table,
)
from zhucun.documents.gb9704.render import to_docx
from zhucun.policy.pack.paper_filling import Block as FilledBlock
from zhucun.policy.pack.paper_filling import (
    FilledHeading,
    FilledLine,
    FilledPaper,
    FilledTable,
    Pieces,
    said,
)
from zhucun.policy.pack.paper_model import PackPaper, PaperForm

FORMS = {
    PaperForm.PAPER: Form.PAPER,
    PaperForm.LETTER: Form.LETTER,
    PaperForm.MINUTES: Form.MINUTES,
    PaperForm.ORDER: Form.ORDER,
    PaperForm.MATERIAL: Form.MATERIAL,
}
DRAFT = "未用印"


def to_word(paper: PackPaper, filled: FilledPaper, on: date) -> bytes:
    """The .docx; the same facts on the same day give the same bytes."""
    return to_docx(composed(paper, filled, on))


def composed(paper: PackPaper, filled: FilledPaper, on: date) -> OfficialPaper:
    """Only what an office issues bears a number and the draft's mark."""
    official = paper.form is not PaperForm.MATERIAL
    issuer = said(filled.issuer)
    return OfficialPaper(
        form=FORMS[paper.form],
        mark=said(filled.mark),
        number=Number("", on.year) if official else None,
        title=said(filled.heads),
        recipients=tuple(map(said, filled.recipients)),
        body=tuple(map(_block, filled.blocks)),
        issuer=issuer,
        dated=on,
        printed_by=issuer if paper.form is PaperForm.PAPER else "",
        draft_mark=DRAFT if official else "",
    )


def _block(block: FilledBlock) -> Block:
    match block:
        case FilledHeading():
            return Heading(block.level, said(block.pieces))
        case FilledLine():
            return Paragraph(_runs(block.pieces))
        case FilledTable():
            rows = tuple(tuple(map(_cell, row)) for row in block.rows)
            return Table(block.header, rows, block.widths, block.caption)


def _runs(pieces: Pieces) -> tuple[Run, ...]:
    return tuple(Run(one.text, one.link or None, bold=one.gap) for one in pieces if one.text)


def _cell(pieces: Pieces) -> Run:
    """A cell opens the first of what it holds."""
    link = next((one.link for one in pieces if one.link), None)
    return Run(said(pieces), link)
