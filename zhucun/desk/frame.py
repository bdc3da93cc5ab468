"""What the frame around every screen shows: menu, place, role, date."""

from typing import Any

from django.http import HttpRequest

from zhucun.kernel import clock


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html."""
    return {"today": clock.today(), "menu": [], "here": None}
