"""ledgers/*.yaml: a saved query over one source of the closed list. It chooses and names; it holds no conditions of its own."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhucun.policy.pack.shapes.base import Kebab, Key, Shape, SourceRef, Words

MOST_COLUMNS, MOST_CODES = 30, 60
Heading = Annotated[str, StringConstraints(min_length=1, max_length=30)]
Group = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Codes = Annotated[list[Code], Field(min_length=1, max_length=MOST_CODES)]


class LedgerColumnShape(Shape):
    field: Key
    heading: Heading
    format: Key | None = None


class LedgerShape(Shape):
    """`number` is its place in the catalogue, under the heading `group`."""

    id: Kebab
    number: Annotated[int, Field(ge=1, le=999)]
    group: Group
    title: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    says: Words
    source: Key
    columns: Annotated[list[LedgerColumnShape], Field(min_length=1, max_length=MOST_COLUMNS)]
    filter: dict[Key, Codes] = {}
    opens_on: Literal["month", "year", "all"] = "all"
    order: Key
    note: Words | None = None
    because: SourceRef
    may_be: Literal["fixed", "replaced"]
