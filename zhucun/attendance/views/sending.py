"""What screens with a form share: what was sent, and how a refusal comes back."""

from datetime import date

from django.utils.dateparse import parse_date


def day_in(month: date, text: str) -> date | None:
    """The day that was pointed at, when it is one of this month."""
    try:
        day = parse_date(text)
    except ValueError:  # looks like a date and is none
        return None
    return day if day and day.replace(day=1) == month else None
