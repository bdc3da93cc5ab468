"""A village's archive as a checklist: groups of items, each with who brings it, by when, and what fills it by itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Filled(StrEnum):
    """By what an item is filled without anybody filing it."""

    FORMS = "forms"
    FLOWS = "flows"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Fill:
    by: Filled
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """`by` is month and day, such as 02-28; `upload` says that a file may be brought."""

    id: str
    title: str
    provider: str
    by: str | None
    fill: Fill | None
    upload: bool
    note: str

    def due(self, year: int) -> date:
        """The last day in time; 29 February is the 28th in a year without one."""
        month, day = map(int, (self.by or "12-31").split("-"))
        if (month, day) == (2, 29) and not _leap(year):
            day = 28
        return date(year, month, day)


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
