"""The files a pack has one of: pack, sources, calendars, roles, words, values, word lists."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from zhucun.policy.pack.shapes.base import (
    DatedShape,
    Key,
    LayerCode,
    OwnWords,
    Permission,
    ReasonWords,
    RoughDate,
    Shape,
    SourceId,
    SourceRef,
    StepWords,
    ValueShape,
    Words,
)


class PackFile(Shape):
    code: LayerCode
    title: Words
    version: Annotated[int, Field(ge=1, le=99_999)]
    published: date
    kept_by: Words


class ArticleShape(Shape):
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    text: Words


class SourceShape(Shape):
    """A paper; `seen` says whether the paper itself was read or only what somebody wrote about it."""

    id: SourceId
    title: Words
    issuer: Words
    number: Words | None = None
    dated: RoughDate
    seen: Literal["original", "reprint", "report", "own"]
    note: Words | None = None
    articles: list[ArticleShape] = Field(min_length=1)


class SourcesFile(Shape):
    sources: list[SourceShape] = Field(min_length=1)


class HolidayShape(Shape):
    name: Words
    first: date
    last: date
    make_up: list[date] = []


class CalendarFile(Shape):
    year: Annotated[int, Field(ge=2000, le=2100)]
    source: SourceRef
    holidays: list[HolidayShape] = Field(min_length=1)


class RoleShape(Shape):
    code: Key
    title: Words
    scope: Literal["county", "township", "village", "unit"]
    technical: bool
    permissions: list[Permission] = Field(min_length=1)


class RolesFile(Shape):
    roles: list[RoleShape] = Field(min_length=1)
    apart: list[list[Key]]


class TermShape(Shape):
    code: Key
    label: Words


class VocabulariesFile(Shape):
    vocabularies: dict[Key, list[TermShape]]


class PeriodWords(Shape):
    this: Words
    name: Words


class WordingFile(Shape):
    answers: dict[str, Words] = {}
    steps: dict[str, StepWords] = {}
    reasons: dict[str, ReasonWords] = {}
    forms: dict[str, OwnWords] = {}
    attributes: dict[Key, Words] = {}
    quantities: dict[Key, Words] = {}
    givers: dict[Key, Words] = {}
    periods: dict[str, PeriodWords] = {}
    units: dict[Key, Words] = {}
    phrases: dict[Key, Words] = {}


class ValuesFile(Shape):
    """Numbers that are not a duty's own; a lower pack names those it changes under `changes`."""

    values: dict[Key, ValueShape] = {}
    changes: dict[Key, list[DatedShape]] = {}
