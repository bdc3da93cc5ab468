"""A Word file that somebody hands in: looked over before anything in it is unpacked, then read as a stream of words.

Macros, encryption, odd paths, files inside the file and what grows when unpacked are refused; no entity is resolved,
no picture is opened, nothing outside is fetched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.refusals import Refusal
from zhucun.kernel.spreadsheet.container import Container, open_container
from zhucun.kernel.spreadsheet.limits import Limits
from zhucun.kernel.spreadsheet.refusals import (
    EmptyFile,
    EncryptedWorkbook,
    MacroWorkbook,
    OldWorkbook,
    Overblown,
    SpreadsheetRefused,
    TooLarge,
)
from zhucun.kernel.spreadsheet.xml import Attributes, Handler, parse

LIMITS = Limits()
BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"


class NotAWordFile(Refusal):
    """这个文件不能放回：%(why)s。"""

    code = "documents.not_a_word_file"
    next_step = "请在 Word 或 WPS 里把改好的文书另存为 .docx，再放回来；原来的一份没有变。"


WHY: Mapping[type[SpreadsheetRefused], Promise] = {
    EmptyFile: _("里面什么也没有"),
    OldWorkbook: _("是旧版 Word 文件（.doc）"),
    EncryptedWorkbook: _("设了打开密码"),
    MacroWorkbook: _("带有宏"),
    TooLarge: _("文件太大，最多 10 MB"),
    Overblown: _("解开后过大"),
}
OTHERWISE = _("不是完好的 Word 文件（.docx），或者夹带了别的文件")


@dataclass
class WordText:
    """`lines` are the paragraphs with words in them; `links` the addresses with their words, in order."""

    lines: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def read_word(content: bytes) -> WordText:
    try:
        container = open_container(content, LIMITS)
        if BODY not in container:
            raise NotAWordFile(why=OTHERWISE)
        body = parse(container.chunks(BODY), _Body(_addresses(container)), LIMITS)
    except SpreadsheetRefused as refused:
        raise NotAWordFile(why=WHY.get(type(refused), OTHERWISE)) from refused
    return WordText([line for line in body.lines if line.strip()], body.links)


def _addresses(container: Container) -> dict[str, str]:
    if RELATIONS not in container:
        return {}
    return parse(container.chunks(RELATIONS), _Relations(), LIMITS).targets


class _Relations(Handler):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes, /) -> None:
        if name == "Relationship" and attributes.get("TargetMode") == "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Body(Handler):
    """What was struck out under “track changes” stands in `delText`, which is not read."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self.lines: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._addresses = addresses
        self._in_text = False
        self._link: str | None = None

    def start(self, name: str, attributes: Attributes, /) -> None:
        if name == "p":
            self.lines.append("")
        elif name == "t":
            self._in_text = True
        elif name == "hyperlink":
            self._link = self._addresses.get(attributes.get("r:id", ""))
            if self._link is not None:
                self.links.append((self._link, ""))

    def end(self, name: str, /) -> None:
        if name == "t":
            self._in_text = False
        elif name == "hyperlink":
            self._link = None

    def text(self, text: str, /) -> None:
        if not self._in_text or not self.lines:
            return
        self.lines[-1] += text
        if self._link is not None:
            address, words = self.links[-1]
            self.links[-1] = (address, words + text)
