"""What features hand to deciding: plain rows, read by one set query each, that know nothing of duties.

A row says what is known and nothing else: an attribute that nobody holds is left out, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from zhucun.engine.duty import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One posting as far as deciding needs it; persons, units and villages are told from these rows."""

    id: UUID
    person_id: UUID
    unit_id: UUID
    user_id: UUID | None
    village_code: str
    role: str
    starts_on: date
    ends_on: date | None
    term_ends: date | None  # what the round of dispatch says, when the posting itself says nothing
    person: str
    unit: str
    attributes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """What is wanted: these days, of the whole county or of some postings and of what hangs on them."""

    county: str
    first: date
    last: date
    postings: tuple[Posted, ...]
    whole: bool

    @cached_property
    def posting_ids(self) -> list[UUID] | None:
        """`None` for a whole county, so that a query need not name everybody."""
        return None if self.whole else [posting.id for posting in self.postings]

    @cached_property
    def village_codes(self) -> list[str]:
        return sorted({posting.village_code for posting in self.postings})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a day under a posting.

    `calendar_day` says that it is a day of a stretch: it counts only where the duty counts such a day.
    """

    posting: UUID
    day: date
    record: UUID
    form: str = ""
    household: UUID | None = None
    body: Mapping[str, object] = field(default_factory=dict)
    open: bool = False
    calendar_day: bool = False


@dataclass(frozen=True, slots=True)
class StateFact:
    """Days in a row on which a village has the same state; `None` where it is not known."""

    village_code: str
    first: date
    last: date
    value: int | None
    open: bool = False
    records: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFact:
    """One member of a set: of every subject in its village, or of the posting it comes with.

    It belongs from its first day up to, but not including, the day it ends; without them, as long as anybody asks.
    """

    id: UUID
    kind: Subject
    village_code: str
    posting: UUID | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None

    def belongs_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Excuse:
    """Days on which something else than the village was in order; `kind` is one of the pack's presence words."""

    posting: UUID
    kind: str
    first: date
    last: date
    record: UUID


@dataclass(frozen=True, slots=True)
class Label:
    """What a subject is called on a screen, and where it is."""

    name: str
    village_code: str = ""
