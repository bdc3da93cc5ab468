"""Every screen says what it needs; a screen that says nothing is closed.

Out of scope is 404, in scope without the right is 403. The menu asks the same table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """`needs` is a permission in the county of the address; without it any signed-in person may enter."""

    needs: str | None = None
    public: bool = False


class ScreenRequest(HttpRequest):
    """What a screen receives once the gate has let the reader in."""

    user: User
    county: str
    scope: Scope  # narrowed to the screen's permission
    whole_scope: Scope  # all the reader may do in this county
    htmx: Any


def screen(needs: str | None = None, *, public: bool = False) -> Callable[[V], V]:
    """Declare what a view needs: `@screen(needs="attendance.see")`, `@screen()` for one's own account, `public=True`."""

    def mark(view: V) -> V:
        view.screen = Rule(needs, public)  # type: ignore[attr-defined]
        return view

    return mark


# Screens of installed libraries that we open; their others stay closed.
OPENED = {
    "account_login": Rule(public=True),
    "account_inactive": Rule(public=True),
    "account_logout": Rule(),
    "account_change_password": Rule(),
    "usersessions_list": Rule(),
    "set_language": Rule(public=True),
}


def rule_of(view: Callable[..., Any], full_name: str | None) -> Rule | None:
    """The declaration of a view, ours or one we opened; a name in a namespace is never a library's."""
    rule: Rule | None = getattr(view, "screen", None)
    return rule or OPENED.get(full_name or "")
