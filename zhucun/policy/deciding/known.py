"""What the calendar and the pack add to the facts of one subject and period, whatever the form of the duty."""

from collections.abc import Mapping
from dataclasses import replace

from zhucun.engine.duty import CountedBy, Duty
from zhucun.engine.expression import Expression
from zhucun.engine.facts import Facts, countable
from zhucun.engine.period import Period
from zhucun.policy.pack import Pack
from zhucun.policy.pack.quantities import of_calendar, of_values


def names_of(duty: Duty) -> frozenset[str]:
    """The names that a duty's arithmetic needs; most need none."""
    amounts = (one.value for one in duty.threshold.values)
    return frozenset().union(*(amount.names for amount in amounts if isinstance(amount, Expression)))


def of_period(pack: Pack, period: Period) -> dict[str, int]:
    """The numbers that are the same for everybody: of the calendar, and the pack's own values."""
    return of_calendar(pack.calendar, period, period) | of_values(pack.values, period)


def told(
    duty: Duty,
    facts: Facts,
    period: Period,
    pack: Pack,
    posted: Period | None,
    attributes: Mapping[str, tuple[str, ...]],
    numbers: Mapping[str, int] | None = None,
) -> Facts:
    """Facts of presence, completed by who it is about and by the numbers the duty's arithmetic needs."""
    if not names_of(duty):
        return replace(facts, attributes=attributes)
    worked = countable(CountedBy.WORKDAYS, pack.calendar, posted)
    known = of_period(pack, period) | {"posted_workdays": worked} | dict(numbers or {})
    return replace(facts, attributes=attributes, quantities=known)
