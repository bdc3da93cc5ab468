"""One's own digests, and nobody else's."""

from dataclasses import dataclass
from datetime import date

from zhucun.accounts.models import User
from zhucun.policy.models import Digest
from zhucun.policy.reminders.domain import Reminder

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Day:
    """A digest as its reader sees it."""

    day: date
    lines: list[Reminder]


def digests_of(user: User, county: str, limit: int = SHOWN) -> list[Day]:
    """The newest first."""
    rows = Digest.objects.in_county(county).filter(user=user).order_by("-day")[:limit]
    return [Day(row.day, [Reminder.from_json(line) for line in row.lines]) for row in rows]
