"""The only source of now and today.

Business dates are dates in Asia/Shanghai; instants are UTC. Everything else takes `on=` or `at=`.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(tz=UTC)


def today() -> date:
    """The date on a county's wall calendar."""
    return date_of(now())


def date_of(instant: datetime) -> date:
    """The Shanghai date on which an instant falls."""
    return instant.astimezone(SHANGHAI).date()
