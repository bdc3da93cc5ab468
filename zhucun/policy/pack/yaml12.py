"""YAML 1.2 with positions, and nothing a clerk did not write down.

Built from the node tree rather than by a constructor: no tags, no references between places, no duplicate
keys, no numbers that lose a leading zero. What is read is what is seen.
"""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from zhucun.policy.pack.composing import Node, Refused, composed
from zhucun.policy.pack.problems import PackError, Problem

Path = tuple[Hashable, ...]
Place = tuple[int, int]
TAG = "tag:yaml.org,2002:"
PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
PLAIN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_DIGITS = 15
FIRST_YEAR, LAST_YEAR = 1900, 2199  # room on both sides to count days from any date in a pack
LONGEST_NAME = 100
SHOWN = 40  # characters of what was written, repeated in a sentence


@dataclass
class Document:
    """The plain data of one file, and where each part of it stands."""

    file: str
    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)

    def problem(self, path: Path, what: str, do: str) -> Problem:
        """A problem at a place; if the place is not in the file, at the nearest part around it."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Problem(self.file, line, column, what, do)


def parse(text: str, file: str) -> Document:
    """Read one file, or raise `PackError` with everything that is wrong in it."""
    document = Document(file)
    root = _compose(text, file)
    if root is None:
        raise PackError([Problem(file, 1, 1, "文件是空的。", "请写上内容，或者删去这个文件。")])
    builder = _Builder(document)
    document.data = builder.value(root, ())
    if builder.problems:
        raise PackError(builder.problems)
    return document


def _compose(text: str, file: str) -> Node | None:
    try:
        return composed(text)
    except Refused as refused:
        problem = Problem(file, refused.line, refused.column, refused.what, refused.do)
        raise PackError([problem]) from refused
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise PackError([Problem(file, line, column, *_explained(str(error.problem)))]) from error
    except (YAMLError, ValueError, OverflowError) as error:  # an escape that names no character
        what = "文件里有不能读的字符。"
        raise PackError([Problem(file, 1, 1, what, "请删去反斜杠开头的字符，用 UTF-8 重新保存。")]) from error


def _explained(problem: str) -> tuple[str, str]:
    if "'\\t'" in problem:
        return "用了制表符。", "请把它换成空格。"
    if "end of stream" in problem:
        return "到文件末尾，引号或括号还没有成对。", "请补上后一半引号或括号。"
    if "another document" in problem:
        return "一个文件里写了两份内容。", "请删去单独一行的 ---，或者拆成两个文件。"
    if "mapping values" in problem:
        return "这里的冒号读不懂。", "请检查缩进；内容里本来就有冒号时，给内容加引号。"
    return "这里的写法读不懂。", "请检查缩进、冒号后的空格，以及引号和括号是否成对。"


class _Builder:
    """Turns nodes into plain data and remembers where each of them stood."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def value(self, node: Node, path: Path) -> Any:
        self.document.places.setdefault(path, _place(node))
        if node.id == "mapping":
            return self._mapping(node, path)
        if node.id == "sequence":
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: Node, path: Path) -> dict[Hashable, Any]:
        data: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            for key in self._keys(key_node):
                if key in data:
                    self._problem(key_node, f"“{key[:SHOWN]}”写了两次。", "请只留一处。")
                    continue
                self.document.places[(*path, key)] = _place(key_node)
                data[key] = self.value(value_node, (*path, key))
        return data

    def _keys(self, node: Node) -> Iterator[str]:
        if node.id == "scalar" and node.tag == TAG + "merge":
            self._problem(node, "项名不是文字：不能用 << 合并别处的内容。", "请照样再写一遍。")
        elif node.id != "scalar" or node.tag != TAG + "str":
            self._problem(node, "这里的项名不是文字。", "请给项名加上引号。")
        elif len(node.value) > LONGEST_NAME:
            self._problem(node, f"项名超过 {LONGEST_NAME} 个字。", "请检查是不是漏了冒号。")
        else:
            yield node.value

    def _scalar(self, node: Node) -> Any:
        text: str = node.value
        if node.tag == TAG + "str":
            return text
        if node.tag == TAG + "null":
            return None
        if node.tag == TAG + "bool":
            return text.lower() == "true"
        if node.tag == TAG + "int":
            return self._whole(node, text)
        if node.tag == TAG + "timestamp":
            return self._date(node, text)
        if node.tag == TAG + "float":
            self._problem(node, f"{text[:SHOWN]} 带小数。", "请写整数；确实是文字的，请加引号。")
        else:
            self._problem(node, f"“{text[:SHOWN]}”有特别的含义。", "确实是文字的，请加引号。")
        return None

    def _whole(self, node: Node, text: str) -> int | None:
        if not PLAIN_NUMBER.fullmatch(text):
            self._problem(node, f"{text[:SHOWN]} 当数字读会变样。", f'请加引号写成 "{text[:SHOWN]}"。')
        elif len(text) > MOST_DIGITS:
            self._problem(node, f"数字超过 {MOST_DIGITS} 位。", "请核对；编号请加引号。")
        else:
            return int(text)
        return None

    def _date(self, node: Node, text: str) -> date | None:
        if not PLAIN_DATE.fullmatch(text):
            self._problem(node, f"{text[:SHOWN]} 不是完整的日期。", "请写成 2026-01-01 这样的年月日。")
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self._problem(node, f"没有 {text} 这一天。", "请写真实的日期。")
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._problem(node, f"{text} 太早或太晚。", f"请写 {FIRST_YEAR} 年至 {LAST_YEAR} 年的日期。")
            return None
        return day

    def _problem(self, node: Node, what: str, do: str) -> None:
        self.problems.append(Problem(self.document.file, *_place(node), what, do))


def _place(node: Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1
