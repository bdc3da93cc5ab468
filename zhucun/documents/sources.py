"""Where features offer what papers are written from, and whom papers can be written of.

The names are the closed list of `policy.pack.paper_sources`; a floor above offers one of them at start. A source reads
with the reader's own scope, in a fixed number of statements, and each fact opens the records it rests on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.engine.period import Period
from zhucun.kernel.place_codes import VILLAGE
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.paper_filling import Fact, Row

LinkTo = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a paper is written of: its kind, its key in the address, where it lies, what it is called.

    `holder` is the person of a posting; `place` has twelve digits.
    """

    kind: str
    key: str
    place: str
    title: str
    holder: UUID | None = None

    @property
    def id(self) -> UUID:
        return UUID(self.key)

    @property
    def village(self) -> str:
        return self.place.ljust(VILLAGE, "0")


@dataclass(frozen=True)
class Asked:
    """What a source is asked: by whom, of what, for which days. `link` makes a whole address of a path.

    `scope` is the reader's with the right that the source needs, `whole` all that the reader may do.
    """

    scope: Scope
    whole: Scope
    subject: Subject
    period: Period | None
    on: date
    pack: Pack
    places: Mapping[str, str]
    link: LinkTo

    @property
    def county(self) -> str:
        return self.scope.county

    @property
    def first(self) -> date:
        return self.period.first if self.period else date.min

    @property
    def last(self) -> date:
        return min(self.period.last, self.on) if self.period else self.on

    @property
    def month(self) -> str:
        """The period as addresses of lists write it."""
        if self.period is None:
            return "all"
        whole_year = self.period.first.month != self.period.last.month
        return f"{self.period.first:%Y}" if whole_year else f"{self.period.first:%Y-%m}"

    def counted(self, count: int, path: str) -> Fact:
        """A number of records, with the list of just these."""
        return Fact(str(count), self.link(path), count)


@dataclass(frozen=True)
class Given:
    """What a source knows: facts by name, rows in order. A name that is missing is a gap in the paper."""

    fields: Mapping[str, Fact] = field(default_factory=dict)
    rows: Sequence[Row] = ()


Source = Callable[[Asked], Given]
SubjectFor = Callable[[Scope, str], Subject]
Own = Callable[[Scope], Sequence[Subject]]
All = Callable[[Scope, str], Sequence[Subject]]


@dataclass(frozen=True, slots=True)
class Offered:
    """`needs` is the right that reading it takes; without it a reader cannot write papers from it."""

    needs: str
    source: Source


_sources: dict[str, Offered] = {}
_subjects: dict[str, SubjectFor] = {}
_own: dict[str, Own] = {}
_all: dict[str, All] = {}


def offer_source(name: str, needs: str, source: Source) -> None:
    _sources[name] = Offered(needs, source)


def offer_subject(
    kind: str, subject_for: SubjectFor, own: Own | None = None, every: All | None = None
) -> None:
    """`subject_for(scope, key)` gives what the reader may know of, or raises 404; `own` is what is the reader's own.

    `every(scope, place)` are all below a place, in a fixed order: those of which a paper can be had for all at once.
    """
    _subjects[kind] = subject_for
    if own is not None:
        _own[kind] = own
    if every is not None:
        _all[kind] = every


def offered() -> Mapping[str, Offered]:
    return _sources


def subject_kinds() -> frozenset[str]:
    return frozenset(_subjects)


def subject_for(scope: Scope, kind: str, key: str) -> Subject:
    return _subjects[kind](scope, key)


def own_subjects(scope: Scope) -> list[Subject]:
    """What the reader most likely writes of: own postings and places."""
    return [subject for own in _own.values() for subject in own(scope)]


def can_be_had_for_all(kind: str) -> bool:
    return kind in _all


def every_subject(scope: Scope, kind: str, place: str) -> Sequence[Subject]:
    """All of a kind below a place that the reader may know of, in a fixed order."""
    return _all[kind](scope, place)


def may_use(scope: Scope, names: Iterable[str]) -> bool:
    """Whether the reader has the right to every one of these sources."""
    return all(scope.may(_sources[name].needs) for name in names)


def words(text: str) -> Fact:
    """Plain words that open nothing."""
    return Fact(text)
