"""A paper with its facts in it. Pure: the facts are given, a name that is not known is a gap that says so.

Nothing is reckoned and nothing is left out: a paper is its words and the facts, in the order of its file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zhucun.policy.pack.paper_model import Each, Heading, HeadingLevel, PackPaper, Say, Table, Wording
from zhucun.policy.pack.paper_sources import PAPER_SOURCES


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands for a name. `link` opens what it rests on; `count` when it is the number of the records there."""

    text: str
    link: str = ""
    count: int | None = None


Row = Mapping[str, Fact]


@dataclass(frozen=True)
class Facts:
    """By `source.name`, and the rows of each source."""

    named: Mapping[str, Fact] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, a fact, or (`gap`) a fact that nobody has entered."""

    text: str
    link: str = ""
    count: int | None = None
    gap: bool = False


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FilledHeading:
    pieces: Pieces
    level: HeadingLevel


@dataclass(frozen=True, slots=True)
class FilledLine:
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class FilledTable:
    header: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    widths: tuple[int, ...]
    caption: str


Block = FilledHeading | FilledLine | FilledTable


@dataclass(frozen=True, slots=True)
class FilledPaper:
    heads: Pieces
    mark: Pieces
    issuer: Pieces
    recipients: tuple[Pieces, ...]
    blocks: tuple[Block, ...]

    def pieces(self) -> Iterator[Piece]:
        """Everything in it, in order."""
        yield from (*self.heads, *self.mark, *self.issuer)
        for each in self.recipients:
            yield from each
        for block in self.blocks:
            if isinstance(block, FilledTable):
                yield from (piece for row in block.rows for cell in row for piece in cell)
            else:
                yield from block.pieces

    @property
    def gaps(self) -> tuple[str, ...]:
        """What nobody has entered, each once, in the order of the paper."""
        return tuple(dict.fromkeys(piece.text for piece in self.pieces() if piece.gap))

    @property
    def figures(self) -> tuple[Piece, ...]:
        """Every number that counts records, with the address that opens them."""
        return tuple(piece for piece in self.pieces() if piece.count is not None)

    def lines(self) -> Iterator[str]:
        """The paper as plain lines, a table cell by cell; for examples and for the search of numbers in clear."""
        yield said(self.heads)
        for block in self.blocks:
            if isinstance(block, FilledTable):
                yield from (said(cell) for row in block.rows for cell in row)
            else:
                yield said(block.pieces)


def said(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def fill(paper: PackPaper, facts: Facts) -> FilledPaper:
    return FilledPaper(
        heads=_filled(paper.heads, facts, {}),
        mark=_filled(paper.mark, facts, {}) if paper.mark else (),
        issuer=_filled(paper.issuer, facts, {}) if paper.issuer else (),
        recipients=tuple(_filled(one, facts, {}) for one in paper.recipients),
        blocks=tuple(block for part in paper.parts for block in _blocks(part, facts)),
    )


def _blocks(part: Heading | Say | Each | Table, facts: Facts) -> Iterator[Block]:
    if isinstance(part, Heading):
        yield FilledHeading(_filled(part.text, facts, {}), part.level)
        return
    if isinstance(part, Say):
        yield FilledLine(_filled(part.text, facts, {}))
        return
    rows = facts.rows.get(part.source, ())
    if not rows:
        yield FilledLine(_filled(part.none, facts, {}))
    elif isinstance(part, Each):
        for row in rows:
            yield FilledLine(_filled(part.text, facts, row, part.source))
    else:
        yield FilledTable(
            header=tuple(column.title for column in part.columns),
            rows=tuple(
                tuple(_filled(column.shows, facts, row, part.source) for column in part.columns)
                for row in rows
            ),
            widths=tuple(column.width for column in part.columns),
            caption=part.caption,
        )


def _filled(text: Wording, facts: Facts, row: Row, source: str = "") -> Pieces:
    found = []
    for at, piece in enumerate(text.pieces):
        if at % 2:
            found.append(_fact(piece, facts, row, source))
        elif piece:
            found.append(Piece(piece))
    return tuple(found)


def _fact(name: str, facts: Facts, row: Row, source: str) -> Piece:
    fact = facts.named.get(name) if "." in name else row.get(name)
    if fact is None:
        return Piece(f"〔待补：{_title(name, source)}〕", gap=True)
    return Piece(fact.text, fact.link, fact.count)


def _title(name: str, source: str) -> str:
    of, dot, field_name = name.partition(".")
    if dot:
        return f"{PAPER_SOURCES[of].title}的{PAPER_SOURCES[of].fields[field_name]}"
    return PAPER_SOURCES[source].rows[name]
