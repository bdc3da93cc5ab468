"""A village's archive as a checklist: groups of items, each with who brings it, by when, and what fills it by itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Key = tuple["Filled | None", str]


class Filled(StrEnum):
    """By what an item is filled without anybody filing it."""

    FORMS = "forms"
    FLOWS = "flows"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Fill:
    """`kinds`: options of which one has to be chosen in the record; none is any."""

    by: Filled
    ids: tuple[str, ...]
    kinds: frozenset[str] = frozenset()

    def takes(self, entry: "Entry") -> bool:
        if entry.by is not self.by or entry.id not in self.ids:
            return False
        return not self.kinds or bool(self.kinds & entry.kinds)


@dataclass(frozen=True, slots=True)
class Item:
    """`by` is month and day, such as 02-28; `upload` says that a file may be brought."""

    id: str
    title: str
    provider: str
    by: str | None
    fills: tuple[Fill, ...]
    upload: bool
    note: str

    def due(self, year: int) -> date:
        """The last day in time; 29 February is the 28th in a year without one."""
        month, day = map(int, (self.by or "12-31").split("-"))
        if (month, day) == (2, 29) and not _leap(year):
            day = 28
        return date(year, month, day)

    @property
    def keys(self) -> list["Key"]:
        """What alone has a chance to belong to the item."""
        return [(None, self.id), *((fill.by, id) for fill in self.fills for id in fill.ids)]

    def takes(self, entry: "Entry") -> bool:
        """Whether something that is there belongs to the item."""
        if entry.brought:
            return entry.brought == self.id
        return any(fill.takes(entry) for fill in self.fills)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is there in the year: of a form, a flow or a paper by its id, or brought for an item."""

    by: Filled | None = None
    id: str = ""
    kinds: frozenset[str] = frozenset()
    brought: str = ""

    @property
    def key(self) -> "Key":
        return self.by, self.brought or self.id


@dataclass(frozen=True, slots=True)
class ArchiveCase:
    """An example beside the checklist: with these entries these items are filled, and those are missing."""

    file: str
    line: int
    mechanisms: tuple[str, ...]
    says: str
    there: tuple[Entry, ...]
    filled: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    source: str
    mechanisms: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)

    def item(self, id: str) -> Item | None:
        return next((item for item in self.items if item.id == id), None)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
