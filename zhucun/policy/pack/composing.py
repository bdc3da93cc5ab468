"""Composing YAML within limits: a hostile text is refused while it is read, before it has grown into anything.

Every pattern here is a set of characters, so no text can make matching slow.
"""

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.events import AliasEvent, ScalarEvent
from ruamel.yaml.nodes import Node

MOST_CHARACTERS = 1_000_000  # in a file
MOST_LINES = 20_000
LONGEST_LINE = 5_000
LONGEST_TEXT = 4_000  # one text or number, over however many lines
MOST_NODES = 20_000
DEEPEST = 20

# Neither seen nor heard, or turning the direction of what is seen: what a clerk reads would not be what is meant.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)


class Refused(Exception):
    """A text that is not read on: where, why, and what to do instead."""

    def __init__(self, line: int, column: int, what: str, do: str) -> None:
        self.line, self.column, self.what, self.do = line, column, what, do
        super().__init__(what)


def composed(text: str) -> Node | None:
    """The tree of a text; raises `Refused` or one of ruamel's own errors."""
    check_text(text)
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = BoundedComposer
    root: Node | None = yaml.compose(text)
    return root


def check_text(text: str) -> None:
    """What can be seen without understanding the text: its size and its characters."""
    if len(text) > MOST_CHARACTERS:
        raise Refused(1, 1, "文件太大。", "请拆成几个文件。")
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise Refused(MOST_LINES + 1, 1, f"文件超过 {MOST_LINES} 行。", "请拆成几个文件。")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise Refused(number, 1, f"这一行超过 {LONGEST_LINE} 个字。", "请分成几行，或者删减。")
        if hidden := HIDDEN.search(line):
            what = f"这里有看不见的字符（{ord(hidden.group()):04X}），是不能读的字符。"
            raise Refused(number, hidden.start() + 1, what, "请删去它，用 UTF-8 重新保存。")
        if line.startswith("%"):
            raise Refused(number, 1, "不能写 % 开头的指令。", "请删去这一行。")


class BoundedComposer(Composer):
    """Composes plain texts, lists and mappings; no names, references or tags, and nothing without end."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.nodes = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.nodes += 1
        event = self.parser.peek_event()
        refused = self._too_much() or _not_plain(event)
        if refused:
            raise Refused(event.start_mark.line + 1, event.start_mark.column + 1, *refused)
        return super().compose_node(parent, index)

    def _too_much(self) -> tuple[str, str] | None:
        if self.nodes > MOST_NODES:
            return f"文件里超过 {MOST_NODES} 项。", "请拆成几个文件。"
        if self.depth >= DEEPEST:
            return f"一层套一层，超过 {DEEPEST} 层。", "请照已有文件里的层次写。"
        return None


def _not_plain(event: Any) -> tuple[str, str] | None:
    if isinstance(event, AliasEvent):
        return "这里引用了别处的内容。", "请照样再写一遍，不要用 * 引用。"
    if event.anchor is not None:
        return "这里用 & 起了名字，供别处引用。", "请删去 & 和后面的名字；内容是文字的，请加引号。"
    if event.ctag is not None:
        return f"不认识的标记“{str(event.ctag)[:40]}”。", "请删去感叹号开头的标记；内容是文字的，请加引号。"
    if isinstance(event, ScalarEvent):
        return _bad_value(event.value)
    return None


def _bad_value(value: str) -> tuple[str, str] | None:
    if len(value) > LONGEST_TEXT:
        return f"这段文字超过 {LONGEST_TEXT} 个字。", "请删减，或者分成几段。"
    if hidden := HIDDEN.search(value):
        return f"文字里有看不见的字符（{ord(hidden.group()):04X}）。", "请删去反斜杠开头的那几个字符。"
    return None
