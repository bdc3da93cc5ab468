"""A value over time as a step line: numbers for a template to draw, and one sentence for those who cannot see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.duty import Amount
from zhucun.kernel.lists import listed

WIDTH, TOP, BOTTOM, EDGE = 320, 24, 72, 8
APART = 74  # the room a date needs under the line
BEYOND = timedelta(days=120)  # how far the line runs on past the last change


@dataclass(frozen=True)
class Step:
    """One value: a level stretch, its number above, its first day below where there is room."""

    x: int
    end: int
    y: int
    value: str
    since: date
    dated: bool
    open: bool


@dataclass(frozen=True)
class Picture:
    steps: tuple[Step, ...]
    today: int
    says: str


def picture_of(threshold: Dated[Amount], today: date) -> Picture | None:
    """Nothing where a value is arithmetic, or where there is no value: the table says those."""
    values = [(one, one.value) for one in threshold.values if isinstance(one.value, int)]
    if not values or len(values) < len(threshold.values):
        return None
    first, last = values[0][0].since, max(today, *threshold.change_days) + BEYOND
    span = (last - first).days

    def across(day: date) -> int:
        part = (day - first).days / span
        return EDGE + round(max(0.0, min(1.0, part)) * (WIDTH - 2 * EDGE))

    ends = [*(one.since for one, _amount in values[1:]), last]
    highest = max(1, *(amount for _one, amount in values))
    steps = []
    for (one, amount), following in zip(values, ends, strict=True):
        until = one.until + timedelta(days=1) if one.until else following
        height = BOTTOM - round(amount / highest * (BOTTOM - TOP))
        x = across(one.since)
        steps.append((x, across(min(until, following)), height, str(amount), one.since, one.until is None))
    return Picture(tuple(_with_room(steps)), across(today), _said(values))


def _with_room(steps: Sequence[tuple[int, int, int, str, date, bool]]) -> Iterator[Step]:
    taken = -APART
    for x, end, y, value, since, open_ in steps:
        dated = x - taken >= APART and x <= WIDTH - APART
        taken = x if dated else taken
        yield Step(x, end, y, value, since, dated, open_)


def _said(values: Sequence[tuple[DatedValue[Amount], int]]) -> str:
    pattern = _("%(day)s起 %(value)s")
    return listed(
        pattern % {"day": date_format(one.since, "DATE_FORMAT"), "value": amount} for one, amount in values
    )
