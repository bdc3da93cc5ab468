"""Numbers a flow reckons with: the pack's, those of its fields, and days counted between two dates.

What is not known is None and stays so through every sum; it is never taken for nothing.
"""

from collections.abc import Mapping
from datetime import date
from math import ceil
from typing import Any

from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.expression import Expression
from zhucun.engine.flow.acting import World
from zhucun.engine.flow.case import Case
from zhucun.engine.flow.definition import Amount, DaysCounted, Flow, TermUnit

MOST_DAYS = 36_600  # a century; a longer term is a mistake in a number and no term


def is_filled(value: Any) -> bool:
    return value is not None and value != ""


def day_of(value: Any) -> date | None:
    """A date field's value, which is kept as 2026-10-31; None when it is empty or something else."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def days_counted(days: DaysCounted, values: Mapping[str, Any], calendar: WorkCalendar) -> int | None:
    """Both days included; a stretch that ends before it begins is no number."""
    first, last = day_of(values.get(days.first)), day_of(values.get(days.last))
    if first is None or last is None or last < first:
        return None
    return calendar.workdays(first, last) if days.unit is TermUnit.WORKDAYS else (last - first).days + 1


def is_reversed(days: DaysCounted, values: Mapping[str, Any]) -> bool:
    first, last = day_of(values.get(days.first)), day_of(values.get(days.last))
    return first is not None and last is not None and last < first


def counted_in(flow: Flow, case: Case, world: World) -> dict[str, int]:
    """The counted numbers that are known."""
    counted = {days.key: days_counted(days, case.values, world.calendar) for days in flow.counted}
    return {key: number for key, number in counted.items() if number is not None}


def numbers_in(flow: Flow, case: Case, world: World) -> dict[str, int]:
    """All numbers that are known, by the names that expressions use."""
    own = {key: case.values.get(key) for key in flow.numbers}
    whole = {key: value for key, value in own.items() if type(value) is int}
    return {**world.values, **whole, **counted_in(flow, case, world)}


def amount_of(amount: Amount | None, flow: Flow, case: Case, world: World) -> int | None:
    """How many days a term has, rounded up and never below none."""
    if isinstance(amount, Expression):
        try:
            amount = ceil(amount.value(numbers_in(flow, case, world)))
        except (KeyError, ZeroDivisionError):
            return None
    return None if amount is None or amount > MOST_DAYS else max(0, amount)
