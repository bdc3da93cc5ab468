"""The columns a sheet is expected to have. Their order is free, and so is what a county adds beside them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from zhucun.kernel.text import match_key

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
    """A sheet's columns. Rows whose first filled cell begins with `example` are examples, never data."""

    sheet: str
    columns: tuple[Column, ...]
    example: str
    # Columns a program of ours added itself, so that a corrected copy comes back without a remark.
    ignored: tuple[str, ...] = ()
    by_title: dict[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_title = {title: column for column in self.columns for title in column.titles()}
        object.__setattr__(self, "by_title", by_title)

    def ignores(self, title: str) -> bool:
        return title_key(title) in {title_key(ignored) for ignored in self.ignored}


def title_key(text: str) -> str:
    """A header without its remarks: `身份证号*（18位）` and `身份证号` are one column."""
    return match_key(_REMARK.sub("", text))
