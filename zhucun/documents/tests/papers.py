"""A paper to start from, and eyes for what became of it."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from zhucun.documents.gb9704.paper import Number, OfficialPaper, Paragraph, Table

NOTICE = OfficialPaper(
    mark="中共白玉县委组织部文件",
    title="关于2026年6月全县驻村第一书记和工作队在岗履职情况的通报",
    body=(Paragraph.of("现将有关情况通报如下。"), Paragraph.of("请各单位于7月10日前书面报告整改情况。")),
    issuer="中共白玉县委组织部",
    dated=date(2026, 7, 3),
    number=Number("白组", 2026, 7),
    recipients=("各乡镇党委", "县级各部门党组（党委）"),
    copy_to=("州委组织部", "县委办公室"),
    printed_by="中共白玉县委组织部办公室",
)


def with_body(*blocks, **changes) -> OfficialPaper:
    return replace(NOTICE, body=blocks, **changes)


def table(columns: int, rows: int, caption: str = "在岗明细表") -> Table:
    header = tuple(f"第{column}列" for column in range(columns))
    return Table(
        header,
        tuple(tuple(f"{row}之{column}" for column in range(columns)) for row in range(rows)),
        caption=caption,
    )


def part(docx: bytes, name: str) -> str:
    with ZipFile(BytesIO(docx)) as package:
        return package.read(name).decode()


def found(pattern: str, text: str) -> str:
    """The first group of the first place where the pattern fits; nowhere is a failed test."""
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def paragraphs(docx: bytes) -> list[tuple[str, str]]:
    """(style, words) of every paragraph, tables and imprint included."""
    each = re.findall(r"<w:p>(.*?)</w:p>", part(docx, "word/document.xml"), re.DOTALL)
    return [(_style(paragraph), _words(paragraph)) for paragraph in each]


def _style(paragraph: str) -> str:
    named = re.search(r'<w:pStyle w:val="(\w+)"', paragraph)
    return named[1] if named else ""


def _words(paragraph: str) -> str:
    pieces = re.findall(r"<w:t[^>]*>([^<]*)</w:t>|<w:(tab|br)/>", paragraph)
    return "".join(text or {"tab": "\t", "br": "\n"}[sign] for text, sign in pieces)
