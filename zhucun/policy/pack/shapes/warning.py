"""warnings/*.yaml: a figure of a household that asks for a look. It opens a check, never a verdict."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhucun.policy.pack.shapes.base import ExpressionText, Kebab, Key, Mechanism, Shape, SourceRef, Words

MOST_CASES = 100
Figure = Annotated[int, Field(ge=-1_000_000_000_000, le=1_000_000_000_000)]
# Together with the figure they are one line of at most 300 characters on a household's page.
Title = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Says = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Limit = Annotated[int, Field(ge=0, le=1_000_000_000)] | ExpressionText


class WarningShape(Shape):
    """Exactly one of at_least, at_most and is: a whole number, or arithmetic over the pack's values."""

    id: Kebab
    title: Title
    reads: Key
    at_least: Limit | None = None
    at_most: Limit | None = None
    is_: Limit | None = Field(default=None, alias="is")
    says: Says
    risk: Key
    because: SourceRef
    may_be: Literal["fixed", "replaced"]
    mechanisms: list[Mechanism] = Field(min_length=1)


class WarningCaseShape(Shape):
    """What a figure brings on a day; `none` when the figure is not known."""

    says: Words
    on: date
    figure: Figure | Literal["none"]
    warns: bool


class WarningCasesFile(Shape):
    warning: Kebab
    mechanisms: list[Mechanism] = Field(min_length=1)
    cases: Annotated[list[WarningCaseShape], Field(min_length=1, max_length=MOST_CASES)]
