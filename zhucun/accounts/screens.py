"""What a screen receives, and the declarations of screens that are not ours.

Out of scope is 404, in scope without the right is 403. The menu asks the same permissions.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.kernel.screens import Rule, screen

__all__ = ["Rule", "ScreenRequest", "rule_of", "screen"]


class ScreenRequest(HttpRequest):
    """What a screen receives once the gate has let the reader in."""

    user: User
    county: str
    scope: Scope  # narrowed to the screen's permission
    whole_scope: Scope  # all the reader may do in this county
    htmx: Any
    place_names: dict[str, str]  # set by a screen that has read them, so that the frame need not


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
