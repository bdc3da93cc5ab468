"""Months in addresses and on screen."""

from datetime import date, timedelta

from django.utils.formats import date_format

from zhucun.engine.period import Period


class MonthConverter:
    """2026-10 in the address is 2026-10-01 in the view."""

    regex = r"20\d\d-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date(int(value[:4]), int(value[5:]), 1)

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


def period_of(month: date) -> Period:
    return Period.month(month.year, month.month)


def month_before(month: date) -> date:
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    return period_of(month).last + timedelta(days=1)


def month_title(month: date) -> str:
    """'2026年10月', or as the reader's language names a month."""
    return date_format(month, "YEAR_MONTH_FORMAT")
