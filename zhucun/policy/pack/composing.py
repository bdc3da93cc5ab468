"""Composing YAML within limits: a hostile text is refused while it is read, before it has grown into anything.

Every pattern here is a set of characters, so no text can make matching slow. libyaml reads, twenty times as fast as
Python; a text that it does not take is read once more by ruamel, which tells what is wrong and where.
"""

import re
from typing import Any, Protocol, cast

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer as SlowComposer
from ruamel.yaml.resolver import implicit_resolvers
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.resolver import BaseResolver

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


class Node(Protocol):
    """A part of the tree, whoever read it: `id` is mapping, sequence or scalar."""

    id: str
    tag: str
    value: Any
    start_mark: Any


def composed(text: str) -> Node | None:
    """The tree of a text; raises `Refused` or one of ruamel's own errors."""
    check_text(text)
    try:
        return _composed_fast(text)
    except yaml.YAMLError:
        return _composed_slow(text)


def _composed_fast(text: str) -> Node | None:
    loader = FastLoader(text)
    try:
        root: Any = loader.get_single_node()
    finally:
        loader.dispose()
    return cast(Node | None, root)


def _composed_slow(text: str) -> Node | None:
    reader = YAML(typ="safe", pure=True)
    reader.Composer = BoundedSlowComposer
    root: Node | None = reader.compose(text)
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


class Bounds:
    """Counts what is composed: plain texts, lists and mappings; no names, references or tags, and nothing without end."""

    def __init__(self) -> None:
        self.nodes, self.depth = 0, 0

    def enter(self, event: Any) -> None:
        self.nodes += 1
        self.depth += 1
        if refused := self._too_much() or _not_plain(event):
            raise Refused(event.start_mark.line + 1, event.start_mark.column + 1, *refused)

    def leave(self) -> None:
        self.depth -= 1

    def _too_much(self) -> tuple[str, str] | None:
        if self.nodes > MOST_NODES:
            return f"文件里超过 {MOST_NODES} 项。", "请拆成几个文件。"
        if self.depth > DEEPEST:
            return f"一层套一层，超过 {DEEPEST} 层。", "请照已有文件里的层次写。"
        return None


class Resolver(BaseResolver):
    """What a plain text is in YAML 1.2: the patterns of ruamel, so that both readers agree."""


for _versions, _tag, _pattern, _first in implicit_resolvers:
    if (1, 2) in _versions:
        Resolver.add_implicit_resolver(_tag, _pattern, _first)


class FastLoader(Composer, CParser, Resolver):
    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        Resolver.__init__(self)
        self.bounds = Bounds()

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.bounds.enter(self.peek_event())
        node = super().compose_node(parent, index)
        self.bounds.leave()
        return node


class BoundedSlowComposer(SlowComposer):
    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.bounds = Bounds()

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.bounds.enter(self.parser.peek_event())
        node = super().compose_node(parent, index)
        self.bounds.leave()
        return node


def _not_plain(event: Any) -> tuple[str, str] | None:
    if type(event).__name__ == "AliasEvent":
        return "这里引用了别处的内容。", "请照样再写一遍，不要用 * 引用。"
    if event.anchor is not None:
        return "这里用 & 起了名字，供别处引用。", "请删去 & 和后面的名字；内容是文字的，请加引号。"
    tag = getattr(event, "ctag", None) or getattr(event, "tag", None)  # ruamel's, or libyaml's
    if tag is not None:
        return f"不认识的标记“{str(tag)[:40]}”。", "请删去感叹号开头的标记；内容是文字的，请加引号。"
    if type(event).__name__ == "ScalarEvent":
        return _bad_value(event.value)
    return None


def _bad_value(value: str) -> tuple[str, str] | None:
    if len(value) > LONGEST_TEXT:
        return f"这段文字超过 {LONGEST_TEXT} 个字。", "请删减，或者分成几段。"
    if hidden := HIDDEN.search(value):
        return f"文字里有看不见的字符（{ord(hidden.group()):04X}）。", "请删去反斜杠开头的那几个字符。"
    return None
