from datetime import date

import pytest

from zhucun.engine.period import Period, PeriodKind


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        (PeriodKind.WEEK, date(2026, 11, 22), date(2026, 11, 16), date(2026, 11, 22)),
        (PeriodKind.WEEK, date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 4)),
        (PeriodKind.HALF_MONTH, date(2026, 2, 15), date(2026, 2, 1), date(2026, 2, 15)),
        (PeriodKind.HALF_MONTH, date(2028, 2, 16), date(2028, 2, 16), date(2028, 2, 29)),
        (PeriodKind.MONTH, date(2026, 2, 10), date(2026, 2, 1), date(2026, 2, 28)),
        (PeriodKind.QUARTER, date(2026, 5, 31), date(2026, 4, 1), date(2026, 6, 30)),
        (PeriodKind.HALF_YEAR, date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        (PeriodKind.YEAR, date(2026, 7, 1), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_one_period_of_each_kind(kind: PeriodKind, day: date, first: date, last: date) -> None:
    assert Period.containing(kind, day) == Period(first, last)


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="2026-02-01"):
        Period(date(2026, 2, 1), date(2026, 1, 31))


def test_a_period_is_cut_to_the_days_of_a_posting() -> None:
    october = Period.month(2026, 10)

    assert october.overlap(date(2026, 10, 20), None) == Period(date(2026, 10, 20), date(2026, 10, 31))
    assert october.overlap(None, date(2026, 10, 5)) == Period(date(2026, 10, 1), date(2026, 10, 5))
    assert october.overlap(date(2026, 11, 1), None) is None
    assert october.days == 31
    assert date(2026, 10, 31) in october
