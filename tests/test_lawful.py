"""What an application for staff may not hold (国办函〔2026〕12号), held by the shape of the tables.

docs/filing.md promises it to the authority that registers the application.
"""

import re

from tests.project import our_models

FORBIDDEN = re.compile(
    r"(^|_)(lat|latitude|lon|lng|longitude|gps|location|geo|track|check_?in|check_?out|punch|clock_in"
    r"|points?|score|ranking|rank|online_(time|minutes|seconds)|login_count|last_login|last_seen)(_|$)"
)


def test_no_table_keeps_position_check_in_points_or_time_online() -> None:
    kept = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.local_fields
        if FORBIDDEN.search(field.name)
    ]

    assert not kept
