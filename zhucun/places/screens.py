"""What a screen of places declares, in the form the gate reads.

Places stands below accounts and may not import it; the gate looks only at `needs` and `public`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest

from zhucun.places.queries import Reader

V = TypeVar("V", bound=Callable[..., Any])

SEE, MERGE = "places.see", "places.merge"


@dataclass(frozen=True)
class Rule:
    needs: str
    public: bool = False


class Holder(Reader, Protocol):
    """A scope that can say what it may do where."""

    def may(self, permission: str) -> bool: ...

    def covers(self, village_code: str, permission: str) -> bool: ...


class ScreenRequest(HttpRequest):
    """What a screen receives once the gate has let the reader in."""

    scope: Holder  # narrowed to the screen's permission
    whole_scope: Holder


def screen(needs: str) -> Callable[[V], V]:
    """Declare the permission a view needs in the county of its address."""

    def mark(view: V) -> V:
        view.screen = Rule(needs)  # type: ignore[attr-defined]
        return view

    return mark
