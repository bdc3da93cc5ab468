"""What an address asks for, read with care: what cannot be read counts as not asked."""

from datetime import date

from django.utils.dateparse import parse_date

from zhucun.accounts.screens import ScreenRequest
from zhucun.kernel import clock

EARLIEST, LATEST = 2000, 2099


def day_asked(request: ScreenRequest, key: str = "on") -> date:
    """The day in the address; today without one, or where it is no day."""
    try:
        day = parse_date(request.GET.get(key, ""))
    except ValueError:
        day = None
    return day if day and EARLIEST <= day.year <= LATEST else clock.today()


def year_asked(request: ScreenRequest) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) <= len(str(LATEST)) else 0
    return year if EARLIEST <= year <= LATEST else clock.today().year
