"""What a screen of places receives.

Places stands below accounts and may not import it: it says what it asks of the reader's scope instead.
"""

from typing import Protocol

from django.http import HttpRequest

from zhucun.kernel.screens import screen
from zhucun.places.queries import Reader

__all__ = ["CLASSIFY", "MERGE", "SEE", "Holder", "ScreenRequest", "screen"]

SEE, MERGE, CLASSIFY = "places.see", "places.merge", "places.classify"


class Holder(Reader, Protocol):
    """A scope that can say what it may do where."""

    def may(self, permission: str) -> bool: ...

    def covers(self, village_code: str, permission: str) -> bool: ...


class ScreenRequest(HttpRequest):
    """What a screen receives once the gate has let the reader in."""

    scope: Holder  # narrowed to the screen's permission
    whole_scope: Holder
