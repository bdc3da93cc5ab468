"""The small parts that several kinds of pack file share."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Kebab = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Mechanism = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{1,2}$")]
Measure = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]
Permission = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]
LayerCode = Annotated[str, StringConstraints(pattern=r"^(national|template|[0-9]{2}|[0-9]{4}|[0-9]{6})$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
SourceRef = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+#[a-z0-9-]+$")]
RoughDate = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Whole = Annotated[int, Field(ge=1, le=1_000_000_000)]
ExpressionText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
MayBe = Literal["fixed", "raised", "lowered", "replaced"]


class DatedShape(Shape):
    since: date = Field(alias="from")
    value: Whole
    source: SourceRef
    until: date | None = None
    adopted: date | None = None
    checked: date | None = None


class AmountShape(Shape):
    """A dated threshold: a whole number, or arithmetic over named quantities such as `workdays * 2 / 3`."""

    since: date = Field(alias="from")
    value: Annotated[int, Field(ge=0, le=1_000_000_000)] | ExpressionText
    source: SourceRef
    until: date | None = None
    adopted: date | None = None
    checked: date | None = None


class ValueShape(Shape):
    """A number that lower packs may move only in the direction its `may_be` names."""

    title: Words
    unit: Key
    may_be: MayBe
    values: list[DatedShape] = Field(min_length=1)


class StepWords(Shape):
    label: Words | None = None
    note: Words | None = None
    value: Words | None = None


class ReasonWords(Shape):
    badge: Words | None = None
    sentence: Words | None = None
    changes: Words | None = None
    ask: Words | None = None


class OwnWords(Shape):
    """What a duty, or all duties of a form, say in words of their own."""

    steps: dict[str, StepWords] = {}
    reasons: dict[str, ReasonWords] = {}
