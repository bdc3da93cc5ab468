"""Where features offer what lies in a village's archive. Each is one set query over a village and a year."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhucun.accounts.scope import Scope
from zhucun.policy.pack.archive_model import Entry
from zhucun.policy.pack.model import Pack


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
class Held:
    """One thing in the archive: what it is, and either its words line by line, or a stored file."""

    entry: Entry
    title: str
    day: date
    path: str  # of the page that shows it
    who: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    digest: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """Where to look for what is there at all: a whole county, or one village of it, in some days."""

    county: str
    first: date
    last: date
    village: str = ""


Source = Callable[[Asked], Sequence[Held]]
There = Callable[[Looked], Iterable[tuple[str, Entry]]]
_sources: dict[str, tuple[str, Source]] = {}
_there: dict[str, There] = {}


def offer_entries(name: str, needs: str, source: Source, there: There) -> None:
    """`needs` is the right that reading them takes; who lacks it has an archive without them.

    `there` tells of many villages at once which kinds of things are there, each with its village; nobody reads them.
    """
    _sources[name] = (needs, source)
    _there[name] = there


def entries(asked: Asked) -> list[Held]:
    """Everything that the reader may see of the village in the year, in the order of days."""
    found = [
        held
        for needs, source in _sources.values()
        if asked.whole.may(needs)
        for held in source(_with(asked, needs))
    ]
    return sorted(found, key=lambda one: (one.day, one.title))


def there(looked: Looked) -> dict[str, set[Entry]]:
    """What kinds of things are there, by village: one statement for each source."""
    found: dict[str, set[Entry]] = {}
    for source in _there.values():
        for village, entry in source(looked):
            found.setdefault(village, set()).add(entry)
    return found


def not_seen(whole: Scope) -> bool:
    """Whether there is something that the reader has no right to see, so that a gap is none for certain."""
    return not all(whole.may(needs) for needs, _source in _sources.values())


def _with(asked: Asked, needs: str) -> Asked:
    return Asked(
        asked.whole.narrowed(needs),
        asked.whole,
        asked.village,
        asked.first,
        asked.last,
        asked.pack,
        asked.places,
    )
