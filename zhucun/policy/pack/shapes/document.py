"""documents/*.yaml: a paper that is written from what is held. Words and names in braces, never a condition or a sum."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhucun.policy.pack.shapes.base import Kebab, Key, Mechanism, Shape, SourceRef, Words

MOST_PARTS, MOST_COLUMNS = 60, 14
Text = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=60)]
SourceName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class ColumnShape(Shape):
    """A column of a table: its heading, and what stands in it, with the names of one row in braces."""

    title: Title
    shows: Text
    width: Annotated[int, Field(ge=1, le=20)] = 1


class PartShape(Shape):
    """Exactly one of heading, say, each and table."""

    heading: Title | None = None
    level: Literal[1, 2, 3, 4] | None = None
    say: Text | None = None
    each: SourceName | None = None
    table: SourceName | None = None
    caption: Title | None = None
    columns: Annotated[list[ColumnShape], Field(max_length=MOST_COLUMNS)] = []
    none: Text | None = None


class PaperShape(Shape):
    """`for` is what it is written of; `period` the stretch of days it looks at; `public` is for a notice board."""

    id: Kebab
    title: Title
    for_: Literal["posting", "village", "household", "record", "township", "county", "case"] = Field(
        alias="for"
    )
    period: Literal["none", "month", "year"]
    form: Literal["paper", "letter", "minutes", "order", "material"]
    heads: Text
    mark: Text | None = None
    issuer: Text | None = None
    recipients: Annotated[list[Text], Field(max_length=20)] = []
    public: bool = False
    says: Words
    because: SourceRef
    may_be: Literal["fixed", "replaced"]
    mechanisms: list[Mechanism] = Field(min_length=1)
    parts: Annotated[list[PartShape], Field(min_length=1, max_length=MOST_PARTS)]


class PaperCaseShape(Shape):
    """With these facts a line of the paper reads so. `rows` are the rows of a list by its name."""

    says: Words
    given: dict[str, str | int | date] = {}
    rows: dict[Key, list[dict[Key, str | int | date]]] = {}
    reads: list[Text] = Field(min_length=1)


class PaperCasesFile(Shape):
    paper: Kebab
    mechanisms: list[Mechanism] = Field(min_length=1)
    cases: Annotated[list[PaperCaseShape], Field(min_length=1, max_length=50)]
