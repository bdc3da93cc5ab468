"""Every screen says what it needs; a screen that says nothing is closed.

The declaration stands this low so that every floor can make it; the gate that reads it is in accounts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """`needs` is a permission in the county of the address; without it any signed-in person may enter."""

    needs: str | None = None
    public: bool = False


def screen(needs: str | None = None, *, public: bool = False) -> Callable[[V], V]:
    """Declare what a view needs: `@screen(needs="attendance.see")`, `@screen()` for one's own account, `public=True`."""

    def mark(view: V) -> V:
        view.screen = Rule(needs, public)  # type: ignore[attr-defined]
        return view

    return mark
