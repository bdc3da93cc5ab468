"""Months as small multiples: one little row of bars for each thing counted, all of a year; the table says the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhucun.cases.figures import Line
from zhucun.engine.period import Period

STEP, BAR, TOP, GROUND, GAP = 12, 8, 18, 66, 24
SHOWN: Sequence[tuple[Any, tuple[str, ...]]] = (
    (_("收到"), ("received",)),
    (_("办结"), ("in_time", "late")),
    (_("逾期未办"), ("overdue",)),
)


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Panel:
    """`most` is the highest month, from which the heights of this panel are told."""

    title: str
    x: int
    bars: tuple[Bar, ...]
    most: int

    @property
    def end(self) -> int:
        return self.x + STEP * MONTHS


MONTHS = 12


def panels_of(lines: Sequence[Line], period: Period) -> list[Panel]:
    """Nothing for a single month, nor for a year in which nothing happened."""
    if period.first.month == period.last.month or not lines:
        return []
    width = STEP * MONTHS + GAP
    return [
        _panel(str(title), place * width, {line.value.month: _sum(line, keys) for line in lines})
        for place, (title, keys) in enumerate(SHOWN)
    ]


def _sum(line: Line, keys: Sequence[str]) -> int:
    return sum(line.counts[key] for key in keys)


def _panel(title: str, x: int, by_month: dict[int, int]) -> Panel:
    most = max(by_month.values())
    bars = []
    for month, count in sorted(by_month.items()):
        height = -(-count * (GROUND - TOP) // most) if most else 0
        bars.append(Bar(x + STEP * (month - 1), GROUND - height, height))
    return Panel(title, x, tuple(bar for bar in bars if bar.height), most)
