"""Where features offer what lies in a village's archive. Each is one set query over a village and a year."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.policy.pack.archive_model import Entry
from zhucun.policy.pack.model import Pack

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """`scope` is the reader's with the right that the source needs, `whole` all that the reader may do."""

    scope: Scope
    whole: Scope
    village: str
    first: date
    last: date
    pack: Pack
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lying:
    """That something is there, and what it is. `of` names the source that can read it."""

    of: str
    id: UUID
    day: date
    entry: Entry


@dataclass(frozen=True, slots=True)
class Held:
    """One thing to be read: either its words line by line, or a stored file."""

    id: UUID
    title: str
    day: date
    path: str  # of the page that shows it
    who: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    digest: str = ""
    file_name: str = ""
    brought: bool = False  # by somebody, who may take it back


@dataclass(frozen=True, slots=True)
class Looked:
    """Where to look for what is there at all: a whole county, or one village of it, in some days."""

    county: str
    first: date
    last: date
    village: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """`needs` is the right that reading takes; who lacks it has an archive without these.

    `lying` tells what the reader may see, briefly: a village has thousands of records a year. `read` reads some of it.
    `there` tells of many villages at once which kinds of things are there, each with its village; nobody reads them.
    """

    needs: str
    lying: Callable[[Asked], Iterable[Lying]]
    read: Callable[[Asked, Collection[UUID]], Iterable[Held]]
    there: Callable[[Looked], Iterable[tuple[str, Entry]]]


_sources: dict[str, Source] = {}


def offer_entries(name: str, source: Source) -> None:
    _sources[name] = source


def entries(asked: Asked) -> list[Lying]:
    """Everything that the reader may see of the village in the year, in no order."""
    return [
        one
        for source in _sources.values()
        if asked.whole.may(source.needs)
        for one in source.lying(_with(asked, source.needs))
    ]


def in_order(one: Lying) -> tuple[date, UUID]:
    """Of days, and of what came first within a day."""
    return one.day, one.id


def read_all(asked: Asked, lying: Sequence[Lying]) -> Iterator[Held]:
    """These in the same order. What has gone since it was seen lying there is left out."""
    for at in range(0, len(lying), AT_ONCE):
        some = lying[at : at + AT_ONCE]
        read = {held.id: held for name in _sources for held in _read(asked, name, some)}
        yield from (read[one.id] for one in some if one.id in read)


def there(looked: Looked) -> dict[str, set[Entry]]:
    """What kinds of things are there, by village: one statement for each source."""
    found: dict[str, set[Entry]] = {}
    for source in _sources.values():
        for village, entry in source.there(looked):
            found.setdefault(village, set()).add(entry)
    return found


def not_seen(whole: Scope) -> bool:
    """Whether there is something that the reader has no right to see, so that a gap is none for certain."""
    return not all(whole.may(source.needs) for source in _sources.values())


def _read(asked: Asked, name: str, some: Iterable[Lying]) -> Iterable[Held]:
    ids = {one.id for one in some if one.of == name}
    source = _sources[name]
    return source.read(_with(asked, source.needs), ids) if ids else ()


def _with(asked: Asked, needs: str) -> Asked:
    return replace(asked, scope=asked.whole.narrowed(needs))
