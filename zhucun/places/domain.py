"""What a row of the national table of divisions says: its level, its kind, the name people use.

A name is only ever cut at its end; its characters pass through untouched, for a rare character
is the village's name and not noise.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

LEVEL_OF_LENGTH = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}
LENGTH_OF_LEVEL = {level: length for length, level in LEVEL_OF_LENGTH.items()}
COUNTY, TOWNSHIP, VILLAGE = 3, 4, 5

# A committee's name is the village's name and one of these; 村 in front belongs to both.
VILLAGE_COMMITTEES = ("村民委员会", "村委员会", "村民委会", "村委会")
RESIDENTS_COMMITTEES = ("居民委员会", "居民委会", "居委会")
PASTURE_COMMITTEES = ("嘎查委员会", "嘎查委会")
CLASS_WORDS = ("村", "社区", "嘎查")
NOT_INHABITED = ("生活区", "虚拟社区")


class Row(NamedTuple):
    """A division in an edition: 12-digit code, level 1 (province) to 5 (village), name as written."""

    code: str
    level: int
    name: str


class Difference(NamedTuple):
    """How an edition differs from what is held."""

    added: list[Row]
    renamed: list[tuple[Row, str]]  # as held, and the name in the edition
    vanished: list[Row]
    ended: list[Row]  # in the edition, but ended here


def row(code: str, name: str) -> Row:
    """A row as the source writes it: '513331101' is a township, padded to 12 digits."""
    return Row(code.ljust(12, "0"), LEVEL_OF_LENGTH[len(code)], name)


def belongs(row: Row, county: str) -> bool:
    """Whether a row is the county, stands above it or lies below it."""
    reach = min(LENGTH_OF_LEVEL[row.level], len(county))
    return row.code[:reach] == county[:reach]


def is_stand_in(row: Row) -> bool:
    """A township or village without digits of its own repeats the level above and is no place."""
    return row.level >= TOWNSHIP and row.code[LENGTH_OF_LEVEL[row.level] - 3 :].startswith("000")


def distinct(rows: Iterable[Row]) -> list[Row]:
    """Each (code, level) once, the first wins, without stand-ins; from the province down."""
    found: dict[tuple[int, str], Row] = {}
    for each in rows:
        if not is_stand_in(each):
            found.setdefault((each.level, each.code), each)
    return [found[key] for key in sorted(found)]


def kind_of(row: Row) -> str:
    """'village', 'community', 'other' or 'area': what the name says, else the last three digits."""
    if row.level < VILLAGE:
        return "area"
    if row.name.endswith((*VILLAGE_COMMITTEES, *PASTURE_COMMITTEES)):
        return "village"
    if row.name.endswith(NOT_INHABITED):
        return "other"
    if row.name.endswith((*RESIDENTS_COMMITTEES, "社区")):
        return "community"
    digits = int(row.code[-3:])
    if digits < 200:
        return "community"
    return "village" if digits < 400 else "other"


def short_name_of(name: str) -> str:
    """根呷村村民委员会 → 根呷村, 莫𡐓村委会 → 莫𡐓村, 河东社区居民委员会 → 河东社区, 第一居委会 stays."""
    short = _without_committee(name)
    return name if short in ("", *CLASS_WORDS) else short


def short_names(rows: Iterable[Row]) -> dict[tuple[int, str], str]:
    """By (level, code); two neighbours that would get one short name both keep the full one."""
    rows = list(rows)
    short = {(each.level, each.code): short_name_of(each.name) for each in rows}
    times = Counter((each.level, _parent(each), short[each.level, each.code]) for each in rows)
    return {
        (each.level, each.code): each.name
        if times[each.level, _parent(each), short[each.level, each.code]] > 1
        else short[each.level, each.code]
        for each in rows
    }


def compare(held: Iterable[Row], ended: Iterable[Row], edition: Iterable[Row]) -> Difference:
    """What an edition would add, rename and drop. `ended` are rows held, but no longer in force."""
    here = {each[:2]: each for each in held}
    gone = {each[:2]: each for each in ended if each[:2] not in here}
    there = {each[:2]: each for each in edition}
    return Difference(
        added=[new for key, new in there.items() if key not in here and key not in gone],
        renamed=[
            (old, there[key].name)
            for key, old in here.items()
            if key in there and there[key].name != old.name
        ],
        vanished=[old for key, old in here.items() if key not in there],
        ended=[old for key, old in gone.items() if key in there],
    )


def _without_committee(name: str) -> str:
    for tail in VILLAGE_COMMITTEES:
        if name.endswith(tail):
            rest = name.removesuffix(tail)
            return rest if rest.endswith(CLASS_WORDS) or not rest else rest + "村"
    for tail in RESIDENTS_COMMITTEES:
        rest = name.removesuffix(tail)
        # 第一居委会 without its end would be 第一: nobody's name.
        if rest != name and rest.endswith(CLASS_WORDS):
            return rest
    for tail in PASTURE_COMMITTEES:
        if name.endswith(tail):
            return name.removesuffix(tail) + "嘎查"
    return name


def _parent(row: Row) -> str:
    return row.code[: max(LENGTH_OF_LEVEL[row.level] - 3, 0)]
