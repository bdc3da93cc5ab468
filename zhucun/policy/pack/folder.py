"""From a folder to the texts in it: only what lies there itself, and never more than a pack can be.

A link, a device or a file without end is refused before a byte of it is read.
"""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from zhucun.policy.pack.problems import Problem

MOST_FILES = 2_000
MOST_BYTES = 20_000_000
MOST_BYTES_OF_FILE = 1_000_000
DEEPEST = 3
BYTE_ORDER_MARK = "\ufeff"
# Where the system knows them: no links followed, no waiting for the other end of a pipe.
OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
Fault = tuple[str, str]


class Unreadable(Exception):
    """A file or folder that is not read, as the problem to be told."""

    def __init__(self, name: str, what: str, do: str, line: int = 1) -> None:
        self.problem = Problem(name, line, 1, what, do)
        super().__init__(what)


@dataclass
class Found:
    """A file of a pack by its name under the root, and under the layer's folder."""

    path: Path
    name: str
    within: str


@dataclass
class Folder:
    """One layer's folder. `files` ends early, with a problem, where there is more than a pack can be."""

    root: Path
    folder: Path
    problems: list[Problem] = field(default_factory=list)
    entries: int = 0
    bytes: int = 0
    seen: set[str] = field(default_factory=set)

    def files(self) -> Iterator[Found]:
        """Every file that can be part of a pack, in order; notes for people to read are passed over."""
        if fault := _leads_elsewhere(self.root, self.folder):
            self.problems.append(Problem(_shown(self.root, self.folder), 1, 1, *fault))
            return
        try:
            yield from self._under(self.folder, 1)
        except Unreadable as refused:
            self.problems.append(refused.problem)

    def text(self, found: Found) -> str:
        """Raises `Unreadable`."""
        content = _content(found)
        self.bytes += len(content)
        if self.bytes > MOST_BYTES:
            what = f"制度包的文件合计超过 {MOST_BYTES // 1_000_000} MB。"
            raise Unreadable(found.name, what, "请移走不属于制度包的文件。")
        return _decoded(content, found.name)

    def _under(self, folder: Path, depth: int) -> Iterator[Found]:
        for path in self._listed(folder):
            name = _shown(self.root, path)
            kind = path.lstat().st_mode
            fault = self._fault(path, kind, depth)
            if fault:
                self.problems.append(Problem(name, 1, 1, *fault))
            elif stat.S_ISDIR(kind):
                yield from self._under(path, depth + 1)
            elif path.suffix != ".md":
                yield Found(path, name, path.relative_to(self.folder).as_posix())

    def _listed(self, folder: Path) -> list[Path]:
        listed = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self.entries += 1
                    if self.entries > MOST_FILES:
                        what = f"文件夹里超过 {MOST_FILES} 个文件。"
                        raise Unreadable(_shown(self.root, self.folder), what, "请移走不属于制度包的文件。")
                    listed.append(Path(entry.path))
        except OSError as error:
            what, do = f"文件夹打不开：{error.strerror}。", "请检查它的权限。"
            raise Unreadable(_shown(self.root, folder), what, do) from error
        return sorted(listed)

    def _fault(self, path: Path, kind: int, depth: int) -> Fault | None:
        alike = unicodedata.normalize("NFC", path.as_posix()).casefold()
        if not path.name.isprintable():
            return "名字里有看不见的字符。", "请改名，只用文字、数字、连字符和点。"
        if stat.S_ISLNK(kind):
            return "这是一个链接，制度包不读链接。", "请把文件本身放进来。"
        if not stat.S_ISDIR(kind) and not stat.S_ISREG(kind):
            return "这不是普通文件。", "请移走它。"
        if stat.S_ISDIR(kind) and depth >= DEEPEST:
            return "文件夹套得太深。", "请照制度包说明摆放。"
        if alike in self.seen:
            return "另有一个名字只差大小写的文件。", "请只留一个，或者换一个名字。"
        self.seen.add(alike)
        return None


def _leads_elsewhere(root: Path, folder: Path) -> Fault | None:
    """Whether a layer's folder, or one on the way to it from the root, is not a folder that lies there itself."""
    inside = folder.relative_to(root)
    for part in [*reversed(inside.parents), inside]:
        path = root / part
        if path != root and path.is_symlink():
            return "这是一个链接，制度包不读链接。", "请把文件夹本身放进来。"
    if not folder.is_dir():
        return "这不是文件夹。", "请照制度包说明摆放。"
    return None


def _content(found: Found) -> bytes:
    try:
        handle = os.open(found.path, OPEN)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unreadable(found.name, "这不是普通文件。", "请移走它。")
            content = file.read(MOST_BYTES_OF_FILE + 1)
    except OSError as error:
        what = f"文件打不开：{error.strerror}。"
        raise Unreadable(found.name, what, "请检查文件和它的权限。") from error
    if len(content) > MOST_BYTES_OF_FILE:
        raise Unreadable(found.name, "文件太大，超过 1 MB。", "请拆成几个文件。")
    return content


def _decoded(content: bytes, name: str) -> str:
    """One mark at the very beginning is what some editors write before UTF-8; line ends are those of any system."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(name, "文件不是 UTF-8 编码。", "请用 UTF-8 重新保存。", line) from error
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def _shown(root: Path, path: Path) -> str:
    """The name as it can be put on any screen; what cannot be seen is written out."""
    name = path.relative_to(root).as_posix()
    return name if name.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name)
