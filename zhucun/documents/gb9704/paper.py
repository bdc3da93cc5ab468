"""An official paper as data: what is said, never how it looks.

The tree is frozen and holds no clock: the same paper always gives the same file.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

MOST_COLUMNS = 14
_WIDE = 8  # columns beyond which a table is turned
_LONG = 20  # rows beyond which a table leaves the body


class Form(Enum):
    """The forms of the standard, and plain material: the same page without a head, for binders and walls."""

    PAPER = "文件"
    LETTER = "信函"
    MINUTES = "纪要"
    ORDER = "命令"
    MATERIAL = "材料"


@dataclass(frozen=True)
class Run:
    """Words in one manner; a generated figure carries the address of the records it was counted from."""

    text: str
    link: str | None = None
    bold: bool = False

    def __post_init__(self) -> None:
        if self.link is not None and not self.link.startswith(("https://", "http://")):
            raise ValueError(f"a figure opens a page of the product, not {self.link!r}")


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]
    indented: bool = True

    @classmethod
    def of(cls, *parts: "str | Run") -> "Paragraph":
        return cls(tuple(Run(part) if isinstance(part, str) else part for part in parts))


@dataclass(frozen=True)
class Heading:
    """A heading without its number, which is counted; `then` continues on the same line as body text."""

    level: Literal[1, 2, 3, 4]
    text: str
    then: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Table:
    """`widths` are weights, not measures; without them the contents decide."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | Run, ...], ...]
    widths: tuple[int, ...] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.header) <= MOST_COLUMNS:
            raise ValueError(f"a table on A4 has 1 to {MOST_COLUMNS} columns, not {len(self.header)}")
        if any(len(row) != len(self.header) for row in (*self.rows, self.widths or self.header)):
            raise ValueError("every row of a table has as many cells as its header")

    @property
    def wide(self) -> bool:
        return len(self.header) > _WIDE

    @property
    def long(self) -> bool:
        return len(self.rows) > _LONG


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Attachment:
    """Without blocks it is named in the paper and sent beside it."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Number:
    """发文字号; the office that registers the paper gives the serial, so a draft has none."""

    code: str
    year: int
    serial: int | None = None

    @property
    def text(self) -> str:
        serial = "\N{IDEOGRAPHIC SPACE}" if self.serial is None else str(self.serial)
        return f"{self.code}〔{self.year}〕{serial}号"


@dataclass(frozen=True)
class OfficialPaper:
    mark: str
    title: str
    body: tuple[Block, ...]
    issuer: str
    dated: date
    number: Number | None = None
    recipients: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    remark: str = ""
    copy_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    signers: tuple[str, ...] = ()
    attended: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of minutes: 出席, 请假, 列席 with names
    urgency: str = ""
    draft_mark: str = "未用印"
    form: Form = Form.PAPER

    @property
    def number_text(self) -> str:
        return (self.number or Number("", self.dated.year)).text


def written(day: date) -> str:
    """A date as the standard writes it: Arabic digits, the whole year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
