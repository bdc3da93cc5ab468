"""A paper of the pack as the rest of the product sees it: what it is written of, and its parts in order."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

HeadingLevel = Literal[1, 2, 3, 4]
NAME = re.compile(r"\{([^{}]*)\}")


class PaperForm(StrEnum):
    """How it looks: the four of GB/T 9704-2012, and plain material for binders and walls."""

    PAPER = "paper"
    LETTER = "letter"
    MINUTES = "minutes"
    ORDER = "order"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words with names in braces. `pieces` are plain words and names in turn, plain first."""

    text: str

    @property
    def pieces(self) -> tuple[str, ...]:
        return tuple(NAME.split(self.text))

    @property
    def names(self) -> tuple[str, ...]:
        return self.pieces[1::2]


@dataclass(frozen=True, slots=True)
class Heading:
    text: Wording
    level: HeadingLevel


@dataclass(frozen=True, slots=True)
class Say:
    text: Wording


@dataclass(frozen=True, slots=True)
class Each:
    """A paragraph for each row; `none` when there is no row."""

    source: str
    text: Wording
    none: Wording


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    shows: Wording
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    source: str
    columns: tuple[Column, ...]
    none: Wording
    caption: str


Part = Heading | Say | Each | Table


@dataclass(frozen=True, slots=True)
class PackPaper:
    """`subject` is one of posting, village, household, record, township, county; `period` none, month or year."""

    id: str
    title: str
    subject: str
    period: str
    form: PaperForm
    heads: Wording
    mark: Wording | None
    issuer: Wording | None
    recipients: tuple[Wording, ...]
    public: bool
    says: str
    source: str
    may_be: str
    mechanisms: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The names of all sources it is written from."""
        found = {part.source for part in self.parts if isinstance(part, Each | Table)}
        for text in self.wordings():
            found |= {name.partition(".")[0] for name in text.names if "." in name}
        return frozenset(found)

    def wordings(self) -> Iterator[Wording]:
        """Every text of the paper, with those that are said once for each row."""
        yield self.heads
        yield from (text for text in (self.mark, self.issuer) if text)
        yield from self.recipients
        for part in self.parts:
            yield from wordings_of(part)


def wordings_of(part: Part) -> Iterator[Wording]:
    if isinstance(part, Table):
        yield from (column.shows for column in part.columns)
    else:
        yield part.text
    if isinstance(part, Each | Table):
        yield part.none


@dataclass(frozen=True, slots=True)
class PaperCase:
    """An example beside a paper: with these facts these lines are in it."""

    file: str
    line: int
    paper: str
    mechanisms: tuple[str, ...]
    says: str
    given: Mapping[str, object]
    rows: Mapping[str, tuple[Mapping[str, object], ...]]
    reads: tuple[str, ...]
