"""Months as small multiples: one little row of bars for each thing counted, all of a year; the table says the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhucun.cases.figures import Line
from zhucun.engine.period import Period

MONTHS, STEP, TOP, GROUND = 12, 12, 18, 66
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
    """One thing counted; `most` is its highest month, from which its heights are told."""

    title: str
    bars: tuple[Bar, ...]
    most: int


def panels_of(lines: Sequence[Line], period: Period) -> list[Panel]:
    """Nothing for a single month, nor for a year in which nothing happened."""
    if period.first.month == period.last.month or not lines:
        return []
    return [
        _panel(str(title), {line.value.month: sum(line.counts[key] for key in keys) for line in lines})
        for title, keys in SHOWN
    ]


def _panel(title: str, by_month: dict[int, int]) -> Panel:
    most = max(by_month.values())
    bars = []
    for month, count in sorted(by_month.items()):
        height = -(-count * (GROUND - TOP) // most) if most else 0
        bars.append(Bar(STEP * (month - 1), GROUND - height, height))
    return Panel(title, tuple(bar for bar in bars if bar.height), most)
