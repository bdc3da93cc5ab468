"""The one door through which a fact leaves the database for good: what is due by the retention table.

Everywhere else facts are voided or superseded. A test holds every caller to the retention rooms.
"""

from typing import Any, cast

from zhucun.kernel.county import CountyQuerySet


def erase(rows: CountyQuerySet[Any]) -> int:
    """Delete rows of one county, and nothing that hangs on them: whoever calls has dealt with that before."""
    rows._check()
    return cast(int, cast(Any, rows)._raw_delete(rows.db))
