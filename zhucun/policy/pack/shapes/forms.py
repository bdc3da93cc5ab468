"""forms/*.yaml: what a work record asks. A picture can be added to a record and is never asked for."""

from typing import Annotated, Literal

from pydantic import Field

from zhucun.policy.pack.shapes.base import Kebab, Key, Shape, SourceRef, Words


class OptionShape(Shape):
    code: Key
    label: Words
    serves: Key | None = None


class FieldShape(Shape):
    key: Key
    label: Words
    type: Literal["text", "long_text", "number", "choice", "checks", "date", "money", "household", "village"]
    required: bool
    help: Words | None = None
    max: Annotated[int, Field(ge=1, le=100_000_000_000)] | None = None
    default: Key | None = None
    options: list[OptionShape] = []
    options_from: Key | None = None


class PresenceShape(Shape):
    """Whether a record says that its day was spent in the village."""

    when: Literal["always", "never", "chosen"]
    field: Key | None = None
    is_: Key | None = Field(default=None, alias="is")


class FormShape(Shape):
    code: Kebab
    title: Words
    help: Words | None = None
    about: Literal["household", "village"]
    made_by: list[Key] = Field(min_length=1)
    serves: list[Key] = Field(min_length=1)
    day: Key
    presence: PresenceShape
    evidence: Literal["optional", "none"]
    because: SourceRef
    may_be: Literal["fixed", "replaced"]
    fields: list[FieldShape] = Field(min_length=1)
