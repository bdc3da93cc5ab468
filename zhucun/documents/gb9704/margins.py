"""Headers and footers of a paper, as parts of its package, for each way a sheet may lie."""

from dataclasses import dataclass

from zhucun.documents.gb9704 import folio, letter
from zhucun.documents.gb9704.package import Package
from zhucun.documents.gb9704.paper import Form, OfficialPaper
from zhucun.documents.gb9704.sections import Sheet
from zhucun.documents.gb9704.xml import Element


@dataclass(frozen=True)
class Sheets:
    first: Sheet
    upright: Sheet
    turned: Sheet


def sheets(package: Package, paper: OfficialPaper) -> Sheets:
    """Odd pages are "default" in Word; a letter's first page has a head of its own and no number."""
    upright = {
        ("header", "default"): _add(package, "header1", folio.header(paper.draft_mark)),
        ("header", "even"): _add(package, "header2", folio.header(paper.draft_mark)),
        ("footer", "default"): _add(package, "footer1", folio.footer(odd=True)),
        ("footer", "even"): _add(package, "footer2", folio.footer(odd=False)),
    }
    turned = {
        ("header", "default"): _add(package, "header3", folio.turned_header(paper.draft_mark, odd=True)),
        ("header", "even"): _add(package, "header4", folio.turned_header(paper.draft_mark, odd=False)),
        ("footer", "default"): _add(package, "footer3", folio.turned_footer()),
        ("footer", "even"): _add(package, "footer4", folio.turned_footer()),
    }
    opening = _opening(package, paper) if paper.form is Form.LETTER else {}
    return Sheets(Sheet(upright | opening), Sheet(upright), Sheet(turned, turned=True))


def _opening(package: Package, paper: OfficialPaper) -> dict[tuple[str, str], str]:
    return {
        ("header", "first"): _add(package, "header5", letter.first_header(paper)),
        ("footer", "first"): _add(package, "footer5", letter.first_footer()),
    }


def _add(package: Package, name: str, content: Element) -> str:
    return package.add(name, name[:6], content)
