"""A village's box of a year: every item of the checklist with what lies in it, and what is missing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from zhucun.accounts.scope import Scope
from zhucun.documents.archives.entries import Asked, Held, Lying, entries, in_order, read_all
from zhucun.places import queries as places
from zhucun.policy.pack.archive_model import Item, Key
from zhucun.policy.pack.model import Pack
from zhucun.policy.queries import pack_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """An item with what lies in it. `number` is the place in the checklist: 1.3."""

    number: str
    item: Item
    provider: str
    due: date
    lying: tuple[Lying, ...]
    late: bool  # nothing is there, and the day is over

    @property
    def filled(self) -> bool:
        return bool(self.lying)


class Lain:
    """What lies in a box, sorted by what it is: a year's records are thousands, and the items some thirty."""

    def __init__(self, there: list[Lying]) -> None:
        self._by_key: defaultdict[Key, list[Lying]] = defaultdict(list)
        for one in there:
            self._by_key[one.entry.key].append(one)

    def of(self, item: Item) -> tuple[Lying, ...]:
        found = [one for key in dict.fromkeys(item.keys) for one in self._by_key.get(key, ())]
        return tuple(sorted((one for one in found if item.takes(one.entry)), key=in_order))


@dataclass(frozen=True, slots=True)
class Box:
    asked: Asked
    name: str  # of the village, with its township
    year: int
    groups: tuple[tuple[str, tuple[Shelf, ...]], ...]

    @property
    def village(self) -> str:
        return self.asked.village

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        return tuple(shelf for _title, shelves in self.groups for shelf in shelves)

    @property
    def filled(self) -> int:
        return sum(shelf.filled for shelf in self.shelves)

    @property
    def late(self) -> tuple[Shelf, ...]:
        return tuple(shelf for shelf in self.shelves if shelf.late)

    def shelf(self, item: str) -> Shelf | None:
        return next((shelf for shelf in self.shelves if shelf.item.id == item), None)

    def read(self, shelf: Shelf) -> Iterator[Held]:
        """What lies in an item, ready to be read."""
        return read_all(self.asked, shelf.lying)


def box_of(whole: Scope, village: str, year: int, *, on: date) -> Box:
    """The box as the reader may see it; a village that the reader may not know is 404."""
    names = places.names(whole.county)
    if village not in names or not any(village.startswith(prefix) for prefix in whole.prefixes):
        raise Http404("village")
    pack = pack_of(whole.county)
    asked = Asked(whole, whole, village, date(year, 1, 1), date(year, 12, 31), pack, names)
    there = Lain(entries(asked))
    groups = tuple(
        (
            f"{at} {group.title}",
            tuple(
                _shelf(f"{at}.{place}", item, there, pack, year, on)
                for place, item in enumerate(group.items, 1)
            ),
        )
        for at, group in enumerate(pack.archive.groups if pack.archive else (), 1)
    )
    return Box(asked, _name(village, names), year, groups)


def _shelf(number: str, item: Item, there: Lain, pack: Pack, year: int, on: date) -> Shelf:
    lying = there.of(item)
    due = item.due(year)
    provider = pack.roles[item.provider].title
    return Shelf(number, item, provider, due, lying, late=not lying and due < on)


def _name(village: str, names: dict[str, str]) -> str:
    return f"{names.get(f'{village[:9]}000', '')}{names[village]}"
