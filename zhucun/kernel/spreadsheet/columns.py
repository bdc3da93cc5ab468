"""The columns a sheet is expected to have. Their order is free, and so is what a county adds beside them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from zhucun.kernel.text import match_key

T = TypeVar("T")

_REMARK = re.compile(r"[（(【\[].*?[】\])）]|[*＊]")


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the name in code, `title` the one in the header; `mask` hides a value on a screen."""

    key: str
    title: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    mask: Callable[[str], str] = _as_it_is

    def titles(self) -> set[str]:
        return {title_key(title) for title in (self.title, *self.aliases)}


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's columns. A row with a cell that begins with `example` is an example, never data."""

    sheet: str
    columns: tuple[Column, ...]
    example: str
    # Columns a program of ours added itself, so that a corrected copy comes back without a remark.
    ignored: tuple[str, ...] = ()
    by_key: dict[str, Column] = field(init=False, repr=False)
    by_title: dict[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_title = {title: column for column in self.columns for title in column.titles()}
        object.__setattr__(self, "by_title", by_title)
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})

    def ignores(self, title: str) -> bool:
        return title_key(title) in {title_key(ignored) for ignored in self.ignored}


class Choices(Generic[T]):
    """The words a column may hold: titles by value, and other words that lead to a title."""

    def __init__(self, options: Mapping[str, T], synonyms: Mapping[str, str] | None = None) -> None:
        self.options = dict(options)
        self.synonyms = dict(synonyms or {})
        self._values = {match_key(title): value for title, value in self.options.items()}
        self._values |= {match_key(word): self.options[title] for word, title in self.synonyms.items()}

    def find(self, text: str) -> T | None:
        return self._values.get(match_key(text))


def title_key(text: str) -> str:
    """A header without its remarks: `身份证号*（18位）` and `身份证号` are one column."""
    return match_key(_REMARK.sub("", text))
