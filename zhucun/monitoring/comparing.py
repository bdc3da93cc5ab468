"""A department's list held against the register: who is who by identity number, else by name in the same village.

Nothing of the list is kept. Identity numbers are hashed as they are read and appear on no page.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from zhucun.households.papers import id_hash
from zhucun.kernel.spreadsheet import (
    Column,
    Layout,
    Limits,
    Pasted,
    RowReader,
    Table,
    Workbook,
    open_table,
    open_workbook,
)
from zhucun.kernel.text import canonical_code, canonical_name, match_key
from zhucun.monitoring.register import Known

LIMITS = Limits(rows=20_000)
LAYOUT = Layout(
    sheet="比对名单",
    columns=(
        Column("name", "姓名", required=True, aliases=("户主姓名", "人员姓名")),
        Column(
            "id_number",
            "身份证号",
            aliases=("证件号码", "身份证号码", "公民身份号码"),
            mask=lambda _text: "****",
        ),
        Column("village", "村", aliases=("村名", "行政村", "所在村", "村（社区）")),
    ),
    example="例：",
)
WITHOUT_HEADER = ("name", "id_number", "village")


class Match(StrEnum):
    """How sure it is who somebody on the list is."""

    EXACT = "exact"  # the identity number
    NAMED = "named"  # one of that name in the village
    SEVERAL = "several"  # more than one of that name
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of a list; the identity number only as its keyed hash."""

    name: str
    hash: str
    village: str


@dataclass(frozen=True, slots=True)
class Found:
    """One line and the people of the register it may be."""

    number: int
    name: str
    match: Match
    people: tuple[Known, ...]


@dataclass(frozen=True)
class Compared:
    """A list held against the register; `lines` is how many it had."""

    lines: int
    found: tuple[Found, ...]

    def of(self, match: Match) -> list[Found]:
        return [one for one in self.found if one.match is match]

    def counted(self) -> dict[Match, int]:
        return {match: len(self.of(match)) for match in Match}

    @property
    def sure(self) -> list[UUID]:
        """The households of those found by number, each once."""
        return list(dict.fromkeys(one.people[0].household for one in self.of(Match.EXACT)))


def read_list(text: str, file: bytes | None) -> list[Asked]:
    """What was pasted or sent; refused when it is no list at all."""
    source: Workbook | Pasted = (
        open_workbook(file, LIMITS) if file is not None else Pasted(text, LAYOUT, WITHOUT_HEADER, LIMITS)
    )
    table = open_table(source, LAYOUT)
    return [asked for asked in _rows(table) if asked.name]


def _rows(table: Table) -> Iterable[Asked]:
    for row in table.rows:
        read = RowReader(table, row, [])
        number = canonical_code(read.text("id_number"))
        yield Asked(
            canonical_name(read.name("name")),
            id_hash(number) if number else "",
            match_key(read.text("village")),
        )


def compare(asked: Iterable[Asked], people: Iterable[Known], villages: Mapping[str, str]) -> Compared:
    """`people` are those of the register that the reader may see, `villages` their villages' names by code."""
    by_hash: dict[str, Known] = {}
    by_name: dict[str, list[Known]] = defaultdict(list)
    for one in people:
        by_name[one.name].append(one)
        if one.hash:
            by_hash[one.hash] = one
    keys = {code: match_key(name) for code, name in villages.items()}
    found = [_found(number, one, by_hash, by_name, keys) for number, one in enumerate(asked, start=1)]
    return Compared(len(found), tuple(found))


def _found(
    number: int,
    one: Asked,
    by_hash: Mapping[str, Known],
    by_name: Mapping[str, list[Known]],
    villages: Mapping[str, str],
) -> Found:
    exact = by_hash.get(one.hash) if one.hash else None
    if exact is not None:
        return Found(number, one.name, Match.EXACT, (exact,))
    named = [known for known in by_name.get(one.name, ()) if _may_be(one, known, villages)]
    match = Match.NONE if not named else Match.NAMED if len(named) == 1 else Match.SEVERAL
    return Found(number, one.name, match, tuple(named))


def _may_be(one: Asked, known: Known, villages: Mapping[str, str]) -> bool:
    """The same name; somebody whose number is another is somebody else."""
    if one.hash and known.hash:
        return False
    return not one.village or one.village == villages.get(known.village_code, "")
