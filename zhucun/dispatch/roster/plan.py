"""What importing a roster would do, line by line: the preview shows it, the service carries it out."""

from dataclasses import dataclass
from datetime import date

from zhucun.kernel.spreadsheet import Change, Problem, State


@dataclass(frozen=True, slots=True)
class UnitFacts:
    name: str
    uscc: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """`political` is empty when the sheet does not say."""

    id_number: str
    id_hash: str
    name: str
    phone: str
    phone_hash: str
    political: str


@dataclass(frozen=True, slots=True)
class PostingFacts:
    village_code: str
    role: str
    sender_level: str
    batch: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line without an error, every word of it resolved."""

    row: int
    person: PersonFacts
    unit: UnitFacts
    posting: PostingFacts


@dataclass(frozen=True, slots=True)
class PreviewRow:
    number: int
    name: str
    place: str
    state: State
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Lines by state, and how many of each thing an import would add."""

    rows: int
    new: int
    changed: int
    unchanged: int
    errors: int
    notices: int
    units: int
    persons: int
    batches: int
    postings: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`entries` are the lines to carry out; the service refuses while `errors` is not 0."""

    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...]
    totals: Totals
    digest: str

    @property
    def can_be_imported(self) -> bool:
        return not any(problem.is_error for problem in self.problems) and bool(self.rows)
