"""archive.yaml: what has to lie in a village's box, who brings it, by when, and what fills it by itself."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhucun.policy.pack.shapes.base import Kebab, Key, Mechanism, Shape, SourceRef, Words

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Title = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class FillShape(Shape):
    """Any record, case or kept paper of these in the year fills the item.

    `kinds` narrows forms to records in which one of these options was chosen.
    """

    forms: list[Kebab] = []
    kinds: list[Key] = []
    flows: list[Kebab] = []
    papers: list[Kebab] = []


class ItemShape(Shape):
    """`upload` is brought as a file. `by` is the last day of the year on which it is still in time; without it the year's end."""

    id: Kebab
    title: Title
    provider: Key
    by: MonthDay | None = None
    fills: FillShape | None = None
    upload: bool = False
    note: Words | None = None


class GroupShape(Shape):
    id: Kebab
    title: Title
    items: Annotated[list[ItemShape], Field(min_length=1, max_length=60)]


class EntryShape(Shape):
    """Something that is there: of a form (with the options chosen), a flow or a paper, or brought for an item."""

    form: Kebab | None = None
    kinds: list[Key] = []
    flow: Kebab | None = None
    paper: Kebab | None = None
    brought: Kebab | None = None


class ArchiveCaseShape(Shape):
    says: Words
    there: list[EntryShape] = []
    filled: list[Kebab] = []
    missing: list[Kebab] = []


class ArchiveCasesFile(Shape):
    mechanisms: list[Mechanism] = Field(min_length=1)
    cases: Annotated[list[ArchiveCaseShape], Field(min_length=1, max_length=100)]


class ArchiveFile(Shape):
    because: SourceRef
    may_be: Literal["fixed", "replaced"]
    mechanisms: list[Mechanism] = Field(min_length=1)
    groups: Annotated[list[GroupShape], Field(min_length=1, max_length=20)]
