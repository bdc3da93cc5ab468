"""retention.yaml: every kind of personal data that is kept, why, how long after what, and what then happens to it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhucun.policy.pack.shapes.base import Kebab, Key, Mechanism, Shape, SourceRef, Words

MOST_KINDS = 60
ModelName = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[A-Z][A-Za-z]+$")]


class RetentionKindShape(Shape):
    """`after` and `term` are left out of what is kept for good; `note` then says why that is so."""

    id: Kebab
    title: Words
    holds: list[ModelName]
    what: Words
    purpose: Words
    basis: Key
    because: SourceRef
    after: Key | None = None
    term: Key | None = None
    then: Literal["delete", "strip", "keep"]
    note: Words | None = None


class RetentionFile(Shape):
    kinds: list[RetentionKindShape] = Field(min_length=1, max_length=MOST_KINDS)


class RetentionCaseShape(Shape):
    """Whether something is due on a day when what the term counts from happened on another."""

    says: Words
    kind: Kebab
    mechanisms: list[Mechanism] = Field(min_length=1)
    happened: date
    on: date
    due: bool


class RetentionCasesFile(Shape):
    cases: list[RetentionCaseShape] = Field(min_length=1)
